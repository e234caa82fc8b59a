// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Embedded;

/// <summary>What a transaction costs before a single instruction runs; with less it can be in no block.</summary>
/// <remarks>Yellow paper section 6.2; EIP-2028 (data), 2930 (access list), 3860 (init code), 7623 (floor of the data's price).</remarks>
internal static class IntrinsicGas
{
    internal const int MaxInitCode = 49_152;

    private const ulong Transaction = 21_000;
    private const ulong Creation = 32_000;
    private const ulong InitCodeWord = 2;
    private const ulong AccessAddress = 2_400;
    private const ulong AccessSlot = 1_900;
    private const ulong Token = 4;
    private const ulong FloorToken = 10;

    internal static ulong Of(Transaction1559 transaction)
    {
        var data = transaction.Data.Span;
        var zeros = (ulong)data.Count((byte)0);
        var tokens = zeros + (4 * ((ulong)data.Length - zeros));
        var gas = Transaction + (Token * tokens);
        if (transaction.To is null)
        {
            gas += Creation + (InitCodeWord * (((ulong)data.Length + 31) / 32));
        }

        foreach (var entry in transaction.AccessList)
        {
            gas += AccessAddress + (AccessSlot * (ulong)entry.StorageKeys.Count);
        }

        return Math.Max(gas, Transaction + (FloorToken * tokens));
    }
}
