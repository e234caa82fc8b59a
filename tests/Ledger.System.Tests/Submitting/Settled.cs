// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Outbox;
using Ledger.SystemTests.Simulation;

namespace Ledger.SystemTests.Submitting;

/// <summary>How ledgers come to rest, and what must hold then.</summary>
internal static class Settled
{
    private const int Rounds = 60;

    /// <summary>Steps ledgers side by side and mines, until each has so many intents in final blocks.</summary>
    public static async Task SettleAsync(OutboxWorld world, SimClock clock, int count, params IReadOnlyList<OutboxLedger> ledgers)
    {
        for (var round = 0; round < Rounds && !await AreFinalAsync(ledgers, count); round++)
        {
            await RestAsync(ledgers);
            clock.Step(10);
            await RestAsync(ledgers);
            await world.Anvil.MineAsync();
        }

        await RestAsync(ledgers);
    }

    /// <summary>Each is recorded once, no nonce is left over, and who took one of ours is told.</summary>
    public static async Task CheckAsync(OutboxWorld world, OutboxLedger ledger, int count, ulong foreign = 0)
    {
        Assert.Equal(count, await ledger.CountAsync(IntentState.Final));
        var (facts, next) = await ledger.Store.ReadAsync(reader => (
            reader.Facts.After(0, int.MaxValue).Count(fact => fact.Kind == "PartyOpened"), reader.Outbox.NextNonce(world.Relayer.Address)));
        Assert.Equal(count, facts);
        var nonce = await world.NonceAsync();
        Assert.Equal((nonce, nonce), (await world.NonceAsync(withPending: true), next!.Value));
        Assert.Equal(4 + (ulong)count + foreign, nonce);
        Assert.Equal(foreign > 0 ? ["relayer-shared"] : [], Codes(await ledger.WarningsAsync()));
    }

    /// <summary>The codes of what an operator is told.</summary>
    public static IReadOnlyList<string> Codes(IReadOnlyList<string> warnings) => [.. warnings.Select(warning => warning.Split(':')[0])];

    private static Task RestAsync(IReadOnlyList<OutboxLedger> ledgers) => Task.WhenAll(ledgers.Select(ledger => ledger.RestAsync()));

    private static async Task<bool> AreFinalAsync(IReadOnlyList<OutboxLedger> ledgers, int count)
    {
        foreach (var ledger in ledgers)
        {
            if (await ledger.CountAsync(IntentState.Final) < count)
            {
                return false;
            }
        }

        return true;
    }
}
