// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>The rules that terms of one kind share.</summary>
internal static class TermChecks
{
    /// <summary>More than any license was ever paid for; keeps sums of amounts exact.</summary>
    public const decimal MostAmount = 1_000_000_000_000_000m;

    private const int MostMonths = 1200;
    private const int MostDays = 3660;

    public static Refusal? Amount(string term, decimal amount) =>
        amount < 0 ? new TermsAmountNegative(term, amount) : Range(term, amount, 0, MostAmount);

    public static Refusal? Payable(string term, Money money) =>
        Amount(term, money.Amount) ?? (money.IsPayable ? null : new TermsAmountNotPayable(term, money));

    public static Refusal? Range(string term, decimal value, decimal least, decimal most) =>
        value < least || value > most ? new TermsOutOfRange(term, value, least, most) : null;

    /// <summary>A period that must be there and be some time.</summary>
    public static Refusal? Period(string term, TermPeriod? period) => period switch
    {
        null => new TermsPeriodMissing(term),
        { Months: 0, Days: 0 } or { Months: > MostMonths } or { Days: > MostDays } => new TermsPeriodInvalid(term, period.Value),
        _ => null,
    };

    /// <summary>A set that must name something, in words that records can show.</summary>
    public static Refusal? Words(string term, WordSet words) => words.IsEmpty ? new TermsNothingLicensed(term) : Texts(term, words);

    public static Refusal? Texts(string term, WordSet words) =>
        words.Words.Select(word => RecordText.Check(term, word)).FirstOrDefault(refusal => refusal is not null)
        ?? (words.ToString().Length > MostText ? new TextInvalid(term) : null);

    public static Refusal? Text(string term, string? text) =>
        text is null ? null : text.Length > MostText || text.Length == 0 || text.Any(char.IsControl) || !RecordText.IsWellFormed(text) ? new TextInvalid(term) : null;

    public static Refusal? Countries(string term, Territory territory) => territory switch
    {
        { Unknown: { } country } => new TermsCountryUnknown(term, country),
        { IsEmpty: true } => new TermsNothingLicensed(term),
        _ => null,
    };

    /// <summary>The longest text of a term, in UTF-16 units.</summary>
    private const int MostText = 2000;
}
