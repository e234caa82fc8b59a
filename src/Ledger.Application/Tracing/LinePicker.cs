// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Application.Tracing;

/// <summary>Which lines of a report a query means: first by the report's marks, then line by line.</summary>
/// <param name="territory">The country of the patent asked for; null where none is asked for, or it holds in several.</param>
internal sealed class LinePicker(TraceQuery query, string? territory)
{
    private readonly ProductPattern? _product = query.Product is { } asked ? ProductPattern.Of(asked) : null;

    /// <summary>Whether some line may be meant.</summary>
    public bool MayPick(ReadOnlySpan<byte> marks) =>
        Has(marks, LineFacet.MadeIn, query.MadeIn)
        && Has(marks, LineFacet.SoldIn, query.SoldIn)
        && (_product is null or { IsPrefix: true } || LineMarks.MayHave(marks, LineFacet.Product, _product.Text)) // marks know whole names alone
        && (query.Country is not { } country || InCountry(marks, country))
        && (territory is not { } ofPatent || InCountry(marks, ofPatent) || LineMarks.MayHave(marks, LineFacet.MadeIn, ""));

    public bool Picks(UsageLine line) =>
        Is(line.MadeIn, query.MadeIn) && Is(line.SoldIn, query.SoldIn) && _product?.Matches(line.Product) is not false
        && (query.Country is null || Is(line.MadeIn, query.Country) || Is(line.SoldIn, query.Country))
        && (territory is null || line.MadeIn.Length == 0 || Is(line.MadeIn, territory) || Is(line.SoldIn, territory));

    private static bool InCountry(ReadOnlySpan<byte> marks, string country) =>
        LineMarks.MayHave(marks, LineFacet.MadeIn, country) || LineMarks.MayHave(marks, LineFacet.SoldIn, country);

    private static bool Has(ReadOnlySpan<byte> marks, LineFacet facet, string? word) => word is null || LineMarks.MayHave(marks, facet, word);

    private static bool Is(string text, string? wanted) => wanted is null || string.Equals(text, wanted, StringComparison.Ordinal);
}
