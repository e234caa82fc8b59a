// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Domain.Licenses;

namespace Ledger.Application.Documents;

/// <summary>License terms as JSON has them: money as decimal text, never a binary fraction.</summary>
internal sealed record TermsDocument(
    string Currency, string RatePerDevice, string? AnnualCap, bool FreeInternetSoftwareDecoders, string Rounding)
{
    /// <exception cref="FormatException">An amount is no plain decimal number.</exception>
    public LicenseTerms Terms() => new(
        Currency,
        Amount(RatePerDevice),
        AnnualCap is { } cap ? Amount(cap) : null,
        FreeInternetSoftwareDecoders,
        Rounding);

    private static decimal Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new FormatException($"'{text}' is not a plain decimal number.");
}
