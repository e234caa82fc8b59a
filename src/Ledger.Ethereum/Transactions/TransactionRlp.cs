// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>The parts that the RLP of every kind of transaction is made of.</summary>
internal static class TransactionRlp
{
    /// <summary>An address, or nothing where a contract is created.</summary>
    public static void WriteTo(RlpWriter writer, Address? to)
    {
        if (to is { } address)
        {
            writer.Address(address);
        }
        else
        {
            writer.Bytes([]);
        }
    }

    public static bool TryReadTo(ref RlpReader fields, out Address? to)
    {
        var good = fields.TryReadBytes(out var bytes) && bytes.Length is 0 or Address.Size;
        to = good && !bytes.IsEmpty ? new Address(bytes) : null;
        return good;
    }

    public static void WriteAccessList(RlpWriter writer, IReadOnlyList<AccessListEntry> accessList)
    {
        var accesses = writer.BeginList();
        foreach (var (address, slots) in accessList)
        {
            var entry = writer.BeginList();
            writer.Address(address);
            writer.Hashes([.. slots]);
            writer.EndList(entry);
        }

        writer.EndList(accesses);
    }

    public static bool TryReadAccessList(ref RlpReader fields, out List<AccessListEntry> accessList)
    {
        accessList = [];
        if (!fields.TryReadList(out var entries))
        {
            return false;
        }

        while (!entries.IsAtEnd)
        {
            if (!entries.TryReadList(out var entry)
                || !entry.TryReadAddress(out var address)
                || !entry.TryReadHashes(out var slots)
                || !entry.IsAtEnd)
            {
                return false;
            }

            accessList.Add(new AccessListEntry(address, slots));
        }

        return true;
    }

    /// <summary>v (or yParity, which is what a kind makes of it), r and s: the end of every signed list.</summary>
    public static void WriteSignature(RlpWriter writer, ulong v, Signature signature)
    {
        writer.UInt64(v);
        writer.UInt256(UInt256.FromBigEndian(signature.R.ToArray()));
        writer.UInt256(UInt256.FromBigEndian(signature.S.ToArray()));
    }

    /// <summary>Reads r and s behind a v that was understood; a high s is refused (EIP-2).</summary>
    public static bool TryReadSignature(ref RlpReader fields, ulong parity, out Signature signature)
    {
        signature = default;
        return parity <= 1
            && fields.TryReadUInt256(out var r)
            && fields.TryReadUInt256(out var s)
            && fields.IsAtEnd
            && Signature.TryCreate(Word(r), Word(s), (byte)(27 + parity), out signature);
    }

    private static Hash32 Word(UInt256 value)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        value.WriteBigEndian(word);
        return new Hash32(word);
    }
}
