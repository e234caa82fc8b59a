// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>A kind of transaction that has a type byte (EIP-2718).</summary>
internal interface ITypedTransaction<TSelf>
    where TSelf : class, ITypedTransaction<TSelf>
{
    static abstract byte TypeByte { get; }

    ReadOnlyMemory<byte> Data { get; }

    /// <summary>Writes the fields before the signature.</summary>
    void WriteFields(RlpWriter writer);

    /// <summary>Reads the fields before the signature.</summary>
    static abstract bool TryReadFields(ref RlpReader fields, [NotNullWhen(true)] out TSelf? transaction);
}

/// <summary>What all typed transactions share: type rlp([field…]) is signed, type rlp([field…, yParity, r, s]) is sent.</summary>
internal static class TypedEnvelope
{
    private const int Overhead = 384;

    public static Hash32 SigningHash<T>(T transaction)
        where T : class, ITypedTransaction<T> => Keccak256.Hash(Write(transaction, signature: null).Written);

    public static byte[] Encode<T>(T transaction, Signature signature)
        where T : class, ITypedTransaction<T> => Write(transaction, signature).ToArray();

    public static bool TryDecode<T>(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out T? transaction, out Signature signature)
        where T : class, ITypedTransaction<T>
    {
        (transaction, signature) = (null, default);
        if (bytes.IsEmpty || bytes[0] != T.TypeByte)
        {
            return false;
        }

        var reader = new RlpReader(bytes[1..]);
        return reader.TryReadList(out var fields)
            && reader.IsAtEnd
            && T.TryReadFields(ref fields, out transaction)
            && fields.TryReadUInt64(out var parity)
            && TransactionRlp.TryReadSignature(ref fields, parity, out signature);
    }

    private static RlpWriter Write<T>(T transaction, Signature? signature)
        where T : class, ITypedTransaction<T>
    {
        var writer = new RlpWriter(Overhead + transaction.Data.Length);
        writer.Raw([T.TypeByte]);
        var list = writer.BeginList();
        transaction.WriteFields(writer);
        if (signature is { } made)
        {
            TransactionRlp.WriteSignature(writer, (ulong)(made.V - 27), made);
        }

        writer.EndList(list);
        return writer;
    }
}
