// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Domain.Tests.Usage;

public sealed class CheckpointTests
{
    private static readonly Hash32[] Leaves = [.. Enumerable.Range(0, 9).Select(i => Some.Hash("leaf" + i))];

    private static readonly LogHistory Log = LogHistory.From([new CheckpointAnchored(Some.At(100), At(3), 0, default)]);

    [Fact]
    public void A_first_checkpoint_needs_no_proof() =>
        Assert.True(CheckpointDecision.Decide(Some.FormedPool(), LogHistory.Empty, At(3), []).IsPermitted);

    [Fact]
    public void A_longer_checkpoint_that_extends_the_last_one_is_permitted() =>
        Assert.True(CheckpointDecision.Decide(Some.FormedPool(), Log, At(9), ConsistencyProof.Make(Leaves, 3)).IsPermitted);

    [Fact]
    public void A_checkpoint_that_rewrites_the_log_is_refused() => Assert.Equal(
        new CheckpointInconsistent(3, 9),
        CheckpointDecision.Decide(Some.FormedPool(), Log, At(9) with { Root = Some.Hash("x") }, ConsistencyProof.Make(Leaves, 3)).Refusal);

    [Fact]
    public void A_checkpoint_that_is_not_longer_is_refused() => Assert.Equal(
        new CheckpointNotLonger(3, 3), CheckpointDecision.Decide(Some.FormedPool(), Log, At(3), []).Refusal);

    [Fact]
    public void A_checkpoint_of_no_pool_or_epoch_is_refused()
    {
        Assert.Equal(new PoolUnknown(Some.Pool), CheckpointDecision.Decide(PoolHistory.Empty, Log, At(9), []).Refusal);
        Assert.Equal(new EpochUnknown(1), CheckpointDecision.Decide(Some.FormedPool(), Log, At(9) with { Epoch = 1 }, []).Refusal);
    }

    [Fact]
    public void The_checkpoint_that_first_passes_an_index_bounds_its_time()
    {
        var log = Log.Apply(new CheckpointAnchored(Some.At(200), At(9), 3, default));
        Assert.Equal(100UL, log.FirstPast(0, 2)!.At.Time);
        Assert.Equal(200UL, log.FirstPast(0, 3)!.At.Time);
        Assert.Null(log.FirstPast(0, 9));
        Assert.Null(log.FirstPast(1, 0));
        Assert.Equal(9UL, log.Latest(0)!.Act.Size);
    }

    private static Checkpoint At(int size) => new(Some.Pool, 0, (ulong)size, MerkleTree.Root(Leaves.AsSpan(0, size)));
}
