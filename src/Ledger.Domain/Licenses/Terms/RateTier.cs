// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>What a rate is of.</summary>
public enum RateBasis
{
    /// <summary>An amount for each unit.</summary>
    PerUnit,

    /// <summary>Percent of the price.</summary>
    AdValorem,
}

/// <summary>One tier of the running royalty.</summary>
/// <param name="Product">The class of products; null: all that have no tiers of their own.</param>
/// <param name="From">It begins after this many units since the last reset.</param>
/// <param name="Rate">The rate, for whoever complies.</param>
/// <param name="Standard">The rate for whoever does not; null: the same.</param>
public sealed record RateTier(string? Product, long From, decimal Rate, decimal? Standard)
{
    /// <summary>How many tiers a license can have.</summary>
    public const int Most = 8;

    private const decimal WholePrice = 100;

    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        .. Enumerable.Range(1, Most).SelectMany(place => (SchemaField[])
        [
            new($"rate.{place}.product", FieldType.Text),
            new($"rate.{place}.from", FieldType.Integer),
            new($"rate.{place}.rate", FieldType.Decimal),
            new($"rate.{place}.standard", FieldType.Decimal),
        ]),
    ];

    /// <summary>The values of all places; those past the last tier are absent, so that even their number is withheld.</summary>
    internal static IEnumerable<FieldValue> Values(ImmutableArray<RateTier> tiers) => Enumerable.Range(0, Most).SelectMany(place =>
        place < tiers.Length
            ? [TermValues.Of(tiers[place].Product), FieldValue.Of(tiers[place].From), FieldValue.Of(tiers[place].Rate), TermValues.Of(tiers[place].Standard)]
            : Enumerable.Repeat(FieldValue.Absent, Fields.Length / Most));

    internal static Refusal? Check(ImmutableArray<RateTier> tiers, RateBasis basis, ScopeTerms scope)
    {
        if (tiers.Length > Most)
        {
            return new TermsTooMany("rate", tiers.Length, Most);
        }

        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < tiers.Length; i++)
        {
            var (tier, product) = (tiers[i], tiers[i].Product ?? "");
            var refusal = tier.Check($"rate.{i + 1}", basis, scope)
                ?? (last.TryGetValue(product, out var before)
                    ? tier.From <= before ? new TermsTiersNotAscending(product, tier.From, before) : null
                    : tier.From != 0 ? new TermsTierBeginsLate(product, tier.From) : null);
            if (refusal is not null)
            {
                return refusal;
            }

            last[product] = tier.From;
        }

        return null;
    }

    private Refusal? Check(string place, RateBasis basis, ScopeTerms scope) => this switch
    {
        { Product: { } product } when !scope.Products.Contains(product) => new TermsProductNotLicensed($"{place}.product", product),
        { From: < 0 } => new TermsAmountNegative($"{place}.from", From),
        _ when CheckRate($"{place}.rate", Rate, basis) is { } refusal => refusal,
        { Standard: { } standard } when CheckRate($"{place}.standard", standard, basis) is { } refusal => refusal,
        { Standard: { } standard } when standard < Rate => new TermsStandardBelowCompliant(Rate, standard),
        _ => null,
    };

    private static Refusal? CheckRate(string term, decimal rate, RateBasis basis) =>
        TermChecks.Amount(term, rate) ?? (basis is RateBasis.AdValorem ? TermChecks.Range(term, rate, 0, WholePrice) : null);
}
