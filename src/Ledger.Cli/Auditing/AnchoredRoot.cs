// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Evidence.Events;

namespace Ledger.Cli.Auditing;

/// <summary>A checkpoint as the chain's own event names it.</summary>
internal sealed record AnchoredRoot(ulong Epoch, ulong OldSize, ulong Size, Hash32 Root, ulong Block)
{
    /// <summary>The checkpoints of a pool in a range of blocks, the first first.</summary>
    /// <exception cref="CliFailure">Fault: the node answers with something else.</exception>
    public static async Task<IReadOnlyList<AnchoredRoot>> ReadAsync(ApiClient chain, Address usageLog, Hash32 pool, ulong from, ulong to, CancellationToken cancel)
    {
        var logs = await ChainEvents.ReadAsync(chain, usageLog, [EventTopics.CheckpointAnchored.ToString(), pool.ToString()], from, to, cancel);
        return [.. logs.Select(log => Of(log, usageLog, pool) ?? throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", log.ToString())))];
    }

    /// <summary>The checkpoint of a pool in a log of a receipt or of <c>eth_getLogs</c>; null where the log is anything else.</summary>
    public static AnchoredRoot? Of(JsonElement log, Address usageLog, Hash32 pool)
    {
        try
        {
            var entry = ChainEvents.Entry(log);
            if (entry.Address != usageLog || entry.Topics is not [var name, var of, var epoch] || name != EventTopics.CheckpointAnchored || of != pool)
            {
                return null;
            }

            var topic = new AbiReader(epoch.ToArray());
            var data = new AbiReader(entry.Data.Span);
            var root = new AnchoredRoot(
                topic.Uint64("epoch"), data.Uint64("oldSize"), data.Uint64("size"), data.Bytes32("root"), RpcQuantity.Read(log.GetProperty("blockNumber")));
            data.Bytes("signature");
            data.End();
            return root;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the host shows this checkpoint.</summary>
    public bool IsOf(CheckpointView shown) => (Epoch, Size, Root) == (shown.Epoch, shown.Size, shown.Root);
}
