// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Domain.Licenses.Terms;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Application.Documents;

/// <summary>Reads the texts that terms are written in; each has one form.</summary>
internal static class TermText
{
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>The entries of a list, none of them null.</summary>
    public static IReadOnlyList<T> Each<T>(string term, IReadOnlyList<T?> entries)
        where T : class =>
        entries.All(entry => entry is not null) ? [.. entries.OfType<T>()] : throw new FormatException($"{term}: an entry is null.");

    public static WordSet Words(string term, IReadOnlyList<string> words)
    {
        try
        {
            return WordSet.Of(words);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{term}: {wrong.Message}", wrong);
        }
    }

    public static PatentActs Acts(string term, IReadOnlyList<string> words) =>
        PatentActs.TryParse(Words(term, words).ToString(), out var acts)
            ? acts
            : throw Wrong(term, string.Join(',', words), $"a list of {string.Join(", ", TermWords.All<Domain.Usage.PatentAct>())}");

    public static Territory Territory(string term, string text) => Domain.Licenses.Terms.Territory.TryParse(text, out var territory)
        ? territory
        : throw Wrong(term, text, "a territory: CN,VN (ascending), worldwide, or worldwide except IR,KP");

    public static TermPeriod Period(string term, string text) =>
        TermPeriod.TryParse(text, out var period) ? period : throw Wrong(term, text, "a period such as P3M, P1Y or P45D");

    public static TermPeriod? OptionalPeriod(string term, string? text) => text is null ? null : Period(term, text);

    public static LocalDate? Date(string term, string? text) => text is null
        ? null
        : LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date : throw Wrong(term, text, "a date such as 2024-01-31");

    public static T Choice<T>(string term, string word)
        where T : struct, Enum =>
        TermWords.TryParse<T>(word, out var choice) ? choice : throw Wrong(term, word, $"one of {string.Join(", ", TermWords.All<T>())}");

    /// <summary>An amount as plain decimal text, exactly as it stands there; null where there is none.</summary>
    public static decimal? Amount(string term, string? text)
    {
        if (text is null)
        {
            return null;
        }

        // decimal.Parse rounds what has more digits than it can hold; such a text would say something else than what is kept.
        return text.Count(char.IsAsciiDigit) <= 28 && decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var amount)
            ? amount == 0 ? 0 : amount
            : throw Wrong(term, text, "a plain decimal number of at most 28 digits");
    }

    private static FormatException Wrong(string term, string text, string wanted) => new($"{term}: '{text}' is not {wanted}.");
}
