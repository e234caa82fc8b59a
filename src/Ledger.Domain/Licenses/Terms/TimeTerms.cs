// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>The option to renew, beyond the grant's own dates.</summary>
/// <param name="Times">How often.</param>
/// <param name="Period">For how long each time.</param>
/// <param name="Notice">How long before the end notice is given.</param>
public sealed record Renewal(int Times, TermPeriod Period, TermPeriod Notice);

/// <summary>What becomes of sales before the license.</summary>
public enum PastSalesMode
{
    /// <summary>They are free.</summary>
    Released,

    /// <summary>They are paid for.</summary>
    Payable,
}

/// <summary>Sales before the license.</summary>
/// <param name="From">The first day that is settled.</param>
/// <param name="Fee">What is paid for them, where a sum was agreed; else they pay the running royalty.</param>
public sealed record PastSales(PastSalesMode Mode, LocalDate? From, Money? Fee);

/// <summary>Whether patents that come onto the schedule after the grant are licensed too.</summary>
public enum LaterAdditions
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>They are once the licensee takes them up, by an amendment.</summary>
    Option,

    /// <summary>They are, from the revision that lists them on.</summary>
    Included,
}

/// <summary>What a license covers before and beyond its dates.</summary>
public sealed record TimeTerms(Renewal? Renewal, PastSales? PastSales, LaterAdditions LaterAdditions)
{
    private const int MostRenewals = 100;

    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        new("renewal.times", FieldType.Integer),
        new("renewal.period", FieldType.Text),
        new("renewal.notice", FieldType.Text),
        new("pastSales.mode", FieldType.Text),
        new("pastSales.from", FieldType.Text),
        new("pastSales.fee", FieldType.Decimal),
        new("laterAdditions", FieldType.Text),
    ];

    internal IEnumerable<FieldValue> Values() =>
    [
        Renewal is { } renewal ? FieldValue.Of((long)renewal.Times) : FieldValue.Absent,
        TermValues.Of(Renewal?.Period),
        TermValues.Of(Renewal?.Notice),
        TermValues.Of(PastSales?.Mode),
        TermValues.Of(PastSales?.From is { } from ? LocalDatePattern.Iso.Format(from) : null),
        TermValues.Of(PastSales?.Fee),
        TermValues.Of<LaterAdditions>(LaterAdditions),
    ];

    internal Refusal? Check() => CheckRenewal() ?? CheckPastSales();

    internal string? Exceeds(TimeTerms parent) => this switch
    {
        _ when (Renewal?.Times ?? 0) > (parent.Renewal?.Times ?? 0) => "renewal.times",
        { PastSales: not null } when parent.PastSales is null => "pastSales.mode",
        { PastSales.From: { } from } when parent.PastSales?.From is { } first && from < first => "pastSales.from",
        _ when LaterAdditions > parent.LaterAdditions => "laterAdditions",
        _ => null,
    };

    private Refusal? CheckRenewal() => Renewal is null
        ? null
        : TermChecks.Range("renewal.times", Renewal.Times, 1, MostRenewals)
            ?? TermChecks.Period("renewal.period", Renewal.Period)
            ?? TermChecks.Period("renewal.notice", Renewal.Notice);

    private Refusal? CheckPastSales() => PastSales switch
    {
        null => null,
        { From: null } => new TermsIncomplete("pastSales", "pastSales.from"),
        { Mode: PastSalesMode.Released, Fee: not null } => new TermsContradictory("pastSales.mode", "pastSales.fee"),
        { Fee: { } fee } => TermChecks.Payable("pastSales.fee", fee),
        _ => null,
    };
}
