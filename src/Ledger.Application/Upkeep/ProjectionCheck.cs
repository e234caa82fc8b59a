// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Documents;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Projections;

namespace Ledger.Application.Upkeep;

/// <summary>Compares rows and raised alerts with those of the replay, hash by hash.</summary>
internal sealed class ProjectionCheck(Ground ground, ILedgerStore replayed, FlawBook book)
{
    private const int Batch = 1_000;

    public long Rows { get; private set; }

    public long Alerts { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var kept = await HashesAsync(ground.Store, cancellation);
        var made = await HashesAsync(replayed, cancellation);
        Rows = kept.Count;
        foreach (var (key, hash) in kept)
        {
            if (!made.TryGetValue(key, out var other))
            {
                book.Add(Flaw.RowSpare(key.Kind, key.Id));
            }
            else if (other != hash)
            {
                book.Add(Flaw.RowChanged(key.Kind, key.Id));
            }
        }

        book.Add(made.Keys.Where(key => !kept.ContainsKey(key)).Select(key => Flaw.RowMissing(key.Kind, key.Id)));
        if (await HasAllPatentsAsync(cancellation))
        {
            await CompareAlertsAsync(cancellation);
        }
        else
        {
            book.Add(Flaw.AlertsUncompared());
        }
    }

    /// <summary>The hash of a row, over all that is in it.</summary>
    public static Hash32 Hash(ProjectionRow row) => Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(
        $"{row.Kind} {row.Id} {row.FirstSeq} {row.Pool} {row.Party} {row.Tag} {Hex.Encode(row.Body.Span)}"));

    /// <summary>The raised alerts of a store, without what people did with them.</summary>
    public static async Task<IReadOnlyDictionary<Hash32, AlertRow>> RaisedAsync(ILedgerStore store, CancellationToken cancellation)
    {
        Dictionary<Hash32, AlertRow> raised = [];
        foreach (var state in new[] { AlertState.Raised, AlertState.Final })
        {
            for (long after = 0; ;)
            {
                var page = await store.ReadAsync(reader => reader.Alerts.List(state, null, after, Batch), cancellation);
                foreach (var row in page)
                {
                    raised.Add(row.Id, row with { Seq = 0, UpdatedAt = 0, Body = (AlertBody.Read(row.Body) with { Acknowledged = false }).Write() });
                }

                if (page.Count == 0)
                {
                    break;
                }

                after = page[^1].Seq;
            }
        }

        return raised;
    }

    /// <summary>Whether two alerts say the same.</summary>
    public static bool AreEqual(AlertRow left, AlertRow right) => left with { Body = [] } == right with { Body = [] } && left.Body.AsSpan().SequenceEqual(right.Body);

    private static Task<Dictionary<(string Kind, Hash32 Id), Hash32>> HashesAsync(ILedgerStore store, CancellationToken cancellation) =>
        store.ReadAsync(reader => reader.Projections.All().ToDictionary(row => (row.Kind, row.Id), Hash), cancellation);

    /// <summary>Lists of patents decide alerts; where one was kept and does not open, what it decided cannot be judged again.</summary>
    private Task<bool> HasAllPatentsAsync(CancellationToken cancellation) => ground.Store.ReadAsync(
        reader =>
        {
            for (var page = reader.Documents.List(default, Batch); page.Count > 0; page = reader.Documents.List(page[^1].Id, Batch))
            {
                if (page.Any(row => row.Kind is DocumentRoots.PatentsKind && ground.Secrets.Find(row.Id) is null))
                {
                    return false;
                }
            }

            return true;
        },
        cancellation);

    private async Task CompareAlertsAsync(CancellationToken cancellation)
    {
        var kept = await RaisedAsync(ground.Store, cancellation);
        var made = await RaisedAsync(replayed, cancellation);
        Alerts = kept.Count;
        book.Add(kept.Keys.Union(made.Keys)
            .Where(id => !kept.TryGetValue(id, out var ours) || !made.TryGetValue(id, out var theirs) || !AreEqual(ours, theirs))
            .Order(Comparer<Hash32>.Create((left, right) => string.CompareOrdinal(left.ToString(), right.ToString())))
            .Select(Flaw.AlertDiffers));
    }
}
