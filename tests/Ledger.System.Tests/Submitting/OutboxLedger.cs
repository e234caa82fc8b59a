// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Store.Outbox;
using Ledger.Store.Sqlite;

namespace Ledger.SystemTests.Submitting;

/// <summary>A ledger whose outbox is looked into.</summary>
internal sealed class OutboxLedger(OpenLedger ledger, SqliteStore store) : IAsyncDisposable
{
    public OpenLedger Open => ledger;

    public SqliteStore Store => store;

    public Task EnqueueAsync(IEnumerable<NewIntent> intents) => store.WriteAsync(writer => intents.Count(writer.Outbox.TryEnqueue));

    public Task<bool> StepAsync(string loop) => ledger.Loops.Single(it => it.Name == loop).StepAsync(default);

    /// <summary>Follows to the node's head.</summary>
    public async Task FollowAsync()
    {
        while (await StepAsync("follow"))
        {
        }
    }

    /// <summary>Steps submitter and follower until neither moves.</summary>
    public async Task RestAsync()
    {
        bool moved;
        do
        {
            moved = await StepAsync("submit");
            moved |= await StepAsync("follow");
        }
        while (moved);
    }

    public Task<long> CountAsync(IntentState state) => store.ReadAsync(reader => reader.Outbox.Count(state));

    /// <summary>Codes and sentences of what an operator is told.</summary>
    public async Task<IReadOnlyList<string>> WarningsAsync() => ledger.Machine.Warnings(await ledger.Machine.ReadAsync(default));

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        await store.DisposeAsync();
    }
}
