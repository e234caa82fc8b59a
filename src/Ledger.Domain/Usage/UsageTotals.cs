// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Ledger.Domain.Usage;

/// <summary>What lines add up to. The sums may pass 256 bits, which no report can say.</summary>
/// <param name="Lines">How many lines.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="NetValue">In minor units of the currency.</param>
/// <param name="Currency">ISO 4217 code; empty where no line has a value.</param>
public readonly record struct UsageTotals(int Lines, BigInteger Quantity, BigInteger NetValue, string Currency)
{
    public static UsageTotals Of(IReadOnlyList<UsageLine> lines) => new(lines.Count, UsageLines.Total(lines), UsageLines.TotalValue(lines), UsageLines.CurrencyOf(lines));
}
