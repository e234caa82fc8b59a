// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.SystemTests.Simulation.Embedded;

/// <summary>What becomes of a transaction, as its data's first byte says.</summary>
internal enum Fate : byte
{
    /// <summary>It stands in a block.</summary>
    Stands,

    /// <summary>The pool says no.</summary>
    Refused,

    /// <summary>The pool takes it, no block can; and what tried it keeps a trace in the state, as anvil does.</summary>
    Tried,
}

/// <summary>
/// An engine's memory: blocks, nonces, pool. A block's hash hangs on its parent, its time, its transactions in order and the state with
/// every trace in it: an engine that was told anything else, or in another order, has another hash.
/// </summary>
internal sealed class SimEngine
{
    private readonly SortedDictionary<string, ulong> _nonces = new(StringComparer.Ordinal);
    private readonly List<(byte[] Raw, SimTransaction Read)> _pool = [];
    private readonly List<JsonObject> _blocks = [];
    private int _traces;

    private SimEngine(ulong chainId) => ChainId = chainId;

    public ulong ChainId { get; }

    public JsonObject Head => _blocks[^1];

    private byte[] State => Encoding.ASCII.GetBytes($"{ChainId} {_traces} {string.Join(',', _nonces)}");

    public static SimEngine Begin(ulong chainId, ulong time)
    {
        var engine = new SimEngine(chainId);
        engine.Seal([], time);
        return engine;
    }

    /// <summary>Takes up a dump; null where it is none.</summary>
    public static SimEngine? Load(ulong chainId, string path)
    {
        try
        {
            var dump = JsonNode.Parse(File.ReadAllBytes(path))!;
            var engine = new SimEngine(chainId) { _traces = dump["traces"]!.GetValue<int>() };
            foreach (var (account, nonce) in dump["nonces"]!.AsObject())
            {
                engine._nonces.Add(account, nonce!.GetValue<ulong>());
            }

            engine._blocks.AddRange(dump["blocks"]!.AsArray().Select(block => block!.DeepClone().AsObject()));
            return engine;
        }
        catch (Exception spoilt) when (spoilt is JsonException or InvalidOperationException or NullReferenceException)
        {
            return null;
        }
    }

    public JsonObject? Block(ulong number) => number < (ulong)_blocks.Count ? _blocks[(int)number] : null;

    public ulong Nonce(Address account) => _nonces.GetValueOrDefault(account.ToString());

    /// <summary>The node that the head's state root is the hash of.</summary>
    public string Root() => Hex.Encode(State);

    /// <summary>The pool's words of refusal; null where it takes it.</summary>
    public string? Send(byte[] raw)
    {
        if (!SimTransaction.TryRead(raw, out var read) || read!.Body.ChainId != ChainId)
        {
            return "malformed";
        }

        if ((Fate)read.Body.Data.Span[0] is Fate.Refused || read.Body.Nonce < Nonce(read.Sender))
        {
            return "the pool says no";
        }

        _pool.Add((raw, read));
        return null;
    }

    /// <summary>Mines what the pool has, in its order; what cannot be executed leaves a trace and stays.</summary>
    public void Mine(ulong time)
    {
        var chosen = new List<SimTransaction>();
        for (var i = 0; i < _pool.Count;)
        {
            var (_, next) = _pool[i];
            var isTurn = next.Body.Nonce == Nonce(next.Sender);
            if (isTurn && (Fate)next.Body.Data.Span[0] is Fate.Stands)
            {
                chosen.Add(next);
                _nonces[next.Sender.ToString()] = next.Body.Nonce + 1;
                _pool.RemoveAt(i);
                i = 0;
            }
            else
            {
                i++;
            }
        }

        _traces += _pool.Count;
        Seal(chosen, time);
    }

    /// <summary>Everything that a block's state is made of, gzip.</summary>
    public string Dump()
    {
        var json = new JsonObject
        {
            ["traces"] = _traces,
            ["nonces"] = new JsonObject(_nonces.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))),
            ["blocks"] = new JsonArray([.. _blocks.Select(block => block.DeepClone())]),
        };
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(JsonSerializer.SerializeToUtf8Bytes(json));
        }

        return Hex.Encode(packed.ToArray());
    }

    private void Seal(IReadOnlyList<SimTransaction> transactions, ulong time)
    {
        var header = new BlockHeader
        {
            ParentHash = _blocks.Count == 0 ? Hash32.Zero : Hash32.Parse(Head["hash"]!.GetValue<string>()),
            OmmersHash = Hash32.Zero,
            Beneficiary = Address.Zero,
            StateRoot = Keccak256.Hash(State),
            TransactionsRoot = Keccak256.Hash([.. transactions.SelectMany(each => each.Hash.ToArray())]),
            ReceiptsRoot = Hash32.Zero,
            LogsBloom = Bloom.Empty,
            Difficulty = 0,
            Number = (ulong)_blocks.Count,
            GasLimit = 120_000_000,
            GasUsed = 0,
            Timestamp = time,
            ExtraData = default,
            MixHash = Hash32.Zero,
            Nonce = 0,
            BaseFee = 7,
        };
        _blocks.Add(SimJson.Block(new SimBlock(
            header, new BlockRef(header.Number, header.Hash()), [.. transactions.Select(each => new SimReceipt(each, true, []))], SimState.Empty)));
    }
}
