// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Ethereum.Merkle;

namespace Ledger.Application.Usage;

/// <summary>The Merkle trees of the usage logs.</summary>
internal sealed class UsageTrees(LedgerContext context)
{
    private readonly ConcurrentDictionary<(PoolId, ulong), (SemaphoreSlim Gate, GrownTree Tree)> _trees = new();

    /// <summary>Reads the tree over all that is journaled now. What is returned must not hold on to it.</summary>
    public async Task<T> ReadAsync<T>(PoolId pool, ulong epoch, Func<IMerkleNodes, T> read, CancellationToken cancellation)
    {
        var (gate, tree) = _trees.GetOrAdd((pool, epoch), log => (new SemaphoreSlim(1), new GrownTree(context, log.Item1, log.Item2)));
        await gate.WaitAsync(cancellation);
        try
        {
            return await tree.ReadAsync(read, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }
}
