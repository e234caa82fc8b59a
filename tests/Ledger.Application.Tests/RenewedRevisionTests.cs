// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

/// <summary>A revision that delists, overtaken by another, is proposed anew on the list that stands now.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class RenewedRevisionTests(SeededTemplate template)
{
    [Fact]
    public async Task It_delists_what_it_delisted_from_the_list_that_stands_now()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000001, 7000002)]);
        var slow = await test.ProposeRevisionAsync([await test.ContributeAsync("member-lantern", 7000003)], "US7000001");
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000004)]);
        await test.StateAsync(slow.Id, "stale");

        var anew = await RenewAsync(test, slow.Id);
        Assert.Equal(4, Message(anew, "revision").GetInt32());
        Assert.Equal(Message(slow, "contributions").ToString(), Message(anew, "contributions").ToString());
        await test.SignAsync(anew, "administrator");
        await test.SettleAsync();
        await test.StateAsync(anew.Id, "recorded");

        Assert.Equal(["US7000002", "US7000003", "US7000004"], (await test.NumbersAsync()).Where(number => number.StartsWith("US7", StringComparison.Ordinal)));
        var (pool, schedule) = await test.ScheduleAsync();
        Assert.Equal("kept", TestLedger.Must(await test.Ledger.Schedules.RevisionAsync(pool, schedule, 4, CancellationToken.None)).Audit.State);
        await test.CheckAll();
    }

    [Fact]
    public async Task What_the_other_delisted_too_is_delisted_once()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000001, 7000002, 7000003)]);
        var slow = await test.ProposeRevisionAsync([], "US7000001", "US7000002");
        await test.ReviseAsync([], "US7000001");

        await test.SignAsync(await RenewAsync(test, slow.Id), "administrator");
        await test.SettleAsync();
        Assert.Equal(["US7000003"], (await test.NumbersAsync()).Where(number => number.StartsWith("US7", StringComparison.Ordinal)));
        await test.CheckAll();
    }

    [Fact]
    public async Task Where_nothing_of_it_is_left_to_do_it_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000001, 7000002)]);
        var slow = await test.ProposeRevisionAsync([], "US7000001");
        await test.ReviseAsync([], "US7000001");
        var refused = await test.Ledger.Proposals.CreateAsync(new ProposalRequest(null, null, Replaces: slow.Id), "en", CancellationToken.None);
        Assert.IsType<PatentNotListed>(refused.Refusal);
    }

    [Fact]
    public async Task Where_its_list_was_erased_it_is_refused_and_never_delists_less_than_it_said()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000001, 7000002)]);
        var slow = await test.ProposeRevisionAsync([], "US7000001");
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000003)]);
        var root = Hash32.Parse(Message(slow, "root").GetString()!);
        test.Ledger.Context.Documents.Forget(root);
        await test.RestartAsync(); // it was read before

        var refused = await test.Ledger.Proposals.CreateAsync(new ProposalRequest(null, null, Replaces: slow.Id), "en", CancellationToken.None);
        Assert.Equal(root, Assert.IsType<Schedules.ListNotHeld>(refused.Refusal).Root);
    }

    private static JsonElement Message(ProposalView proposal, string field) => proposal.TypedData.GetProperty("message").GetProperty(field);

    private static async Task<ProposalView> RenewAsync(TestLedger test, Hash32 old) =>
        TestLedger.Must(await test.Ledger.Proposals.CreateAsync(new ProposalRequest(null, null, Replaces: old), "en", CancellationToken.None));
}
