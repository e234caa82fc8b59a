// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>What is offered for gas: nothing where the network asks for nothing, and never more than the ceiling.</summary>
internal static class FeePolicy
{
    /// <summary>
    /// Twice the base fee and a tip, so that six full blocks in a row do not outgrow it; on a network without a base fee
    /// its gas price. Null when the network asks for more than the ceiling.
    /// </summary>
    public static GasFees? Of(GasPrices prices, SubmitterOptions options)
    {
        if (prices.BaseFee is not { } baseFee)
        {
            return prices.GasPrice <= options.MaxFeeWei ? new GasFees(prices.GasPrice, prices.GasPrice, IsLegacy: true) : null;
        }

        if (prices.AreZero)
        {
            return new GasFees(UInt256.Zero, UInt256.Zero);
        }

        if (baseFee > options.MaxFeeWei)
        {
            return null;
        }

        var tip = (prices.Tip ?? options.PriorityFeeWei).ToBigInteger();
        var fee = BigInteger.Min((baseFee.ToBigInteger() * 2) + tip, options.MaxFeeWei.ToBigInteger());
        return new GasFees(UInt256.From(fee), UInt256.From(BigInteger.Min(tip, fee)));
    }

    /// <summary>
    /// An eighth above the old price, or the current one where that is higher: every pool takes it as a replacement. Null
    /// where that is above the ceiling, or no more than before.
    /// </summary>
    public static GasFees? Raise(GasFees old, GasFees current, SubmitterOptions options)
    {
        var fee = Raised(old.MaxFeePerGas, current.MaxFeePerGas);
        var tip = Raised(old.MaxPriorityFeePerGas, current.MaxPriorityFeePerGas);
        return fee <= options.MaxFeeWei.ToBigInteger() && fee > old.MaxFeePerGas.ToBigInteger()
            ? old with { MaxFeePerGas = UInt256.From(fee), MaxPriorityFeePerGas = UInt256.From(BigInteger.Min(tip, fee)) }
            : null;
    }

    private static BigInteger Raised(UInt256 old, UInt256 current)
    {
        var raised = old.ToBigInteger();
        return BigInteger.Max(raised + (raised / 8) + (raised.IsZero ? 0 : 1), current.ToBigInteger());
    }
}
