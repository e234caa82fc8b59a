// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Tests.World;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Store.Facts;

namespace Ledger.Application.Tests;

/// <summary>Checkpoints are found by a memory that snapshots of several ages share, and that a block taken back or a write undone may not spoil.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class CheckpointIndexTests(SeededTemplate template)
{
    [Fact]
    public async Task Older_and_newer_snapshots_share_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await ThreeCheckpointsAsync(test);
        var context = test.Ledger.Context;
        using var started = new ManualResetEventSlim();
        using var grown = new ManualResetEventSlim();
        var reading = Task.Run(() => context.Store.ReadAsync(reader =>
        {
            var before = context.On(reader).Log(pool).Newest;
            started.Set();
            Assert.True(grown.Wait(TimeSpan.FromMinutes(1)));
            LogChecks.IsAsFolded(context.On(reader), pool); // of this snapshot, though others have seen more
            return before;
        }));
        started.Wait();
        await test.SubmitAsync("licensee-willow", sequence: 1);
        await test.AnchorAsync();
        var newest = await context.Store.ReadAsync(reader => NewestOf(context.On(reader), pool));
        grown.Set();
        Assert.True((await reading)!.Act.Size < newest.Act.Size);
    }

    [Fact]
    public async Task A_block_that_goes_takes_its_checkpoint_along_and_a_write_that_is_undone_leaves_nothing_in_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await ThreeCheckpointsAsync(test);
        var context = test.Ledger.Context;
        var taken = 0L;
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.Store.WriteAsync<bool>(writer =>
        {
            // The last checkpoint's fact once more, in blocks that are none.
            var (head, subject) = (writer.Blocks.Head!, StoreKeys.Of(Subject.UsageLog(pool)));
            var row = writer.Facts.Before(subject, long.MaxValue, 1)[0];
            var newest = NewestOf(context.On(writer), pool);
            foreach (var isLast in (bool[])[false, true])
            {
                var next = head with { Ref = new(head.Ref.Number + 1, Records.Salt()), Parent = head.Ref.Hash };
                Assert.NotNull(writer.Blocks.TryAdvance(next, [new NewFact(0, Records.Salt(), row.Address, row.Topics, row.Data, row.Kind, [subject])]));
                taken = taken > 0 ? taken : writer.Facts.Before(subject, long.MaxValue, 1)[0].Seq;
                Assert.Equal(next.Ref, NewestOf(context.On(writer), pool).At.Block);
                Assert.True(isLast || (writer.Blocks.TryRetract(next.Ref) && NewestOf(context.On(writer), pool) == newest));
            }

            throw new InvalidOperationException("undone");
        }));
        await context.Store.ReadAsync(reader => NewestOf(context.On(reader), pool));
        await test.SubmitAsync("licensee-willow", sequence: 1);
        await test.AnchorAsync();
        await context.Store.ReadAsync(reader =>
        {
            Assert.True(reader.Facts.Find(taken) is not null, "The number is given to another fact.");
            return NewestOf(context.On(reader), pool);
        });
        await test.CheckAll();
    }

    private static CheckpointAnchored NewestOf(Known known, PoolId pool)
    {
        LogChecks.IsAsFolded(known, pool);
        return known.Log(pool).Newest!;
    }

    private static async Task<PoolId> ThreeCheckpointsAsync(TestLedger test)
    {
        var last = default(RecordId);
        for (var sequence = 1UL; sequence <= 3; sequence++)
        {
            last = new((await test.SubmitAsync("licensee-harbor", 2, sequence, last)).ReportId);
            await test.AnchorAsync();
        }

        return new PoolId((await test.LicenseAsync("licensee-harbor")).Pool);
    }
}
