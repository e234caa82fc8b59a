// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using Ledger.Domain.Licenses.Terms;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>The tree over a report's lines, and the rules that lines obey.</summary>
public static class UsageLines
{
    /// <summary>The leaf hashes, in the order given.</summary>
    public static Hash32[] Leaves(IReadOnlyList<UsageLine> lines) => MerkleHash.Leaves(Eip712.HashStructs(lines));

    /// <summary>The RFC 6962 root; keccak-256 of nothing for a report without lines.</summary>
    public static Hash32 Root(IReadOnlyList<UsageLine> lines) => MerkleTree.Root(Leaves(lines));

    /// <summary>The sum of all quantities, which may pass 256 bits.</summary>
    public static BigInteger Total(IReadOnlyList<UsageLine> lines) => Sum(lines, line => line.Quantity);

    /// <summary>The sum of all net values, which may pass 256 bits; it means something where <see cref="CurrencyOf"/> is one.</summary>
    public static BigInteger TotalValue(IReadOnlyList<UsageLine> lines) => Sum(lines, line => line.NetValue);

    /// <summary>The currency of the lines; empty where none has one.</summary>
    public static string CurrencyOf(IReadOnlyList<UsageLine> lines) => lines.FirstOrDefault(line => line.Currency.Length > 0)?.Currency ?? "";

    /// <summary>Whether the lines are those that <paramref name="report"/> commits to: their number and root, their sums and currency.</summary>
    public static bool Fit(UsageReport report, IReadOnlyList<UsageLine> lines) =>
        report.LineCount == lines.Count
        && Root(lines) == report.LinesRoot
        && Total(lines) == report.TotalQuantity.ToBigInteger()
        && TotalValue(lines) == report.TotalNetValue.ToBigInteger()
        && string.Equals(CurrencyOf(lines), report.Currency, StringComparison.Ordinal);

    /// <summary>What is wrong with the lines: they are not those that <paramref name="report"/> commits to, or not well formed.</summary>
    internal static Refusal? Check(UsageReport report, IReadOnlyList<UsageLine> lines)
    {
        if (report.LineCount != lines.Count)
        {
            return new LineCountMismatch(report.LineCount, lines.Count);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (Check(lines[i], i, report.Currency, report.PeriodStart, report.PeriodEnd) is { } refusal)
            {
                return refusal;
            }
        }

        return Root(lines) is var root && root != report.LinesRoot ? new LinesRootMismatch(report.LinesRoot, root)
            : Total(lines) is var total && total != report.TotalQuantity.ToBigInteger()
                ? new TotalMismatch(report.TotalQuantity, total.ToString(CultureInfo.InvariantCulture))
            : TotalValue(lines) is var value && value != report.TotalNetValue.ToBigInteger()
                ? new ValueTotalMismatch(report.TotalNetValue, value.ToString(CultureInfo.InvariantCulture))
            : CurrencyOf(lines) is var currency && currency != report.Currency ? new CurrencyMixed(report.Currency, currency)
            : null;
    }

    /// <summary>Whether a line is well formed within a report of that currency and period.</summary>
    /// <param name="index">How a refusal names the line.</param>
    internal static Refusal? Check(UsageLine line, int index, string currency, ulong periodStart, ulong periodEnd) =>
        RecordText.Check("product", line.Product)
        ?? RecordText.CheckAct(line.Act)
        ?? RecordText.CheckCountry("madeIn", line.MadeIn)
        ?? RecordText.CheckCountry("soldIn", line.SoldIn)
        ?? CheckValue(currency, line, index)
        ?? CheckSerials(line, index)
        ?? (line.Batch.Length == 0 ? null : RecordText.Check("batch", line.Batch))
        ?? (line.Time == 0 || (line.Time >= periodStart && line.Time < periodEnd) ? null : new LineTimeOutside(index, line.Time));

    private static Refusal? CheckValue(string currency, UsageLine line, int index) => line.Currency switch
    {
        "" => line.NetValue == UInt256.Zero ? null : new CurrencyMissing(index),
        var code when !new Currency(code).IsKnown => new CurrencyUnknown(code),
        var code => string.Equals(code, currency, StringComparison.Ordinal) ? null : new CurrencyMixed(currency, code),
    };

    private static Refusal? CheckSerials(UsageLine line, int index) => line.Serials.Length == 0 ? null
        : SerialNumbers.TryParse(line.Serials) is not { } serials ? new SerialsInvalid(index)
        : serials.Count == line.Quantity.ToBigInteger() ? null
        : new SerialsMiscounted(index, line.Quantity, serials.Count.ToString(CultureInfo.InvariantCulture));

    private static BigInteger Sum(IReadOnlyList<UsageLine> lines, Func<UsageLine, UInt256> of)
    {
        var (small, large) = (UInt128.Zero, BigInteger.Zero);
        for (var i = 0; i < lines.Count; i++)
        {
            var value = of(lines[i]);
            if (value.High == 0 && value.Low <= ulong.MaxValue)
            {
                small += value.Low;
            }
            else
            {
                large += value.ToBigInteger();
            }
        }

        return large + small;
    }
}
