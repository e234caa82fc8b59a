// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>What a fee-market transaction (EIP-1559, type 2) says before it is signed.</summary>
/// <remarks>
/// <code>
/// unsigned = 0x02 rlp([chainId, nonce, maxPriorityFee, maxFee, gasLimit, to, value, data, accessList])
/// signed   = 0x02 rlp([… the same nine …, yParity, r, s])
/// </code>
/// </remarks>
public sealed record Transaction1559 : ITypedTransaction<Transaction1559>
{
    /// <summary>The type byte.</summary>
    public const byte Type = 0x02;

    static byte ITypedTransaction<Transaction1559>.TypeByte => Type;

    public required UInt256 ChainId { get; init; }

    public required ulong Nonce { get; init; }

    /// <summary>Wei per gas for the block's producer.</summary>
    public required UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>Wei per gas in all.</summary>
    public required UInt256 MaxFeePerGas { get; init; }

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
    public SignedTransaction1559 Sign(ReadOnlySpan<byte> privateKey) => new(this, Secp256k1.Sign(SigningHash(), privateKey));

    public bool Equals(Transaction1559? other) => other is not null && SigningHash() == other.SigningHash();

    public override int GetHashCode() => HashCode.Combine(ChainId, Nonce, To, Data.Length);

    void ITypedTransaction<Transaction1559>.WriteFields(RlpWriter writer)
    {
        writer.UInt256(ChainId);
        writer.UInt64(Nonce);
        writer.UInt256(MaxPriorityFeePerGas);
        writer.UInt256(MaxFeePerGas);
        writer.UInt64(GasLimit);
        TransactionRlp.WriteTo(writer, To);
        writer.UInt256(Value);
        writer.Bytes(Data.Span);
        TransactionRlp.WriteAccessList(writer, AccessList);
    }

    static bool ITypedTransaction<Transaction1559>.TryReadFields(ref RlpReader fields, [NotNullWhen(true)] out Transaction1559? transaction)
    {
        transaction = null;
        if (!fields.TryReadUInt256(out var chainId)
            || !fields.TryReadUInt64(out var nonce)
            || !fields.TryReadUInt256(out var priorityFee)
            || !fields.TryReadUInt256(out var fee)
            || !fields.TryReadUInt64(out var gasLimit)
            || !TransactionRlp.TryReadTo(ref fields, out var to)
            || !fields.TryReadUInt256(out var value)
            || !fields.TryReadBytes(out var data)
            || !TransactionRlp.TryReadAccessList(ref fields, out var accessList))
        {
            return false;
        }

        transaction = new Transaction1559
        {
            ChainId = chainId,
            Nonce = nonce,
            MaxPriorityFeePerGas = priorityFee,
            MaxFeePerGas = fee,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data.ToArray(),
            AccessList = accessList,
        };
        return true;
    }
}
