// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses;

/// <summary>The terms of a license that stay off chain: <c>termsRoot</c> commits to them, each with a salt of its own.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="RatePerDevice">The running royalty for one device.</param>
/// <param name="AnnualCap">The most that one licensee and its affiliates owe in a calendar year; null: no cap.</param>
/// <param name="FreeInternetSoftwareDecoders">Whether decoders in software, given away over the internet, are free.</param>
/// <param name="Rounding">The rounding rule, in words.</param>
public sealed record LicenseTerms(
    string Currency,
    decimal RatePerDevice,
    decimal? AnnualCap,
    bool FreeInternetSoftwareDecoders,
    string Rounding)
{
    /// <summary>The schema of these terms. Its order is that of <see cref="ToFields"/>.</summary>
    public static DocumentSchema Schema { get; } = new(
        "ledger.license-terms/1",
        [
            new("currency", FieldType.Text),
            new("ratePerDevice", FieldType.Decimal),
            new("annualCap", FieldType.Decimal),
            new("freeInternetSoftwareDecoders", FieldType.Boolean),
            new("rounding", FieldType.Text),
        ]);

    /// <summary>The values, one for each field of the schema.</summary>
    public ImmutableArray<FieldValue> ToFields() =>
    [
        FieldValue.Of(Currency),
        FieldValue.Of(RatePerDevice),
        AnnualCap is { } cap ? FieldValue.Of(cap) : FieldValue.Absent,
        FieldValue.Of(FreeInternetSoftwareDecoders),
        FieldValue.Of(Rounding),
    ];
}
