// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>The replayed chain is not the recorded one: its files or its engine were changed. The evidence stands for itself.</summary>
public sealed class EmbeddedDivergenceException : Exception
{
    internal EmbeddedDivergenceException(ulong chainId, BlockRecord record, Hash32 recorded, NodeBlock replayed)
        : base($"Block {record.Number} was recorded as {recorded}, but its replay gives {replayed.Ref.Hash}: the embedded chain's files or its engine were changed.")
    {
        Number = record.Number;
        Recorded = recorded;
        Replayed = replayed.Ref.Hash;
        EvidenceJson = JsonSerializer.Serialize(
            new
            {
                kind = "embedded-divergence",
                chainId,
                number = record.Number,
                time = record.Time,
                transactions = record.Transactions.Select(raw => Hex.Encode(raw)),
                recordedHash = recorded.ToString(),
                replayedHash = replayed.Ref.Hash.ToString(),
                replayedHeader = Hex.Encode(replayed.Header.Encode()),
                replayedTransactions = replayed.Transactions.Select(hash => hash.ToString()),
            },
            Indented);
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    public ulong Number { get; }

    public Hash32 Recorded { get; }

    public Hash32 Replayed { get; }

    /// <summary>The record, both hashes and the replayed header, as JSON.</summary>
    public string EvidenceJson { get; }
}
