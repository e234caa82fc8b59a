// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Model;
using Ledger.Evidence.Promises;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Tests.Promises;

/// <summary>A pool's log on a chain of real headers and tries, and a promise of one of its leaves.</summary>
internal sealed class PromiseWorld
{
    public const ulong Begin = 1_700_000_000;
    public const ulong Due = Begin + 1000;
    public const int PromisedIndex = 5;

    public static readonly TestKey LogKey = new("log");
    public static readonly TestKey NextKey = new("next log");

    private readonly TestChain _chain = new();
    private readonly List<EventProof> _events = [];
    private readonly List<ulong> _sizes = [0];
    private readonly SignatureRun _anybody = new([]);
    private Hash32 _logKeysHead;
    private Address _present = LogKey.Address;

    public PromiseWorld()
    {
        Charter = new(
            Governance.GovernmentLed, new PartyId(Salt("administrator")), [Salt("administrator")], 0, default, default, LogKey.Address, 31_337,
            At(1), At(2), At(3), At(4), Salt("charter"), ulong.MaxValue, Salt("pool"));
        Deployment = new(false, new(Charter.ChainId, Charter.Parties, Charter.Pools, Charter.Licenses, Charter.UsageLog));
        Promise = new(Charter.Id, 0, PromisedIndex, Leaves[PromisedIndex], Due);
        _chain.Store(Charter.Pools, StorageSlots.Office(Charter.Id), new PoolOffice(0, 1, LogKey.Address).ToSlot());
        _chain.Store(Charter.UsageLog, Salt("something else"), Salt("word"));
        _chain.Mine(Begin);
    }

    public PoolCharter Charter { get; }

    public EvidenceDeployment Deployment { get; }

    public Promise Promise { get; set; }

    public static Hash32[] Leaves { get; } = [.. Enumerable.Range(0, 12).Select(i => Salt("leaf" + i))];

    public IEnumerable<BlockHeader> Headers => _chain.Headers;

    public IReadOnlyList<EventProof> Events => _events;

    public PromiseTrust Trust => new([_chain.Head.Hash()]);

    public static Hash32 Salt(string word) => EvidenceWorld.Salt(word);

    /// <summary>An empty block.</summary>
    public PromiseWorld Mine(ulong time)
    {
        _chain.Mine(time);
        return this;
    }

    /// <summary>A block with a checkpoint over so many of the leaves.</summary>
    public PromiseWorld Anchor(ulong time, int size, Hash32[]? leaves = null)
    {
        var checkpoint = Checkpoint(size, leaves);
        var block = _chain.Mine(time, TestLogs.Of(Deployment, checkpoint, _sizes[^1], _anybody));
        _events.Add(_chain.Prove(block));
        _sizes[^1] = checkpoint.Size;
        _chain.Store(Charter.UsageLog, StorageSlots.LogSize(Charter.Id, checkpoint.Epoch), Number(checkpoint.Size));
        return this;
    }

    /// <summary>A block that seals the epoch.</summary>
    public PromiseWorld Rekey(ulong time, TestKey? key = null)
    {
        var change = new LogKeyChange(Charter.Id, (ushort)_sizes.Count, (key ?? NextKey).Address, false, _logKeysHead, ulong.MaxValue, Salt("change"));
        var block = _chain.Mine(time, TestLogs.Of(Deployment, change, _anybody));
        _events.Add(_chain.Prove(block));
        _sizes.Add(0);
        _present = change.LogKey;
        _chain.Store(Charter.Pools, StorageSlots.LogKeysHead(Charter.Id), _logKeysHead = change.ActId);
        _chain.Store(Charter.Pools, StorageSlots.Office(Charter.Id), new PoolOffice(change.Epoch, 1, _present).ToSlot());
        return this;
    }

    public Checkpoint Checkpoint(int size, Hash32[]? leaves = null) =>
        new(Charter.Id, (ulong)(_sizes.Count - 1), (ulong)size, MerkleTree.Root((leaves ?? Leaves).AsSpan(0, size)));

    /// <summary>The file at a last block of that time, with the events of these positions and the leaf at an index under a checkpoint.</summary>
    public PromiseFile File(ulong time, int[]? events = null, PromiseInclusion? inclusion = null, TestKey? signer = null)
    {
        _chain.Mine(time);
        EventProof[] shown = [.. (events ?? [.. Enumerable.Range(0, _events.Count)]).Select(position => _events[position])];
        HashSet<Hash32> used = [_chain.Head.Hash(), .. shown.Select(proof => proof.Block)];
        var first = _chain.Headers.TakeWhile(header => !used.Contains(header.Hash())).Count();
        return new(
            Promise,
            (signer ?? LogKey).Sign(Promise.Digest(Deployment.DomainOf(ContractName.UsageLog))),
            Charter,
            [.. _chain.Headers.Skip(first).Select(header => header.Encode())],
            [.. shown],
            ProveOf(Charter.Id),
            inclusion);
    }

    /// <summary>The state of a pool's log at the last block.</summary>
    public PromiseProof ProveOf(PoolId pool) => new(
        _chain.Head.Hash(),
        [.. _chain.ProveAccount(Charter.Pools)],
        [.. _chain.ProveSlot(Charter.Pools, StorageSlots.Office(pool))],
        [.. _chain.ProveSlot(Charter.Pools, StorageSlots.LogKeysHead(pool))],
        [.. _chain.ProveAccount(Charter.UsageLog)],
        [.. Enumerable.Range(0, _sizes.Count).Skip((int)Promise.Epoch).Select(epoch => new SealProof(
            (ulong)epoch, [.. _chain.ProveSlot(Charter.UsageLog, StorageSlots.LogSize(pool, (ulong)epoch))]))]);

    /// <summary>The leaf at an index, under the present epoch's checkpoint of a size.</summary>
    public PromiseInclusion Include(int size, int index = PromisedIndex, Hash32[]? leaves = null)
    {
        var tree = (leaves ?? Leaves).AsSpan(0, size);
        return new(Checkpoint(size, leaves).ActId, tree[index], [.. InclusionProof.Make(tree, (ulong)index)]);
    }

    private static Address At(byte number) => new([.. Enumerable.Repeat(number, 20)]);

    private static Hash32 Number(ulong value)
    {
        var word = new byte[Hash32.Size];
        BinaryPrimitives.WriteUInt64BigEndian(word.AsSpan(24), value);
        return new(word);
    }
}
