// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Blocks;

/// <summary>The RLP of headers: 15 fields of Frontier, then those of each fork in order.</summary>
internal static class BlockHeaderRlp
{
    private const int NonceSize = 8;

    public static byte[] Encode(BlockHeader header)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        BinaryPrimitives.WriteUInt64BigEndian(nonce, header.Nonce);
        var writer = new RlpWriter(768);
        var list = writer.BeginList();
        writer.Hash(header.ParentHash);
        writer.Hash(header.OmmersHash);
        writer.Address(header.Beneficiary);
        writer.Hash(header.StateRoot);
        writer.Hash(header.TransactionsRoot);
        writer.Hash(header.ReceiptsRoot);
        writer.Bytes(header.LogsBloom.Bytes);
        writer.UInt256(header.Difficulty);
        writer.UInt64(header.Number);
        writer.UInt64(header.GasLimit);
        writer.UInt64(header.GasUsed);
        writer.UInt64(header.Timestamp);
        writer.Bytes(header.ExtraData.Span);
        writer.Hash(header.MixHash);
        writer.Bytes(nonce);
        EncodeForks(writer, header);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out BlockHeader? header)
    {
        header = null;
        var reader = new RlpReader(bytes);
        if (!reader.TryReadList(out var fields)
            || !reader.IsAtEnd
            || !fields.TryReadHash(out var parent)
            || !fields.TryReadHash(out var ommers)
            || !fields.TryReadAddress(out var beneficiary)
            || !fields.TryReadHash(out var state)
            || !fields.TryReadHash(out var transactions)
            || !fields.TryReadHash(out var receipts)
            || !fields.TryReadBytes(out var filter)
            || !Bloom.TryCreate(filter, out var bloom)
            || !fields.TryReadUInt256(out var difficulty)
            || !fields.TryReadUInt64(out var number)
            || !fields.TryReadUInt64(out var gasLimit)
            || !fields.TryReadUInt64(out var gasUsed)
            || !fields.TryReadUInt64(out var timestamp)
            || !fields.TryReadBytes(out var extra)
            || !fields.TryReadHash(out var mix)
            || !fields.TryReadBytes(out var nonce)
            || nonce.Length != NonceSize)
        {
            return false;
        }

        var frontier = new BlockHeader
        {
            ParentHash = parent,
            OmmersHash = ommers,
            Beneficiary = beneficiary,
            StateRoot = state,
            TransactionsRoot = transactions,
            ReceiptsRoot = receipts,
            LogsBloom = bloom,
            Difficulty = difficulty,
            Number = number,
            GasLimit = gasLimit,
            GasUsed = gasUsed,
            Timestamp = timestamp,
            ExtraData = extra.ToArray(),
            MixHash = mix,
            Nonce = BinaryPrimitives.ReadUInt64BigEndian(nonce),
        };
        header = TryDecodeForks(ref fields, frontier, out var whole) ? whole : null;
        return header is not null;
    }

    private static void EncodeForks(RlpWriter writer, BlockHeader header)
    {
        bool[] present =
        [
            header.BaseFee is not null, header.WithdrawalsRoot is not null, header.BlobGasUsed is not null,
            header.ExcessBlobGas is not null, header.ParentBeaconRoot is not null, header.RequestsHash is not null,
        ];
        if (present.AsSpan(present.AsSpan().IndexOf(false) is var end and >= 0 ? end : present.Length).Contains(true))
        {
            throw new InvalidOperationException("A header's field of a later fork stands without an earlier one.");
        }

        if (header.BaseFee is { } baseFee)
        {
            writer.UInt256(baseFee);
        }

        WriteHash(writer, header.WithdrawalsRoot);
        WriteNumber(writer, header.BlobGasUsed);
        WriteNumber(writer, header.ExcessBlobGas);
        WriteHash(writer, header.ParentBeaconRoot);
        WriteHash(writer, header.RequestsHash);
    }

    private static void WriteHash(RlpWriter writer, Hash32? hash)
    {
        if (hash is { } value)
        {
            writer.Hash(value);
        }
    }

    private static void WriteNumber(RlpWriter writer, ulong? number)
    {
        if (number is { } value)
        {
            writer.UInt64(value);
        }
    }

    private static bool TryDecodeForks(ref RlpReader fields, BlockHeader header, out BlockHeader whole)
    {
        whole = header;
        if (fields.IsAtEnd)
        {
            return true;
        }

        if (!fields.TryReadUInt256(out var baseFee))
        {
            return false;
        }

        Hash32? withdrawals = null, beacon = null, requests = null;
        ulong? blobGasUsed = null, excessBlobGas = null;
        var good = TryHash(ref fields, ref withdrawals)
            && TryNumber(ref fields, ref blobGasUsed)
            && TryNumber(ref fields, ref excessBlobGas)
            && TryHash(ref fields, ref beacon)
            && TryHash(ref fields, ref requests);
        whole = header with
        {
            BaseFee = baseFee,
            WithdrawalsRoot = withdrawals,
            BlobGasUsed = blobGasUsed,
            ExcessBlobGas = excessBlobGas,
            ParentBeaconRoot = beacon,
            RequestsHash = requests,
        };
        return good && fields.IsAtEnd;
    }

    private static bool TryHash(ref RlpReader fields, ref Hash32? hash)
    {
        if (fields.IsAtEnd)
        {
            return true;
        }

        var good = fields.TryReadHash(out var value);
        hash = value;
        return good;
    }

    private static bool TryNumber(ref RlpReader fields, ref ulong? number)
    {
        if (fields.IsAtEnd)
        {
            return true;
        }

        var good = fields.TryReadUInt64(out var value);
        number = value;
        return good;
    }
}
