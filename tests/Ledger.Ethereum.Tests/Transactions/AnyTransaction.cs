// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Transactions;

/// <summary>Random transactions of each kind.</summary>
internal static class AnyTransaction
{
    public static LegacyTransaction Legacy(Samples samples) => new()
    {
        ChainId = samples.Bool() ? null : 1 + (samples.UInt64() % LegacyTransaction.MaxChainId),
        Nonce = samples.UInt64(),
        GasPrice = samples.UInt256(),
        GasLimit = samples.UInt64(),
        To = To(samples),
        Value = samples.UInt256(),
        Data = samples.BytesUpTo(100),
    };

    public static Transaction2930 AccessList(Samples samples) => new()
    {
        ChainId = samples.UInt256(),
        Nonce = samples.UInt64(),
        GasPrice = samples.UInt256(),
        GasLimit = samples.UInt64(),
        To = To(samples),
        Value = samples.UInt256(),
        Data = samples.BytesUpTo(100),
        AccessList = Entries(samples),
    };

    public static Transaction1559 FeeMarket(Samples samples) => new()
    {
        ChainId = samples.UInt256(),
        Nonce = samples.UInt64(),
        MaxPriorityFeePerGas = samples.UInt256(),
        MaxFeePerGas = samples.UInt256(),
        GasLimit = samples.UInt64(),
        To = To(samples),
        Value = samples.UInt256(),
        Data = samples.BytesUpTo(100),
        AccessList = Entries(samples),
    };

    private static Address? To(Samples samples) => samples.Bool() ? samples.Address() : null;

    private static AccessListEntry[] Entries(Samples samples) =>
        samples.Bool() ? [new AccessListEntry(samples.Address(), samples.Hashes(3))] : [];
}
