// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using System.Text.Json;
using Ledger.Chain.Nodes;
using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.Chain;

/// <summary>The JSON-RPC of an Ethereum node, typed and checked: what a node says is believed only where it must be.</summary>
/// <remarks>
/// Every method throws <see cref="ChainFault"/>, and nothing else, when the node fails or contradicts itself. Reading
/// blocks, logs and receipts is here; accounts, calls and sending are in the other part.
/// </remarks>
public sealed partial class EthereumNode(INodeTransport transport)
{
    /// <summary>The chain's id (EIP-155), as the node says.</summary>
    public async Task<ulong> ChainIdAsync(CancellationToken cancellation) =>
        (await AskAsync("eth_chainId", "[]", cancellation)).Quantity("chainId");

    /// <summary>The newest block. Its header must hash as keccak(RLP).</summary>
    public Task<NodeBlock> HeadAsync(CancellationToken cancellation) => JudgedAsync(() => TaggedAsync("latest", cancellation));

    /// <summary>The newest block that the node calls finalized.</summary>
    public Task<NodeBlock> FinalizedAsync(CancellationToken cancellation) => JudgedAsync(() => TaggedAsync("finalized", cancellation));

    /// <summary>The block at a height; null beyond the head.</summary>
    public Task<NodeBlock?> BlockAsync(ulong number, CancellationToken cancellation) =>
        JudgedAsync(async () => AtHeight(await AskAsync("eth_getBlockByNumber", ByNumber(number), cancellation), number));

    /// <summary>Whether the node is there: its chain's id, its newest block, and the one at a height; out of one batch.</summary>
    internal async Task<(ulong ChainId, NodeBlock Head, NodeBlock? Block)> PulseAsync(ulong number, CancellationToken cancellation)
    {
        var answers = await SendAsync(
            [new("eth_chainId"), new("eth_getBlockByNumber", "[\"latest\",false]"), new("eth_getBlockByNumber", ByNumber(number))], cancellation);
        return (Result(answers[0], "eth_chainId").Quantity("chainId"), Latest(answers[1]), AtHeight(Result(answers[2], "eth_getBlockByNumber"), number));
    }

    /// <summary>The chain's id and the block at a height, out of one batch: by the same node, at the same moment.</summary>
    public async Task<(ulong ChainId, NodeBlock? Block)> ChainAndBlockAsync(ulong number, CancellationToken cancellation)
    {
        var answers = await SendAsync([new("eth_chainId", "[]"), new("eth_getBlockByNumber", ByNumber(number))], cancellation);
        return (Result(answers[0], "eth_chainId").Quantity("chainId"), AtHeight(Result(answers[1], "eth_getBlockByNumber"), number));
    }

    /// <summary>The block with that hash; null when the node does not have it.</summary>
    public Task<NodeBlock?> BlockAsync(Hash32 hash, CancellationToken cancellation) => JudgedAsync(async () =>
    {
        var answer = await AskAsync("eth_getBlockByHash", $"[\"{hash}\",false]", cancellation);
        var block = answer.ValueKind == JsonValueKind.Null ? null : HeaderJson.Read(answer);
        return block is null || block.Ref.Hash == hash ? block : throw Inconsistent($"The node answers another block than the asked {hash}.");
    });

    /// <summary>The headers of a range in one batch, each the child of the one before; fewer where the chain ends.</summary>
    public async Task<IReadOnlyList<NodeHeader>> HeadersAsync(ulong first, int count, CancellationToken cancellation)
    {
        var calls = Enumerable.Range(0, count).Select(i => new RpcCall("eth_getBlockByNumber", ByNumber(first + (ulong)i))).ToArray();
        var answers = await SendAsync(calls, cancellation);
        using var loan = answers as IDisposable;
        var headers = new List<NodeHeader>(count);
        for (var i = 0; i < count && AtHeight(Result(answers[i], "eth_getBlockByNumber"), first + (ulong)i, HeaderJson.ReadHeader) is { } header; i++)
        {
            if (i > 0 && header.Parent != headers[^1].Ref.Hash)
            {
                throw Inconsistent($"The node's block {header.Ref.Number} is not the child of its block {headers[^1].Ref.Number}: it moved meanwhile.");
            }

            headers.Add(header);
        }

        return headers;
    }

    /// <summary>The logs of some contracts in one block, asked by the block's hash; complete, by the header's bloom.</summary>
    public async Task<IReadOnlyList<EventLog>> LogsAsync(NodeHeader block, IReadOnlyList<Address> addresses, CancellationToken cancellation)
    {
        if (!addresses.Any(block.Header.LogsBloom.MayContain))
        {
            return [];
        }

        // All logs of the block, not only ours: only then the bloom can be recomputed, which says whether one is missing.
        return await JudgedAsync<IReadOnlyList<EventLog>>(async () =>
        {
            var answers = await SendAsync([new RpcCall("eth_getLogs", $"[{{\"blockHash\":\"{block.Ref.Hash}\"}}]")], cancellation);
            using var loan = answers as IDisposable;
            var logs = Result(answers[0], "eth_getLogs").Items("logs").Select(ReceiptJson.ReadLog).ToArray();
            return IsWhole(block, logs)
                ? [.. logs.Where(log => addresses.Contains(log.Entry.Address))]
                : throw Inconsistent($"The node's logs of block {block.Ref} are not those that the header's bloom promises.");
        });
    }

    /// <summary>The logs of some contracts in linked blocks, in one call; where the blooms leave a doubt, block by block.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<EventLog>>> LogsAsync(
        IReadOnlyList<NodeHeader> blocks, IReadOnlyList<Address> addresses, CancellationToken cancellation)
    {
        if (!blocks.Any(block => addresses.Any(block.Header.LogsBloom.MayContain)))
        {
            return [.. blocks.Select(_ => Array.Empty<EventLog>())];
        }

        var filter = $"[{{\"fromBlock\":\"{RpcJson.Quantity(blocks[0].Ref.Number)}\",\"toBlock\":\"{RpcJson.Quantity(blocks[^1].Ref.Number)}\","
            + $"\"address\":[{string.Join(',', addresses.Select(address => $"\"{address}\""))}]}}]";
        var found = await LogsByBlockAsync(filter, cancellation);
        var result = new List<IReadOnlyList<EventLog>>(blocks.Count);
        foreach (var block in blocks)
        {
            var logs = found.GetValueOrDefault(block.Ref) ?? [];
            result.Add(IsWhole(block, logs) ? logs : await LogsAsync(block, addresses, cancellation));
        }

        return result;
    }

    /// <summary>The logs of a contract with these first topics from one block to another; asked in smaller pieces where the node refuses the whole.</summary>
    /// <remarks>The node may leave some out: whoever asks must be able to tell.</remarks>
    public async Task<IReadOnlyList<EventLog>> FindLogsAsync(
        Address contract, IReadOnlyList<Hash32> topics, ulong from, ulong to, CancellationToken cancellation)
    {
        List<EventLog> found = [];
        for (var window = to - from + 1; from <= to;)
        {
            var last = window - 1 < to - from ? from + window - 1 : to;
            var filter = $"[{{\"address\":\"{contract}\",\"fromBlock\":\"{RpcJson.Quantity(from)}\",\"toBlock\":\"{RpcJson.Quantity(last)}\","
                + $"\"topics\":[{string.Join(',', topics.Select(topic => $"\"{topic}\""))}]}}]";
            var answers = await SendAsync([new RpcCall("eth_getLogs", filter)], cancellation);
            using var loan = answers as IDisposable;
            if (answers[0].Error is not null && window > 1)
            {
                window /= 2;
                continue;
            }

            found.AddRange(Result(answers[0], "eth_getLogs").Items("logs").Select(ReceiptJson.ReadLog));
            from = last + 1;
        }

        return found;
    }

    /// <summary>Where the transaction stands; null while it is not included.</summary>
    public Task<Inclusion?> InclusionAsync(Hash32 transaction, CancellationToken cancellation) => JudgedAsync(async () =>
    {
        var answer = await AskAsync("eth_getTransactionReceipt", $"[\"{transaction}\"]", cancellation);
        var inclusion = answer.ValueKind == JsonValueKind.Null ? null : ReceiptJson.ReadInclusion(answer);
        return inclusion is null || inclusion.Transaction == transaction
            ? inclusion
            : throw Inconsistent($"The node answers another receipt than that of {transaction}.");
    });

    /// <summary>All receipts of a block in order, checked against the header's receipts root.</summary>
    public async Task<IReadOnlyList<Receipt>> ReceiptsAsync(NodeBlock block, CancellationToken cancellation)
    {
        if (block.Transactions.Count == 0)
        {
            return [];
        }

        // One call per transaction in one batch: eth_getBlockReceipts is not everywhere, and slow where it is.
        return await JudgedAsync<IReadOnlyList<Receipt>>(async () =>
        {
            var calls = block.Transactions.Select(hash => new RpcCall("eth_getTransactionReceipt", $"[\"{hash}\"]")).ToArray();
            var answers = await SendAsync(calls, cancellation);
            var receipts = answers.Select(answer => ReceiptJson.ReadReceipt(Result(answer, "eth_getTransactionReceipt"))).ToArray();
            return ReceiptsTrie.Root(receipts) == block.Header.ReceiptsRoot
                ? receipts
                : throw Inconsistent($"The node's receipts of block {block.Ref} do not make the header's receipts root.");
        });
    }

    /// <summary>Tells the pool, where the node is one of several, that its answer to a single question cannot be.</summary>
    private async Task<T> JudgedAsync<T>(Func<Task<T>> ask)
    {
        var pool = transport as NodePool;
        var turn = pool?.Turn ?? 0;
        try
        {
            return await ask();
        }
        catch (ChainFault fault) when (pool is not null && fault.Kind is ChainFaultKind.Inconsistent or ChainFaultKind.Unsupported)
        {
            pool!.Blame(turn, fault);
            throw;
        }
    }

    private static NodeBlock? AtHeight(JsonElement answer, ulong number) => AtHeight(answer, number, HeaderJson.Read);

    private static T? AtHeight<T>(JsonElement answer, ulong number, Func<JsonElement, T> read)
        where T : NodeHeader
    {
        var block = answer.ValueKind == JsonValueKind.Null ? null : read(answer);
        return block is null || block.Ref.Number == number ? block : throw Inconsistent($"The node answers another block than the asked {number}.");
    }

    private async Task<Dictionary<BlockRef, List<EventLog>>> LogsByBlockAsync(string filter, CancellationToken cancellation)
    {
        var answers = await SendAsync([new RpcCall("eth_getLogs", filter)], cancellation);
        using var loan = answers as IDisposable;
        Dictionary<BlockRef, List<EventLog>> found = [];
        List<EventLog>? last = null;
        foreach (var item in Result(answers[0], "eth_getLogs").Items("logs"))
        {
            var log = ReceiptJson.ReadLog(item);
            if (last is null || last[0].Block != log.Block)
            {
                ref var logs = ref CollectionsMarshal.GetValueRefOrAddDefault(found, log.Block, out _);
                last = logs ??= [];
            }

            last.Add(log);
        }

        return found;
    }

    private static bool IsWhole(NodeHeader block, IReadOnlyList<EventLog> logs)
    {
        for (var i = 0; i < logs.Count; i++)
        {
            if (logs[i].Block != block.Ref || (i > 0 && logs[i].Index <= logs[i - 1].Index))
            {
                return false;
            }
        }

        return Bloom.Of(logs.Select(log => log.Entry)).Equals(block.Header.LogsBloom);
    }

    private async Task<NodeBlock> TaggedAsync(string tag, CancellationToken cancellation)
    {
        var answer = await AskAsync("eth_getBlockByNumber", $"[\"{tag}\",false]", cancellation);
        return answer.ValueKind == JsonValueKind.Null
            ? throw new ChainFault(ChainFaultKind.Malformed, $"The node has no block that it calls {tag}.", isTransient: true)
            : HeaderJson.Read(answer);
    }

    private static string ByNumber(ulong number) => $"[\"{RpcJson.Quantity(number)}\",false]";
}
