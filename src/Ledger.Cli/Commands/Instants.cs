// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Cli.Commands;

/// <summary>Times on the command line and in drafts: UTC seconds, a date, or a date and time in UTC.</summary>
internal static class Instants
{
    private static readonly string[] _forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <exception cref="CliFailure">Usage: it is none of these.</exception>
    public static ulong Parse(string text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds;
        }

        return DateTimeOffset.TryParseExact(text, _forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.ToUnixTimeSeconds() >= 0
                ? (ulong)time.ToUnixTimeSeconds()
                : throw new CliFailure(ExitCode.Usage, "usage.time", ("value", text));
    }
}
