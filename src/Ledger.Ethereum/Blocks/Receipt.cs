// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Blocks;

/// <summary>A transaction's receipt as the receipts trie holds it (EIP-658, typed by EIP-2718).</summary>
/// <remarks><code>receipt = [type] rlp([status, cumulativeGas, bloom, [log…]]); log = [address, [topic…], data]</code></remarks>
/// <param name="Type">The transaction's type: 0 (legacy, no type byte) to 0x7F.</param>
/// <param name="Succeeded">False where the transaction was reverted.</param>
/// <param name="CumulativeGas">Gas used in the block up to and with this transaction.</param>
/// <param name="Bloom">The filter over <paramref name="Logs"/>.</param>
/// <param name="Logs">The entries in order.</param>
public sealed record Receipt(byte Type, bool Succeeded, ulong CumulativeGas, Bloom Bloom, IReadOnlyList<LogEntry> Logs)
{
    private const int MaxTopics = 4;

    public byte[] Encode()
    {
        var writer = new RlpWriter(512);
        if (Type != 0)
        {
            writer.Raw([Type]);
        }

        var receipt = writer.BeginList();
        writer.UInt64(Succeeded ? 1u : 0u);
        writer.UInt64(CumulativeGas);
        writer.Bytes(Bloom.Bytes);
        var logs = writer.BeginList();
        foreach (var log in Logs)
        {
            var entry = writer.BeginList();
            writer.Address(log.Address);
            writer.Hashes(log.Topics);
            writer.Bytes(log.Data.Span);
            writer.EndList(entry);
        }

        writer.EndList(logs);
        writer.EndList(receipt);
        return writer.ToArray();
    }

    /// <summary>Reads the canonical form; refuses all else, and a filter that is not the one of the entries.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Receipt? receipt)
    {
        receipt = null;
        byte type = 0;
        if (bytes is [> 0 and < 0x80, ..])
        {
            type = bytes[0];
            bytes = bytes[1..];
        }

        var reader = new RlpReader(bytes);
        if (!reader.TryReadList(out var fields)
            || !reader.IsAtEnd
            || !fields.TryReadUInt64(out var status)
            || status > 1
            || !fields.TryReadUInt64(out var gas)
            || !fields.TryReadBytes(out var filter)
            || !Bloom.TryCreate(filter, out var bloom)
            || !fields.TryReadList(out var entries)
            || !fields.IsAtEnd
            || !TryReadLogs(entries, out var logs)
            || !Bloom.Of(logs).Equals(bloom))
        {
            return false;
        }

        receipt = new Receipt(type, status == 1, gas, bloom, logs);
        return true;
    }

    public bool Equals(Receipt? other) =>
        other is not null
        && (Type, Succeeded, CumulativeGas) == (other.Type, other.Succeeded, other.CumulativeGas)
        && Bloom.Equals(other.Bloom)
        && Logs.SequenceEqual(other.Logs);

    public override int GetHashCode() => HashCode.Combine(Type, Succeeded, CumulativeGas, Logs.Count);

    private static bool TryReadLogs(RlpReader entries, out List<LogEntry> logs)
    {
        logs = [];
        while (!entries.IsAtEnd)
        {
            if (!entries.TryReadList(out var log)
                || !log.TryReadAddress(out var address)
                || !log.TryReadHashes(out var topics)
                || topics.Length > MaxTopics
                || !log.TryReadBytes(out var data)
                || !log.IsAtEnd)
            {
                return false;
            }

            logs.Add(new LogEntry(address, topics, data.ToArray()));
        }

        return true;
    }
}
