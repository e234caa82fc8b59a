// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Documents;
using Ledger.Application.Projecting;
using Ledger.Application.Setup;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Sqlite;

namespace Ledger.Application.Upkeep;

/// <summary>Makes everything derived anew from facts and journal, in place; no host may be running.</summary>
public static class Rebuild
{
    /// <summary>Rows and raised alerts as the facts give them, in one transaction: all of it, or nothing was changed.</summary>
    public static async Task<Outcome<RebuildReport>> RunAsync(
        string dataDirectory, TimeProvider time, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var directory = new DataDirectory(dataDirectory);
        if (Opening.Judge(directory, new ApplicationOptions()) is { } refusal)
        {
            return refusal;
        }

        await using var lease = await WriterTurn.TryTakeAsync(directory, new ApplicationOptions(), time, cancellation);
        if (lease is null)
        {
            return new DirectoryLocked(directory.Root);
        }

        try
        {
            return await RunAsync(directory, lease.Store, time, progress, cancellation);
        }
        catch (Exception damage) when (FlawBook.IsDamage(damage))
        {
            return new FactsUnreadable(damage.Message);
        }
    }

    /// <summary>The same over a store that is open already; for whoever holds the directory.</summary>
    internal static async Task<RebuildReport> RunAsync(Ground ground, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        await using var replayed = await new Replay(ground, new FlawBook()).RunAsync(progress, cancellation);
        var raised = await ProjectionCheck.RaisedAsync(replayed, cancellation);
        var kept = await ProjectionCheck.RaisedAsync(ground.Store, cancellation);
        progress?.Report(new UpkeepStep(UpkeepStep.Rebuild));
        return await ground.Store.WriteAsync(
            writer =>
            {
                var before = Rows(writer);
                Folding.Rebuild(ground.On(writer), writer);
                var after = Rows(writer);
                var changed = before.Keys.Union(after.Keys)
                    .Count(key => !before.TryGetValue(key, out var old) || !after.TryGetValue(key, out var made) || old != made);
                return new RebuildReport(ground.Scratch.Root, after.Count, changed, Raise(writer, kept, raised, ground.Time));
            },
            cancellation);
    }

    private static async Task<RebuildReport> RunAsync(
        DataDirectory directory, SqliteStore store, TimeProvider time, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        using var scratch = new ScratchDirectory();
        using var secrets = SecretFile.Read(directory.Secrets);
        using var vault = new DocumentVault(secrets);
        var ground = new Ground(scratch.Files, directory.ReadDeployment()!, store, secrets, vault, time);
        return await RunAsync(ground, progress, cancellation) with { Directory = directory.Root };
    }

    private static Dictionary<(string Kind, Hash32 Id), Hash32> Rows(IStoreReader reader) =>
        reader.Projections.All().ToDictionary(row => (row.Kind, row.Id), ProjectionCheck.Hash);

    /// <summary>Puts the alerts that the replay raised, and takes back those that it did not; what people did with them stays.</summary>
    private static int Raise(
        IStoreWriter writer, IReadOnlyDictionary<Hash32, AlertRow> kept, IReadOnlyDictionary<Hash32, AlertRow> raised, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var changed = 0;
        foreach (var (id, row) in raised.Where(pair => !kept.TryGetValue(pair.Key, out var same) || !ProjectionCheck.AreEqual(same, pair.Value)))
        {
            var acknowledged = writer.Alerts.Find(id) is { } known && AlertBody.Read(known.Body).Acknowledged;
            writer.Alerts.Put(row with { Body = (AlertBody.Read(row.Body) with { Acknowledged = acknowledged }).Write(), UpdatedAt = now });
            changed++;
        }

        foreach (var id in kept.Keys.Where(id => !raised.ContainsKey(id)))
        {
            writer.Alerts.Put(writer.Alerts.Find(id)! with { State = AlertState.Retracted, Deciding = null, UpdatedAt = now });
            changed++;
        }

        return changed;
    }
}

/// <summary>What a rebuild did.</summary>
/// <param name="Rows">How many rows there are now.</param>
/// <param name="Changed">How many of them were missing, spare or different before.</param>
/// <param name="Alerts">How many raised alerts were.</param>
public sealed record RebuildReport(string Directory, int Rows, int Changed, int Alerts);
