// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Documents;
using Ledger.Application.Upkeep;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;

namespace Ledger.SystemTests.Simulation;

/// <summary>What a life full of faults must leave: what a life without any leaves, and what living it again gives.</summary>
internal static class SimRebuild
{
    /// <summary>A ledger that never saw a fault, over the same chain and journal, shows the same rows and raised alerts.</summary>
    public static async Task CompareWithCleanAsync(SimLedger ledger, SimTransport transport)
    {
        var (clean, store) = ledger.OpenClean(transport, "clean.db");
        await using var closing = store;
        await using var ending = clean;
        var (journal, suspects, documents) = await ledger.Store.ReadAsync(reader => (
            reader.Journal.List(default, 0, int.MaxValue),
            reader.Suspects.List(null, null, null, 0, int.MaxValue),
            reader.Documents.List(Hash32.Zero, int.MaxValue).Select(row => reader.Documents.Find(row.Id)!).ToList()));
        await store.WriteAsync(writer => (documents.All(writer.Documents.TryAdd), journal.Select(writer.Journal.Append).ToList(), suspects.All(writer.Suspects.TryAdd)));
        var follow = clean.Loops.Single(loop => loop.Name == "follow");
        while (await follow.StepAsync(default))
        {
        }

        var (kept, keptAlerts) = await ledger.Store.ReadAsync(Shown);
        var (made, madeAlerts) = await store.ReadAsync(Shown);
        Assert.Equal(made, kept);
        Assert.Equal(madeAlerts, keptAlerts);
    }

    /// <summary><c>fsck</c> itself finds nothing, and <c>rebuild</c> nothing to do: the kept history, lived again with its reorgs, gives every row and raised alert to the byte.</summary>
    public static async Task CompareWithReplayAsync(SimLedger ledger, SimTransport transport)
    {
        Assert.Equal([], (await ledger.LookOverAsync(ledger.Directory, transport)).Flaws);
        var context = ledger.Open.Context;
        using var scratch = new ScratchDirectory(context.Directory.Root);
        using var secrets = SecretFile.Read(context.Directory.Secrets);
        var ground = new Ground(scratch.Files, context.Record, ledger.Store.Inner, secrets, context.Documents, context.Time);
        var rebuilt = await Rebuild.RunAsync(ground, null, default);
        Assert.Equal((0, 0), (rebuilt.Changed, rebuilt.Alerts));
    }

    // First numbers are the store's own: a store that saw a reorg counted facts that the clean one never met.
    private static (List<string> Rows, List<string> Alerts) Shown(IStoreReader reader) => (
        [.. reader.Projections.All().Select(row => SimChecks.Text(row with { FirstSeq = 0 }))],
        [.. reader.Alerts.List(AlertState.Final, null, 0, int.MaxValue)
            .Select(alert => $"{alert.Id} {alert.Rule} {alert.State} {alert.Deciding} {Hex.Encode(alert.Body)}").Order(StringComparer.Ordinal)]);
}
