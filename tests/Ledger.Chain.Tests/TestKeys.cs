// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Tests;

/// <summary>Accounts of the tests, and transactions that they send.</summary>
public static class TestKeys
{
    /// <summary>The first account of anvil's well-known mnemonic: funded on every development chain.</summary>
    public static LocalSigner Funded { get; } = new(Hex.Decode("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"), isDemo: true);

    public static LocalSigner Of(byte number)
    {
        Span<byte> key = stackalloc byte[32];
        key.Fill(number);
        return new LocalSigner(key, isDemo: true);
    }

    /// <summary>A signed transaction; without a recipient it creates a contract of <paramref name="data"/>.</summary>
    public static byte[] Transaction(
        ISigner from, ulong chainId, ulong nonce, Address? to = null, byte[]? data = null, ulong gas = 200_000, ulong feeWei = 0, ulong value = 0)
    {
        var transaction = new Transaction1559
        {
            ChainId = chainId,
            Nonce = nonce,
            MaxFeePerGas = feeWei,
            MaxPriorityFeePerGas = feeWei / 2,
            GasLimit = gas,
            To = to,
            Value = value,
            Data = data ?? [],
        };
        return new SignedTransaction1559(transaction, from.Sign(transaction.SigningHash())).Encode();
    }

    /// <summary>Creation code that only logs one topic.</summary>
    public static byte[] Logs(byte topic) => [0x60, topic, 0x60, 0, 0x60, 0, 0xa1, 0x00];

    public static Hash32 HashOf(byte[] raw) => Keccak256.Hash(raw);
}
