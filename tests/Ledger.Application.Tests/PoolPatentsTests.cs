// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;
using Ledger.Application.Views;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class PoolPatentsTests(SeededTemplate template)
{
    [Fact]
    public async Task A_revision_whose_list_is_not_held_is_named_and_left_out()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000001)], "CN900000001B");
        var (pool, schedule) = await test.ScheduleAsync();
        var held = await PatentsAsync(test, null);
        Assert.Empty(held.NotHeld);
        var revision = TestLedger.Must(await test.Ledger.Schedules.RevisionAsync(pool, schedule, 2, CancellationToken.None));

        test.Ledger.Context.Documents.Forget(revision.Root); // something was delisted: the list cannot be put together
        await test.RestartAsync();

        var answer = await PatentsAsync(test, null);
        Assert.Equal(new UnheldRevisionView(schedule, 2, revision.Root, revision.Patents), Assert.Single(answer.NotHeld));
        Assert.Empty(answer.Items);
        var before = await PatentsAsync(test, revision.Recorded.Recorded!.Time - 1);
        Assert.Empty(before.NotHeld);
        Assert.NotEmpty(before.Items);
    }

    private static async Task<PoolPatentsView> PatentsAsync(TestLedger test, ulong? asOf) => TestLedger.Must(
        await test.Ledger.Schedules.PatentsAsync((await test.PoolAsync()).Id, asOf, null, null, 100, CancellationToken.None));
}
