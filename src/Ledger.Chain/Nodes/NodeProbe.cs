// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Nodes;

/// <summary>What a look at an endpoint found.</summary>
/// <param name="Trouble">What is wrong with it; null for nothing.</param>
/// <param name="Head">Its newest block, where it said.</param>
/// <param name="Differs">Whether it shows another block where one is final here.</param>
internal readonly record struct NodeFinding(NodeTrouble? Trouble, ulong? Head, bool Differs = false);

/// <summary>Looks at an endpoint: every time whether it is there, on our chain and how far; in full also whether it has the contracts and their history.</summary>
internal sealed class NodeProbe(NodeIdentity? identity, NodePoolOptions options, TimeProvider time)
{
    /// <param name="final">The newest block that is final here; null while none is known.</param>
    internal async Task<NodeFinding> LookAsync(INodeTransport road, bool inFull, BlockRef? final, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.ProbeTimeoutMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await AskAsync(new EthereumNode(road), inFull, final, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new NodeFinding(NodeTrouble.TimedOut, null);
        }
        catch (ChainFault fault)
        {
            return new NodeFinding(Trouble(fault), null);
        }
    }

    /// <summary>The word for a fault of the road or of an answer.</summary>
    internal static NodeTrouble Trouble(ChainFault fault) => fault.Kind switch
    {
        ChainFaultKind.Unreachable => NodeTrouble.Unreachable,
        ChainFaultKind.TimedOut => NodeTrouble.TimedOut,
        ChainFaultKind.Busy => NodeTrouble.Busy,
        ChainFaultKind.Throttled => NodeTrouble.Throttled,
        ChainFaultKind.Refused => NodeTrouble.Refused,
        ChainFaultKind.Malformed => NodeTrouble.Malformed,
        _ => NodeTrouble.Inconsistent,
    };

    private async Task<NodeFinding> AskAsync(EthereumNode node, bool inFull, BlockRef? final, CancellationToken cancellation)
    {
        var (chainId, head, block) = await node.PulseAsync(final?.Number ?? 0, cancellation);
        var number = head.Ref.Number;
        if (identity is null)
        {
            return new NodeFinding(null, number);
        }

        // A short chain is another one before it is one that lags.
        if (chainId != identity.ChainId || (inFull && await node.BlockAsync(0, cancellation) is { } genesis && genesis.Ref.Hash != identity.Genesis))
        {
            return new NodeFinding(NodeTrouble.WrongChain, number);
        }

        if (number < Math.Max(identity.DeployedBy, final?.Number ?? 0))
        {
            return new NodeFinding(NodeTrouble.Lagging, number);
        }

        if (inFull && await HistoryAsync(node, identity, block?.Ref == final ? final : null, cancellation) is { } trouble)
        {
            return new NodeFinding(trouble, number);
        }

        return final is null || block?.Ref == final ? new NodeFinding(null, number)
            : block is null ? new NodeFinding(NodeTrouble.Pruned, number)
            : new NodeFinding(null, number, Differs: true);
    }

    private static async Task<NodeTrouble?> HistoryAsync(EthereumNode node, NodeIdentity identity, BlockRef? final, CancellationToken cancellation)
    {
        try
        {
            foreach (var (address, codeHash) in identity.Contracts)
            {
                if (Keccak256.Hash(await node.CodeAsync(address, at: null, cancellation)) != codeHash)
                {
                    return NodeTrouble.WrongChain;
                }
            }

            if (await node.BlockAsync(identity.FirstBlock, cancellation) is not { } first
                || (first.Transactions is [var transaction, ..] && await node.InclusionAsync(transaction, cancellation) is null))
            {
                return NodeTrouble.Pruned;
            }

            if (final is not null)
            {
                await node.CodeAsync(identity.Contracts[0].Address, final, cancellation);
            }

            return null;
        }
        catch (ChainFault fault) when (fault.Kind is ChainFaultKind.Refused && fault.RpcCode is not null)
        {
            return NodeTrouble.Pruned; // "missing trie node", "history has been pruned": it is there, and cannot say
        }
    }
}
