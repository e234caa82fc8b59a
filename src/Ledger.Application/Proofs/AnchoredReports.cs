// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Model;
using Ledger.Store.Journal;

namespace Ledger.Application.Proofs;

/// <summary>A report, where its leaf stands, and a checkpoint that passed it.</summary>
internal sealed record AnchoredReport(JournalRow Row, ulong Index, CheckpointAnchored Checkpoint);

/// <summary>The reports under a license that stand on chain, over all epochs of the pool's usage log.</summary>
internal static class AnchoredReports
{
    private const int Batch = 1_000;

    /// <summary>The reports under the license that a checkpoint passed, each with the newest one of the epoch that its leaf stands in.</summary>
    public static List<AnchoredReport> Of(Known known, PoolId pool, LicenseId id)
    {
        var (reader, log, epochs) = (known.Store, known.Log(pool), UsageEpochs.Of(known, pool));
        List<AnchoredReport> reports = [];
        var filter = new RecordFilter(Kind: RecordKind.UsageReport, Pool: pool.Value, Concerns: id.Value);
        for (var page = reader.Journal.List(filter, 0, Batch); page.Count > 0; page = reader.Journal.List(filter, page[^1].Seq, Batch))
        {
            foreach (var row in page)
            {
                var (epoch, index) = epochs.Place(row.Epoch, row.Index);
                if (log.Latest(epoch) is { } checkpoint && checkpoint.Act.Size > index)
                {
                    reports.Add(new(row, index, checkpoint));
                }
            }
        }

        return reports;
    }

    /// <summary>Each report with its lines, its promise and its path to the checkpoint's root; a tree is read once for all that it holds.</summary>
    public static async Task<List<UsageEvidence>> ProveAsync(
        UsageProofs proofs, IReadOnlyList<AnchoredReport> reports, CancellationToken cancellation)
    {
        List<UsageEvidence> proven = [];
        foreach (var anchored in reports.GroupBy(report => report.Checkpoint.Act))
        {
            var act = anchored.Key;
            var paths = await proofs.PathsAsync(act.Pool.Value, act.Epoch, [.. anchored.Select(report => report.Index)], act.Size, cancellation);
            proven.AddRange(anchored.Zip(paths, (report, path) => Evidence(report.Row, path, act.ActId)));
        }

        return proven;
    }

    private static UsageEvidence Evidence(JournalRow row, Hash32[] path, Hash32 checkpoint)
    {
        var (promise, promiseSignature) = Journaling.ReadPromise(row);
        _ = Signature.TryCreate(row.Signature, out var signature);
        return new UsageEvidence(
            ActJson.Read<UsageReport>(row.Body), signature, [.. UsageIntake.Lines(row)], promise, promiseSignature, [.. path], checkpoint);
    }
}
