// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Alerts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Usage;

/// <summary>When the host's promise is kept, and each way in which it is broken.</summary>
public sealed class PromiseStandingTests
{
    private const ulong Due = 1_000;
    private const ulong Grace = PromiseStanding.CarriedGraceSeconds;

    private static readonly Promise Promised = new(Some.Pool, 0, 5, Some.Hash("leaf"), Due);

    [Fact]
    public void It_is_open_to_its_last_second_and_broken_in_the_first_block_past_it()
    {
        Assert.Equal(PromiseState.Open, Judge(Due).State);
        Assert.Equal((PromiseState.Overdue, true), (Judge(Due + 1).State, Judge(Due + 1).IsBroken));
    }

    [Fact]
    public void A_checkpoint_that_does_not_pass_the_index_keeps_nothing() =>
        Assert.Equal(PromiseState.Overdue, Judge(Due + 1, checkpoints: At(900, 5)).State);

    [Fact]
    public void A_checkpoint_in_time_keeps_it_for_ever()
    {
        var standing = Judge(Due * 9, checkpoints: [At(900, 5), At(Due, 6), At(Due * 2, 9)]);
        Assert.Equal((PromiseState.Kept, false, Due), (standing.State, standing.IsBroken, standing.By!.At.Time));
    }

    [Fact]
    public void The_checkpoint_that_first_passes_it_after_its_time_makes_it_late_and_it_stays_so()
    {
        var standing = Judge(Due * 9, checkpoints: [At(900, 5), At(Due + 1, 6), At(Due * 2, 9)]);
        Assert.Equal((PromiseState.Late, true, Due + 1), (standing.State, standing.IsBroken, standing.By!.At.Time));
    }

    [Fact]
    public void Another_leaf_in_its_place_breaks_it_whatever_the_time()
    {
        Assert.Equal(PromiseState.Replaced, Judge(500, Some.Hash("other"), checkpoints: At(400, 6)).State);
        Assert.Equal(PromiseState.Kept, Judge(500, Promised.Leaf, checkpoints: At(400, 6)).State);
        Assert.Equal(PromiseState.Open, Judge(500, Some.Hash("other"), checkpoints: At(400, 5)).State); // no checkpoint speaks of that place
    }

    [Fact]
    public void A_leaf_that_a_seal_in_time_left_over_is_carried_on_with_a_grace_of_its_own()
    {
        LogEpoch[] epochs = [Epoch(0, 1), Epoch(1, 800)];
        var open = Judge(800 + Grace, epochs: epochs, checkpoints: At(700, 4));
        Assert.Equal(new PromiseStanding(PromiseState.Open, 1, 1, 800 + Grace, null), open);
        Assert.Equal(PromiseState.Overdue, Judge(801 + Grace, epochs: epochs, checkpoints: At(700, 4)).State);
        Assert.Equal(PromiseState.Kept, Judge(801 + Grace, epochs: epochs, checkpoints: [At(700, 4), At(800 + Grace, 2, 1)]).State);
        Assert.Equal(PromiseState.Late, Judge(801 + Grace, epochs: epochs, checkpoints: [At(700, 4), At(801 + Grace, 2, 1)]).State);
    }

    [Fact]
    public void A_promise_for_later_than_that_grace_keeps_its_own_time()
    {
        var later = Promised with { AnchorBy = 900 + Grace };
        Assert.Equal(900 + Grace, PromiseStanding.Of(later, [Epoch(0, 1), Epoch(1, 800)], LogHistory.Empty, 0).Due);
    }

    [Fact]
    public void A_seal_that_comes_after_its_time_mends_nothing()
    {
        LogEpoch[] epochs = [Epoch(0, 1), Epoch(1, Due + 1)];
        Assert.Equal(PromiseState.Overdue, Judge(Due + 1, epochs: epochs).State);
        var late = Judge(Due + 2, epochs: epochs, checkpoints: At(Due + 2, 6, 1));
        Assert.Equal((PromiseState.Late, Due), (late.State, late.Due));
    }

    [Fact]
    public void A_leaf_before_the_seal_stands_where_it_was_promised() =>
        Assert.Equal(0UL, Judge(5_000, epochs: [Epoch(0, 1), Epoch(1, 800)], checkpoints: [At(700, 6), At(900, 9, 1)]).Epoch);

    [Fact]
    public void Later_seals_carry_it_on_likewise()
    {
        LogEpoch[] epochs = [Epoch(0, 1), Epoch(1, 800), Epoch(2, 900)];
        Assert.Equal(new PromiseStanding(PromiseState.Open, 2, 0, 900 + Grace, null), Judge(900, epochs: epochs, checkpoints: [At(700, 4), At(850, 1, 1)]));
    }

    [Fact]
    public void No_time_that_a_stranger_names_is_too_late_to_judge() =>
        Assert.Equal(ulong.MaxValue, PromiseStanding.Of(Promised with { AnchorBy = ulong.MaxValue - 1 }, [Epoch(0, 1), Epoch(1, ulong.MaxValue - 2)], LogHistory.Empty, 0).Due);

    [Fact]
    public void Only_what_is_broken_is_found()
    {
        Assert.Null(Found(Judge(Due)));
        Assert.Null(Found(Judge(Due, checkpoints: At(900, 6))));
        Assert.Equal(new PromiseOverdue(Some.Licensee, 0, 5, Due), Found(Judge(Due + 1))!.Reason);
        Assert.Equal(new PromiseLate(Some.Licensee, 0, 5, Due, Due + 7), Found(Judge(Due + 7, checkpoints: At(Due + 7, 6)))!.Reason);
        Assert.Equal(new PromiseReplaced(Some.Licensee, 0, 5, 6), Found(Judge(Due, Some.Hash("other"), checkpoints: At(900, 6)))!.Reason);
    }

    private static Finding? Found(PromiseStanding standing) => PromiseBroken.Find(new RecordId(Some.Hash("record")), Some.Licensee, Promised, standing);

    private static PromiseStanding Judge(ulong time, Hash32? held = null, LogEpoch[]? epochs = null, params CheckpointAnchored[] checkpoints) =>
        PromiseStanding.Of(Promised, epochs ?? [Epoch(0, 1)], LogHistory.From(checkpoints), time, held);

    private static LogEpoch Epoch(ulong number, ulong time) => new(number, Some.Address("log key"), new PoolFormed(Some.At(time), Some.Charter, default));

    private static CheckpointAnchored At(ulong time, ulong size, ulong epoch = 0) =>
        new(Some.At(time), new Checkpoint(Some.Pool, epoch, size, Some.Hash("root")), 0, default);
}
