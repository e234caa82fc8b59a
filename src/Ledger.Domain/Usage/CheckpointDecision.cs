// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Domain.Usage;

/// <summary>Whether a checkpoint may be anchored; the rules of the contract UsageLog.</summary>
public static class CheckpointDecision
{
    public static Decision Decide(PoolHistory pool, ILogHistory log, Checkpoint act, ReadOnlySpan<Hash32> consistencyProof)
    {
        var (lastSize, lastRoot) = log.Latest(act.Epoch) is { } last ? (last.Act.Size, last.Act.Root) : (0, MerkleHash.Empty);
        if (pool.Formed is null)
        {
            return new PoolUnknown(act.Pool);
        }

        if (act.Epoch != pool.Epoch)
        {
            return act.Epoch < pool.Epoch ? new EpochSealed(act.Epoch, pool.Epoch) : new EpochUnknown(act.Epoch);
        }

        if (act.Size <= lastSize)
        {
            return new CheckpointNotLonger(act.Size, lastSize);
        }

        return ConsistencyProof.Verify(lastSize, lastRoot, act.Size, act.Root, consistencyProof)
            ? Decision.Permit
            : new CheckpointInconsistent(lastSize, act.Size);
    }
}
