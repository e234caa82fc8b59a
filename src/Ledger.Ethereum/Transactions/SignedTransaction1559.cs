// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>A signed fee-market transaction: the bytes that go to a node, their hash and their sender.</summary>
/// <param name="Transaction">What was signed.</param>
/// <param name="Signature">Its sender's signature; yParity on the wire is v − 27.</param>
public sealed record SignedTransaction1559(Transaction1559 Transaction, Signature Signature)
{
    /// <summary>The bytes of <c>eth_sendRawTransaction</c>.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter(384 + Transaction.Data.Length);
        writer.Raw([Transaction1559.Type]);
        var list = writer.BeginList();
        Transaction.WriteFields(writer);
        writer.UInt64((ulong)(Signature.V - 27));
        writer.UInt256(UInt256.FromBigEndian(Signature.R.ToArray()));
        writer.UInt256(UInt256.FromBigEndian(Signature.S.ToArray()));
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>keccak256 of <see cref="Encode"/>: the transaction's hash on its chain.</summary>
    public Hash32 Hash() => Keccak256.Hash(Encode());

    /// <summary>The account that signed; false where no key can have made the signature.</summary>
    public bool TryRecoverSender(out Address sender) => Secp256k1.TryRecover(Transaction.SigningHash(), Signature, out sender);

    /// <summary>Reads the canonical signed form and nothing else; a high s is refused (EIP-2).</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedTransaction1559? transaction)
    {
        transaction = null;
        if (bytes is not [Transaction1559.Type, ..])
        {
            return false;
        }

        var reader = new RlpReader(bytes[1..]);
        if (!reader.TryReadList(out var fields)
            || !reader.IsAtEnd
            || !TryReadTransaction(ref fields, out var said)
            || !fields.TryReadUInt64(out var parity)
            || parity > 1
            || !fields.TryReadUInt256(out var r)
            || !fields.TryReadUInt256(out var s)
            || !fields.IsAtEnd
            || !Signature.TryCreate(Word(r), Word(s), (byte)(27 + parity), out var signature))
        {
            return false;
        }

        transaction = new SignedTransaction1559(said, signature);
        return true;
    }

    private static bool TryReadTransaction(ref RlpReader fields, [NotNullWhen(true)] out Transaction1559? transaction)
    {
        transaction = null;
        if (!fields.TryReadUInt256(out var chainId)
            || !fields.TryReadUInt64(out var nonce)
            || !fields.TryReadUInt256(out var priorityFee)
            || !fields.TryReadUInt256(out var fee)
            || !fields.TryReadUInt64(out var gasLimit)
            || !fields.TryReadBytes(out var to)
            || to.Length is not (0 or Address.Size)
            || !fields.TryReadUInt256(out var value)
            || !fields.TryReadBytes(out var data)
            || !TryReadAccessList(ref fields, out var accessList))
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
            To = to.IsEmpty ? null : new Address(to),
            Value = value,
            Data = data.ToArray(),
            AccessList = accessList,
        };
        return true;
    }

    private static bool TryReadAccessList(ref RlpReader fields, out List<AccessListEntry> accessList)
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

    private static Hash32 Word(UInt256 value)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        value.WriteBigEndian(word);
        return new Hash32(word);
    }
}
