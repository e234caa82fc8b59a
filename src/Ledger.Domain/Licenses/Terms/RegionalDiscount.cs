// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>Less royalty for what is sold in some countries.</summary>
/// <param name="Percent">How much less.</param>
public sealed record RegionalDiscount(Territory Territory, decimal Percent)
{
    /// <summary>How many a license can have.</summary>
    public const int Most = 4;

    private const decimal All = 100;

    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        .. Enumerable.Range(1, Most).SelectMany(place => (SchemaField[])
            [new($"discount.{place}.territory", FieldType.Text), new($"discount.{place}.percent", FieldType.Decimal)]),
    ];

    internal static IEnumerable<FieldValue> Values(ImmutableArray<RegionalDiscount> discounts) => Enumerable.Range(0, Most).SelectMany(place =>
        place < discounts.Length
            ? [FieldValue.Of(discounts[place].Territory.ToString()), FieldValue.Of(discounts[place].Percent)]
            : Enumerable.Repeat(FieldValue.Absent, Fields.Length / Most));

    internal static Refusal? Check(ImmutableArray<RegionalDiscount> discounts)
    {
        if (discounts.Length > Most)
        {
            return new TermsTooMany("discount", discounts.Length, Most);
        }

        for (var i = 0; i < discounts.Length; i++)
        {
            var (territory, percent) = discounts[i];
            var refusal = TermChecks.Countries($"discount.{i + 1}.territory", territory)
                ?? TermChecks.Amount($"discount.{i + 1}.percent", percent)
                ?? TermChecks.Range($"discount.{i + 1}.percent", percent, 0, All)
                ?? (discounts.Take(i).FirstOrDefault(other => other.Territory.Overlaps(territory)) is { } other
                    ? new TermsDiscountsOverlap(other.Territory, territory)
                    : null);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }
}
