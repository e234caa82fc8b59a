// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Tests.World;

/// <summary>Reports of every shape that a licensee files, one after the other in one stream.</summary>
internal static class ReportShapes
{
    /// <summary>A plain report, one whose lines use every field, a nil report, a correction of the first, and one more: so that most stand in the middle of the stream.</summary>
    /// <param name="first">Says license, reporter, stream, period and block.</param>
    public static IReadOnlyList<(UsageReport Report, UsageLine[] Lines)> Stream(UsageReport first)
    {
        UsageLine[][] all = [[.. Plain(3)], [.. Full(first.PeriodStart)], [], [.. Plain(2)], [.. Plain(1)]];
        const int Correction = 3;
        List<(UsageReport Report, UsageLine[] Lines)> made = [];
        foreach (var lines in all)
        {
            var report = first.Over(lines) with
            {
                Sequence = (ulong)made.Count + 1,
                Previous = made.Count == 0 ? default : made[^1].Report.Id,
                Supersedes = made.Count == Correction ? made[0].Report.Id : default,
                Salt = Salt(),
            };
            made.Add((report, lines));
        }

        return made;
    }

    /// <summary>The report with other lines.</summary>
    public static UsageReport Over(this UsageReport report, IReadOnlyList<UsageLine> lines) => report with
    {
        LinesRoot = UsageLines.Root(lines),
        LineCount = (uint)lines.Count,
        TotalQuantity = UInt256.From(UsageLines.Total(lines)),
        TotalNetValue = UInt256.From(UsageLines.TotalValue(lines)),
        Currency = UsageLines.CurrencyOf(lines),
    };

    private static IEnumerable<UsageLine> Plain(int count) =>
        Enumerable.Range(1, count).Select(i => UsageLine.Of($"Box {i}", PatentAct.Sale, "CN", "CN", (ulong)(100 * i), Salt()));

    private static IEnumerable<UsageLine> Full(ulong time) => Enumerable.Range(1, 3).Select(i => new UsageLine(
        $"机顶盒 \"H{i}\"", PatentAct.Import, "VN", "CN", 3, (ulong)(12_500_050 * i), "CNY", $"A{i}01..A{i}03", $"B-0{i}", time + (ulong)(3_600 * i), Salt()));

    private static Hash32 Salt() => new(RandomNumberGenerator.GetBytes(Hash32.Size));
}
