// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Domain.Usage;

/// <summary>The tree over a report's lines, and the rules that lines obey.</summary>
public static class UsageLines
{
    /// <summary>The leaf hashes, in the order given.</summary>
    public static Hash32[] Leaves(IReadOnlyList<UsageLine> lines) => MerkleHash.Leaves([.. lines.Select(line => line.LeafData)]);

    /// <summary>The RFC 6962 root; keccak-256 of nothing for a report without lines.</summary>
    public static Hash32 Root(IReadOnlyList<UsageLine> lines) => MerkleTree.Root(Leaves(lines));

    /// <summary>The sum of all quantities, which may pass 256 bits.</summary>
    public static BigInteger Total(IReadOnlyList<UsageLine> lines) =>
        lines.Aggregate(BigInteger.Zero, (sum, line) => sum + line.Quantity.ToBigInteger());

    /// <summary>Whether the lines are those that <paramref name="report"/> commits to, and well formed.</summary>
    internal static Refusal? Check(UsageReport report, IReadOnlyList<UsageLine> lines)
    {
        if (report.LineCount != lines.Count)
        {
            return new LineCountMismatch(report.LineCount, lines.Count);
        }

        foreach (var line in lines)
        {
            if (Check(line) is { } refusal)
            {
                return refusal;
            }
        }

        var root = Root(lines);
        if (root != report.LinesRoot)
        {
            return new LinesRootMismatch(report.LinesRoot, root);
        }

        var total = Total(lines);
        return total == report.TotalQuantity.ToBigInteger()
            ? null
            : new TotalMismatch(report.TotalQuantity, total.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Refusal? Check(UsageLine line) =>
        RecordText.Check("product", line.Product)
        ?? RecordText.CheckAct(line.Act)
        ?? RecordText.CheckCountry("madeIn", line.MadeIn)
        ?? RecordText.CheckCountry("soldIn", line.SoldIn);
}
