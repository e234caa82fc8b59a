// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Chain.Tests;
using Ledger.Chain.Tests.Rpc;
using Ledger.Ethereum;
using Ledger.Store.Outbox;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Submitting;

/// <summary>An outbox whose transactions a real node signs for its own account, through the real loop.</summary>
public sealed class RemoteSignerTests
{
    private const int Count = 40;

    [Theory]
    [InlineData("signer-away", 503, null, null)]
    [InlineData("signer-refuses", 200, "\"from\":\"", "\"from\":\"0x00")]
    [InlineData("signer-lies", 200, "\"value\":\"0x0\"", "\"value\":\"0x1\"")]
    public async Task While_the_signer_fails_nothing_is_burnt_and_once_it_signs_everything_is_recorded_once(string code, int status, string? asked, string? changed)
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        using var node = new HttpClient { BaseAddress = world.Anvil.Url };
        var fails = true;
        using var signer = new ScriptedServer(body => fails && status != 200
            ? (status, "")
            : NodeDoor.Pass(node, fails ? body.Replace(asked!, changed, StringComparison.Ordinal) : body));
        var account = TestKeys.Funded.Address;
        var clock = await world.ClockAsync();
        var ledger = world.Open(world.Anvil.Transport, clock, new ApplicationOptions { SignerUrl = signer.Url.ToString(), SignerAddress = account.ToString() });
        await ledger.FollowAsync();
        await ledger.EnqueueAsync(world.Openings(0, Count));
        for (var step = 0; step < 5; step++)
        {
            await ledger.RestAsync();
            clock.Step(60);
        }

        Assert.Equal((Count, 0), (await ledger.CountAsync(IntentState.Waiting), await ledger.CountAsync(IntentState.Signed)));
        Assert.Equal(0UL, await NonceAsync(world, account));
        Assert.Contains(code, Settled.Codes(await ledger.WarningsAsync()));

        fails = false;
        await Settled.SettleAsync(world, clock, Count, ledger);
        Assert.Equal(Count, await ledger.CountAsync(IntentState.Final));
        Assert.Equal((ulong)Count, await NonceAsync(world, account));
        Assert.Equal(Count, await ledger.Store.ReadAsync(reader => reader.Facts.After(0, int.MaxValue).Count(fact => fact.Kind == "PartyOpened")));
        Assert.Empty(await ledger.WarningsAsync());
    }

    private static Task<ulong> NonceAsync(OutboxWorld world, Address account) => world.Anvil.Node.NonceAsync(account, withPending: true, default);
}
