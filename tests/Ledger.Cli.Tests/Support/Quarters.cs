// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Cli.Tests.Support;

/// <summary>The periods that the demonstration's licenses report in.</summary>
internal static class Quarters
{
    /// <summary>The first day of the present quarter, or of one some months later.</summary>
    public static string FirstDay(int months)
    {
        var today = DateTime.UtcNow.AddHours(8);
        return new DateTime(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(months).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
