// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Divergences;

/// <summary>Judges the file of a replay's divergence with nothing but itself, and the hashes of blocks that the caller trusts. Total.</summary>
/// <remarks>Only the hash of the block that was mined first is left: so the file shows what the record gives now, and never by itself what it gave then.</remarks>
public static class ReplayDivergenceVerifier
{
    /// <param name="bytes">The file.</param>
    /// <param name="trusted">Blocks that the caller knows to be the chain's: from a witness, a bundle, a backup.</param>
    public static (DivergenceVerdict Verdict, ImmutableArray<DivergenceStep> Steps) Verify(ReadOnlyMemory<byte> bytes, IReadOnlySet<Hash32> trusted)
    {
        if (!ReplayDivergenceFile.TryRead(bytes, out var file, out var what))
        {
            return (DivergenceVerdict.Invalid, [new("file", false, Note.Of("divergence-unreadable", ("what", what)))]);
        }

        var known = BlockHeader.TryDecode(file.Replayed.Header.Span, out var header) ? header : null;
        ImmutableArray<DivergenceStep> steps =
        [
            new("file", true, Note.Of("divergence-file-ok", ("chain", file.ChainId))), Header(file, known), Transactions(file, known),
        ];
        return (Verdict(file, steps, trusted), steps);
    }

    private static DivergenceVerdict Verdict(ReplayDivergenceFile file, ImmutableArray<DivergenceStep> steps, IReadOnlySet<Hash32> trusted) =>
        steps.Any(step => !step.Ok) || (trusted.Contains(file.Recorded) && trusted.Contains(file.Replayed.Hash)) ? DivergenceVerdict.Invalid
        : trusted.Contains(file.Recorded) ? DivergenceVerdict.Ours
        : trusted.Contains(file.Replayed.Hash) ? DivergenceVerdict.Theirs
        : DivergenceVerdict.Open;

    private static DivergenceStep Header(ReplayDivergenceFile file, BlockHeader? header) =>
        header is null || header.Number != file.Replayed.Number || header.Hash() != file.Replayed.Hash
            ? new("header", false, Note.Of("divergence-replayed-wrong", ("hash", file.Replayed.Hash), ("block", file.Replayed.Number)))
        : header.Timestamp != file.Time ? new("header", false, Note.Of("divergence-time-other", ("time", file.Time), ("other", header.Timestamp)))
        : file.Recorded == file.Replayed.Hash ? new("header", false, Note.Of("divergence-same", ("hash", file.Recorded)))
        : new("header", true, Note.Of("divergence-replayed-ok", ("block", file.Replayed.Number), ("recorded", file.Recorded), ("replayed", file.Replayed.Hash)));

    /// <summary>Whether the block has the record's transactions: if so, state or engine differ; if not, the engine left some out. Either is a finding.</summary>
    private static DivergenceStep Transactions(ReplayDivergenceFile file, BlockHeader? header)
    {
        if (header is null)
        {
            return new("transactions", false, Note.Of(Note.NotReached, ("step", "header")));
        }

        // As in the receipts trie, the key is rlp(index); the value of a typed transaction is its bytes as they were signed.
        var root = PatriciaTrie.Build(file.Transactions.Select((raw, i) => KeyValuePair.Create(ReceiptsTrie.Key((ulong)i), raw.ToArray()))).Root;
        return new("transactions", true, Note.Of(
            root == header.TransactionsRoot ? "divergence-transactions-same" : "divergence-transactions-other", ("count", file.Transactions.Length)));
    }
}
