// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Ledger.Domain.Usage;

/// <summary>What reports add up to.</summary>
/// <param name="Reports">How many they are.</param>
/// <param name="Lines">How many lines they have.</param>
/// <param name="Quantity">In pieces.</param>
/// <param name="NetValue">In minor units; zero where there is no one currency.</param>
/// <param name="Currency">The one currency of their values (ISO 4217); empty where they have none, or several.</param>
public readonly record struct PeriodTotals(uint Reports, ulong Lines, BigInteger Quantity, BigInteger NetValue, string Currency)
{
    private const int Bits = 256;

    /// <summary>Whether a statement can say them: each sum in 256 bits.</summary>
    public bool Fits => Quantity.GetBitLength() <= Bits && NetValue.GetBitLength() <= Bits;

    /// <summary>One report's part; its net value stays with it, also without a currency, until all parts are there.</summary>
    public static PeriodTotals Of(UsageReport report) =>
        new(1, report.LineCount, report.TotalQuantity.ToBigInteger(), report.TotalNetValue.ToBigInteger(), report.Currency);

    /// <summary>Adds parts up, each of reports with one currency or with none. A part without reports says nothing.</summary>
    public static PeriodTotals Of(IEnumerable<PeriodTotals> parts)
    {
        var counted = parts.Where(part => part.Reports > 0).ToList();
        var currencies = counted.Select(part => part.Currency).Where(code => code.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var currency = currencies is [var only] ? only : "";
        var sum = counted.Aggregate(new PeriodTotals(0, 0, 0, 0, currency), (sum, part) => sum.With(part));
        return currency.Length == 0 ? sum with { NetValue = 0 } : sum;
    }

    /// <summary>These and a part more.</summary>
    public PeriodTotals With(PeriodTotals part) =>
        new(Reports + part.Reports, Lines + part.Lines, Quantity + part.Quantity, NetValue + part.NetValue, Currency);

    /// <summary>These without a part that is in them.</summary>
    /// <exception cref="OverflowException">It is not in them.</exception>
    public PeriodTotals Without(PeriodTotals part) =>
        new(Reports - part.Reports, Lines - part.Lines, Quantity - part.Quantity, NetValue - part.NetValue, Currency);
}
