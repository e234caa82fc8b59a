// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>A calendar period in its one form: years, months below twelve, days.</summary>
/// <remarks><code>
/// period = "P" [n "Y"] [n "M"] [n "D"]     ; ISO 8601; n without leading zero, months below 12, at least one part
/// </code></remarks>
public readonly partial record struct TermPeriod(int Months, int Days)
{
    private const int MonthsOfYear = 12;

    /// <summary>One year.</summary>
    public static TermPeriod Year { get; } = new(MonthsOfYear, 0);

    /// <summary>One quarter.</summary>
    public static TermPeriod Quarter { get; } = new(3, 0);

    /// <summary>The period as NodaTime adds it to local dates.</summary>
    public Period ToPeriod() => Period.FromMonths(Months) + Period.FromDays(Days);

    /// <summary>Reads the one form of a period.</summary>
    public static bool TryParse(string text, out TermPeriod period)
    {
        var match = Form().Match(text);
        period = match.Success
            ? new((Part(match, "years") * MonthsOfYear) + Part(match, "months"), Part(match, "days"))
            : default;
        return match.Success && string.Equals(period.ToString(), text, StringComparison.Ordinal);
    }

    public override string ToString()
    {
        var (years, months) = (Months / MonthsOfYear, Months % MonthsOfYear);
        return Months == 0 && Days == 0
            ? "P0D"
            : string.Create(CultureInfo.InvariantCulture, $"P{Part(years, 'Y')}{Part(months, 'M')}{Part(Days, 'D')}");
    }

    private static string Part(int count, char unit) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");

    private static int Part(Match match, string name) =>
        match.Groups[name] is { Success: true, Value: var digits } ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        "^P(?:(?<years>[0-9]{1,3})Y)?(?:(?<months>[0-9]{1,2})M)?(?:(?<days>[0-9]{1,4})D)?\\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
