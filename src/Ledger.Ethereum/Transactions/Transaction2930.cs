// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>What a transaction with an access list and one gas price (EIP-2930, type 1) says before it is signed.</summary>
/// <remarks>
/// <code>
/// unsigned = 0x01 rlp([chainId, nonce, gasPrice, gasLimit, to, value, data, accessList])
/// signed   = 0x01 rlp([… the same eight …, yParity, r, s])
/// </code>
/// </remarks>
public sealed record Transaction2930 : ITypedTransaction<Transaction2930>
{
    /// <summary>The type byte.</summary>
    public const byte Type = 0x01;

    static byte ITypedTransaction<Transaction2930>.TypeByte => Type;

    public required UInt256 ChainId { get; init; }

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

    /// <summary>EIP-2930.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>What the sender's key signs.</summary>
    public Hash32 SigningHash() => TypedEnvelope.SigningHash(this);

    /// <summary>Signs with the sender's key.</summary>
    /// <exception cref="ArgumentException">The private key is not 32 bytes between 1 and n − 1.</exception>
    public SignedTransaction2930 Sign(ReadOnlySpan<byte> privateKey) => new(this, Secp256k1.Sign(SigningHash(), privateKey));

    public bool Equals(Transaction2930? other) => other is not null && SigningHash() == other.SigningHash();

    public override int GetHashCode() => HashCode.Combine(ChainId, Nonce, To, Data.Length);

    void ITypedTransaction<Transaction2930>.WriteFields(RlpWriter writer)
    {
        writer.UInt256(ChainId);
        writer.UInt64(Nonce);
        writer.UInt256(GasPrice);
        writer.UInt64(GasLimit);
        TransactionRlp.WriteTo(writer, To);
        writer.UInt256(Value);
        writer.Bytes(Data.Span);
        TransactionRlp.WriteAccessList(writer, AccessList);
    }

    static bool ITypedTransaction<Transaction2930>.TryReadFields(ref RlpReader fields, [NotNullWhen(true)] out Transaction2930? transaction)
    {
        transaction = null;
        if (!fields.TryReadUInt256(out var chainId)
            || !fields.TryReadUInt64(out var nonce)
            || !fields.TryReadUInt256(out var gasPrice)
            || !fields.TryReadUInt64(out var gasLimit)
            || !TransactionRlp.TryReadTo(ref fields, out var to)
            || !fields.TryReadUInt256(out var value)
            || !fields.TryReadBytes(out var data)
            || !TransactionRlp.TryReadAccessList(ref fields, out var accessList))
        {
            return false;
        }

        transaction = new Transaction2930
        {
            ChainId = chainId,
            Nonce = nonce,
            GasPrice = gasPrice,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data.ToArray(),
            AccessList = accessList,
        };
        return true;
    }
}
