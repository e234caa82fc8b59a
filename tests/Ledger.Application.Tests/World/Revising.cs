// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Tests.World;

/// <summary>Contributions and revisions of the seeded pool's schedule.</summary>
internal static class Revising
{
    /// <summary>A contribution of made-up US patents, signed by its holder.</summary>
    public static async Task<Hash32> ContributeAsync(this TestLedger test, string holder, params int[] numbers)
    {
        var (pool, schedule) = await ScheduleAsync(test);
        var proposal = await test.ProposeAsync(
            "Contribution",
            new { pool, schedule, holder = test.Party(holder).Value },
            new ProposalDocuments(Patents:
            [
                .. numbers.Select(number => TestLedger.Json(new { country = "US", number = number.ToString(CultureInfo.InvariantCulture) })),
            ]));
        return (await test.SignAsync(proposal, holder)).Id;
    }

    /// <summary>Proposes the next revision.</summary>
    public static async Task<ProposalView> ProposeRevisionAsync(this TestLedger test, Hash32[] contributions, params string[] delist)
    {
        var (pool, schedule) = await ScheduleAsync(test);
        return await test.ProposeAsync("ScheduleRevision", new { pool, schedule, contributions }, new ProposalDocuments(Delist: delist));
    }

    /// <summary>Proposes the next revision, has it signed and recorded.</summary>
    public static async Task<ProposalView> ReviseAsync(this TestLedger test, Hash32[] contributions, params string[] delist)
    {
        var proposal = await test.SignAsync(await test.ProposeRevisionAsync(contributions, delist), "administrator");
        await test.SettleAsync();
        return await StateAsync(test, proposal.Id, "recorded");
    }

    /// <summary>A proposal that must be in a state.</summary>
    public static async Task<ProposalView> StateAsync(this TestLedger test, Hash32 id, string state)
    {
        var proposal = TestLedger.Must(await test.Ledger.Proposals.GetAsync(id, "en", CancellationToken.None));
        Assert.True(proposal.State == state, $"{proposal.Kind} is {proposal.State}: {proposal.Problem?.Detail}");
        return proposal;
    }

    /// <summary>The numbers that the pool's patents have now, in the order of the list.</summary>
    public static async Task<IEnumerable<string>> NumbersAsync(this TestLedger test) => TestLedger.Must(
        await test.Ledger.Schedules.PatentsAsync((await test.PoolAsync()).Id, null, null, null, 100, CancellationToken.None)).Items
        .Select(patent => patent.Country + patent.Number + patent.Kind);

    public static async Task<(Hash32 Pool, Hash32 Schedule)> ScheduleAsync(this TestLedger test) =>
        ((await test.PoolAsync()).Id, (await test.LicenseAsync("licensee-harbor")).Schedule!.Value);
}
