// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Model;
using Ledger.Store.Journal;

namespace Ledger.Application.Proofs;

/// <summary>A record, where its leaf stands, and the checkpoint that first passed it.</summary>
/// <param name="Stone">The demand that a report's lines were erased for; null where they are here.</param>
internal sealed record AnchoredRecord(IUsageRecord Record, JournalRow Row, ulong Index, CheckpointAnchored Checkpoint, RecordTombstone? Stone);

/// <summary>The records of a license that stand on chain, over all epochs of the pool's usage log.</summary>
internal static class AnchoredRecords
{
    /// <summary>
    /// The records under the license and the openings of its reports' streams, in the order of the log, as far as a checkpoint
    /// passed them: each with the first that did, which bounds its time from above.
    /// </summary>
    /// <param name="of">The one licensee whose records are meant, with the administrator's answers to its claims; null for all.</param>
    public static List<AnchoredRecord> Of(Known known, PoolId pool, LicenseId id, PartyId? of)
    {
        var (log, epochs) = (known.Log(pool), UsageEpochs.Of(known, pool));
        List<JournalRow> rows = [.. KeptRecords.Rows(known.Store, new RecordFilter(Pool: pool.Value, Concerns: id.Value)).Where(row => RecordEvidence.Kinds.Contains(row.Kind))];
        if (of is { } licensee)
        {
            var own = rows.Where(row => row.Author == licensee.Value).Select(row => row.RecordId).ToHashSet();
            rows = rows.FindAll(row => own.Contains(row.RecordId) || (Claim(row) is { } claim && own.Contains(claim)));
        }

        var streams = rows.Select(row => row.Stream).OfType<Hash32>().Distinct().Select(known.Store.Journal.Find).OfType<JournalRow>();
        List<AnchoredRecord> records = [];
        foreach (var row in rows.Concat(streams).OrderBy(row => (row.Epoch, row.Index)))
        {
            var (epoch, index) = epochs.Place(row.Epoch, row.Index);
            if (log.FirstPast(epoch, index) is { } checkpoint)
            {
                var stone = row.Kind is RecordKind.UsageReport ? Erasures.StoneOf(known.Store, row) : null;
                records.Add(new(RecordJson.Read(row.Kind, row.Body), row, index, checkpoint, stone is null ? null : new(stone.Erasure, stone.Signature)));
            }
        }

        return records;
    }

    /// <summary>The claim that a record answers; null of one that answers none.</summary>
    private static Hash32? Claim(JournalRow row) => RecordJson.Read(row.Kind, row.Body) switch
    {
        PaymentReceived receipt => receipt.Claim.Value,
        PaymentDisputed dispute => dispute.Claim.Value,
        _ => null,
    };

    /// <summary>Each record with its promise, its path to the checkpoint's root and, if a report, its lines; a tree is read once for all that it holds.</summary>
    public static async Task<List<RecordEvidence>> ProveAsync(
        UsageProofs proofs, IReadOnlyList<AnchoredRecord> records, CancellationToken cancellation)
    {
        List<RecordEvidence> proven = [];
        foreach (var anchored in records.GroupBy(record => record.Checkpoint.Act))
        {
            var act = anchored.Key;
            var paths = await proofs.PathsAsync(act.Pool.Value, act.Epoch, [.. anchored.Select(record => record.Index)], act.Size, cancellation);
            proven.AddRange(anchored.Zip(paths, (record, path) => Evidence(record, path, act.ActId)));
        }

        return proven;
    }

    private static RecordEvidence Evidence(AnchoredRecord anchored, Hash32[] path, Hash32 checkpoint)
    {
        var row = anchored.Row;
        var (promise, promiseSignature) = Journaling.ReadPromise(row);
        _ = Signature.TryCreate(row.Signature, out var signature);
        return new RecordEvidence(
            anchored.Record, signature, row.Kind is RecordKind.UsageReport ? [.. UsageIntake.Lines(row)] : [], promise, promiseSignature, [.. path], checkpoint, anchored.Stone);
    }
}
