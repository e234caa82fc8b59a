// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain.Tests;

/// <summary>A chain of headers that hash as they must, in memory; it can be reorganised, cut, and made to lie.</summary>
public sealed class ScriptedChain : INodeTransport
{
    private readonly List<ScriptedBlock> _blocks = [];

    public ScriptedChain(int blocks = 0)
    {
        Add(branch: 0);
        for (var i = 0; i < blocks; i++)
        {
            Add(branch: 0);
        }
    }

    /// <summary>The contract whose logs the tests follow.</summary>
    public static Address Contract { get; } = Address.Parse("0x00000000000000000000000000000000000000c1");

    public static Address Stranger { get; } = Address.Parse("0x00000000000000000000000000000000000000d1");

    public EthereumNode Node => new(this);

    public BlockRef Head => _blocks[^1].Ref;

    /// <summary>The most blocks that one eth_getLogs may span; more is refused.</summary>
    public ulong MaxLogRange { get; set; } = ulong.MaxValue;

    /// <summary>Changes the JSON of an answer before it leaves.</summary>
    public Func<RpcCall, string, string> Twist { get; set; } = (_, json) => json;

    public ulong FinalizedNumber { get; set; }

    public List<string> Asked { get; } = [];

    public BlockRef this[int number] => _blocks[number].Ref;

    /// <summary>The refs from the head down, as a caller would hold them.</summary>
    public List<BlockRef> Recent() => [.. Enumerable.Reverse(_blocks).Select(block => block.Ref)];

    public void Add(byte branch, params LogEntry[] logs)
    {
        var number = (ulong)_blocks.Count;
        var extra = new[] { branch };
        var header = new BlockHeader
        {
            ParentHash = number == 0 ? Hash32.Zero : _blocks[^1].Ref.Hash,
            OmmersHash = Keccak256.Hash([0xc0]),
            Beneficiary = Address.Zero,
            StateRoot = Hash32.Zero,
            TransactionsRoot = Hash32.Zero,
            ReceiptsRoot = Hash32.Zero,
            LogsBloom = Bloom.Of(logs),
            Difficulty = UInt256.Zero,
            Number = number,
            GasLimit = 30_000_000,
            GasUsed = 0,
            Timestamp = 1_700_000_000 + (12 * number),
            ExtraData = extra,
            MixHash = Hash32.Zero,
            Nonce = 0,
            BaseFee = 7,
        };
        _blocks.Add(new ScriptedBlock(header, new BlockRef(number, header.Hash()), logs));
    }

    /// <summary>Replaces the newest <paramref name="depth"/> blocks by as many others, and one more.</summary>
    public void Reorg(int depth, byte branch)
    {
        Cut(depth);
        for (var i = 0; i <= depth; i++)
        {
            Add(branch);
        }
    }

    public void Cut(int depth) => _blocks.RemoveRange(_blocks.Count - depth, depth);

    public static LogEntry Log(byte topic, Address? from = null)
    {
        Span<byte> word = stackalloc byte[32];
        word.Fill(topic);
        return new LogEntry(from ?? Contract, [new Hash32(word)], new byte[] { topic });
    }

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select(Answer)]);

    public RpcAnswer Answer(RpcCall call)
    {
        Asked.Add(call.Method);
        var args = call.ReadParameters();
        switch (call.Method)
        {
            case "eth_getBlockByNumber":
                var tag = args[0].GetString()!;
                var number = tag == "latest" ? Head.Number : tag == "finalized" ? FinalizedNumber : Parse(tag);
                return Said(call, number < (ulong)_blocks.Count ? Json(_blocks[(int)number]) : "null");
            case "eth_getBlockByHash":
                return Said(call, _blocks.Find(block => block.Ref.Hash.ToString() == args[0].GetString()) is { } found ? Json(found) : "null");
            case "eth_chainId":
                return Said(call, "\"0x1\"");
            case "eth_getLogs":
                return Logs(call, args[0]);
            default:
                return RpcAnswer.Refused(-32601, "Method not found");
        }
    }

    private RpcAnswer Logs(RpcCall call, JsonElement filter)
    {
        IEnumerable<ScriptedBlock> blocks;
        if (filter.TryGetProperty("blockHash", out var hash))
        {
            blocks = _blocks.Where(block => block.Ref.Hash.ToString() == hash.GetString());
        }
        else
        {
            var (from, to) = (Parse(filter.GetProperty("fromBlock").GetString()!), Parse(filter.GetProperty("toBlock").GetString()!));
            if (to - from >= MaxLogRange)
            {
                return RpcAnswer.Refused(-32000, "query exceeds max block range, upgrade your plan");
            }

            blocks = _blocks.Where(block => block.Ref.Number >= from && block.Ref.Number <= to);
        }

        var wanted = filter.TryGetProperty("address", out var addresses) ? addresses.EnumerateArray().Select(address => address.GetString()!).ToHashSet(StringComparer.Ordinal) : null;
        var logs = blocks.SelectMany(block => block.Logs.Select((log, index) => (block, log, index)))
            .Where(entry => wanted is null || wanted.Contains(entry.log.Address.ToString()))
            .Select(entry => Json(entry.block, entry.log, entry.index));
        return Said(call, $"[{string.Join(',', logs)}]");
    }

    private RpcAnswer Said(RpcCall call, string json) => RpcAnswer.OfJson(Twist(call, json));

    private static ulong Parse(string quantity) => ulong.Parse(quantity.AsSpan()[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Json(ScriptedBlock block) =>
        $$"""
        {"hash":"{{block.Ref.Hash}}","parentHash":"{{block.Header.ParentHash}}","sha3Uncles":"{{block.Header.OmmersHash}}","miner":"{{block.Header.Beneficiary}}",
        "stateRoot":"{{block.Header.StateRoot}}","transactionsRoot":"{{block.Header.TransactionsRoot}}","receiptsRoot":"{{block.Header.ReceiptsRoot}}",
        "logsBloom":"{{block.Header.LogsBloom}}","difficulty":"0x0","number":"0x{{block.Ref.Number:x}}","gasLimit":"0x{{block.Header.GasLimit:x}}","gasUsed":"0x0",
        "timestamp":"0x{{block.Header.Timestamp:x}}","extraData":"{{Hex.Encode(block.Header.ExtraData.Span)}}","mixHash":"{{Hash32.Zero}}","nonce":"0x0000000000000000",
        "baseFeePerGas":"0x7","transactions":[]}
        """;

    private static string Json(ScriptedBlock block, LogEntry log, int index) =>
        $$"""
        {"address":"{{log.Address}}","topics":["{{log.Topics[0]}}"],"data":"{{Hex.Encode(log.Data.Span)}}","blockNumber":"0x{{block.Ref.Number:x}}",
        "blockHash":"{{block.Ref.Hash}}","transactionHash":"{{Hash32.Zero}}","transactionIndex":"0x0","logIndex":"0x{{index:x}}"}
        """;

    private sealed record ScriptedBlock(BlockHeader Header, BlockRef Ref, LogEntry[] Logs);
}
