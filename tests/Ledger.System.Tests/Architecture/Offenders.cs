// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Architecture;

/// <summary>Whoever breaks a law is listed whole, not only counted.</summary>
internal static class Offenders
{
    public const int RegexTimeoutMs = 5_000;

    public static void None(IEnumerable<string> offenders)
    {
        var list = offenders.ToList();
        Assert.True(list.Count == 0, string.Join(Environment.NewLine, list));
    }
}
