// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>What a transaction without a type (yellow paper, section 4.3; EIP-155) says before it is signed.</summary>
/// <remarks>
/// <code>
/// unsigned = rlp([nonce, gasPrice, gasLimit, to, value, data, chainId, 0, 0])     ; EIP-155
///          / rlp([nonce, gasPrice, gasLimit, to, value, data])                    ; before it, good on every chain
/// signed   = rlp([nonce, gasPrice, gasLimit, to, value, data, v, r, s])
/// v        = 35 + 2 chainId + yParity / 27 + yParity
/// </code>
/// </remarks>
public sealed record LegacyTransaction
{
    /// <summary>The largest chain id whose v has 64 bits (EIP-2294).</summary>
    public const ulong MaxChainId = (ulong.MaxValue / 2) - 36;

    /// <summary>1 to <see cref="MaxChainId"/>; null for a signature that counts on every chain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The chain id is none of these.</exception>
    public required ulong? ChainId
    {
        get;
        init => field = value is null or (> 0 and <= MaxChainId) ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public required ulong Nonce { get; init; }

    /// <summary>Wei per gas.</summary>
    public required UInt256 GasPrice { get; init; }

    public required ulong GasLimit { get; init; }

    /// <summary>Null creates a contract.</summary>
    public required Address? To { get; init; }

    /// <summary>Wei.</summary>
    public UInt256 Value { get; init; }

    /// <summary>The call, or the new contract's init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>What the sender's key signs.</summary>
    public Hash32 SigningHash()
    {
        var writer = new RlpWriter(256 + Data.Length);
        var list = writer.BeginList();
        WriteFields(writer);
        if (ChainId is { } chain)
        {
            writer.UInt64(chain);
            writer.UInt64(0);
            writer.UInt64(0);
        }

        writer.EndList(list);
        return Keccak256.Hash(writer.Written);
    }

    /// <summary>Signs with the sender's key.</summary>
    /// <exception cref="ArgumentException">The private key is not 32 bytes between 1 and n − 1.</exception>
    public SignedLegacyTransaction Sign(ReadOnlySpan<byte> privateKey) => new(this, Secp256k1.Sign(SigningHash(), privateKey));

    public bool Equals(LegacyTransaction? other) => other is not null && SigningHash() == other.SigningHash();

    public override int GetHashCode() => HashCode.Combine(ChainId, Nonce, To, Data.Length);

    internal void WriteFields(RlpWriter writer)
    {
        writer.UInt64(Nonce);
        writer.UInt256(GasPrice);
        writer.UInt64(GasLimit);
        TransactionRlp.WriteTo(writer, To);
        writer.UInt256(Value);
        writer.Bytes(Data.Span);
    }
}
