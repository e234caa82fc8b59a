// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Tests.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.Ethereum.Tests;

/// <summary>Sound proofs, changed at random: they show nothing, or the same as before.</summary>
internal static class ProofMutants
{
    private const int Leaves = 40;

    private static readonly JsonElement Proven = ChainVectors.Block(1);

    private static readonly Hash32 StateRoot = Proven.GetProperty("header").Hash("stateRoot");

    private static readonly Address Holder = Address.Parse(Proven.GetProperty("proof").Text("address"));

    private static readonly byte[][] AccountNodes = Proven.GetProperty("proof").Nodes("accountProof");

    private static readonly Hash32 StorageRoot = Proven.GetProperty("proof").Hash("storageHash");

    private static readonly JsonElement[] Slots = [.. Proven.GetProperty("proof").GetProperty("storageProof").EnumerateArray()];

    /// <summary>A changed proof shows nothing, unless it says the same: never another value, never absence of what is there.</summary>
    public static bool Patricia(Samples samples)
    {
        var entries = Enumerable.Range(0, 1 + samples.Below(20))
            .Select(_ => KeyValuePair.Create(samples.Bytes(1 + samples.Below(3)), samples.Bytes(1 + samples.Below(60))))
            .DistinctBy(entry => Hex.Encode(entry.Key), StringComparer.Ordinal)
            .ToArray();
        var trie = PatriciaTrie.Build(entries);
        var key = samples.Bool() ? entries[samples.Below(entries.Length)].Key : samples.Bytes(1 + samples.Below(3));
        var nodes = trie.Prove(key).ToArray();
        Assert.IsNotType<PatriciaVerdict.Wrong>(PatriciaProof.Verify(trie.Root, key, nodes));
        var (changed, isSame) = ChangeOne(samples, nodes);
        Assert.Equal(isSame, PatriciaProof.Verify(trie.Root, key, changed) is not PatriciaVerdict.Wrong);

        // Under the root of a changed node itself anything may be shown, but the walk has to end in a verdict.
        Assert.NotNull(PatriciaProof.Verify(Keccak256.Hash(changed[0]), key, changed));
        return isSame;
    }

    /// <summary>A changed proof of an account, as a node gave it, shows no account.</summary>
    public static bool Account(Samples samples)
    {
        var (nodes, isSame) = ChangeOne(samples, AccountNodes);
        var verdict = StateProof.VerifyAccount(StateRoot, Holder, nodes, out var account);
        Assert.Equal(isSame, verdict is PatriciaVerdict.Present);
        Assert.Equal(isSame, account != AccountState.Empty);
        return isSame;
    }

    /// <summary>A changed proof of a slot shows no value, and no absence of one.</summary>
    public static bool Storage(Samples samples)
    {
        var slot = Slots[samples.Below(Slots.Length)];
        var (nodes, isSame) = ChangeOne(samples, slot.Nodes("proof"));
        var key = new byte[Hash32.Size];
        slot.Quantity("key").WriteBigEndian(key);
        var verdict = StateProof.VerifyStorage(StorageRoot, new Hash32(key), nodes, out var value);
        Assert.Equal(isSame, verdict is not PatriciaVerdict.Wrong);
        Assert.Equal(isSame ? slot.Quantity("value") : UInt256.Zero, UInt256.FromBigEndian(value.ToArray()));
        return isSame;
    }

    private static (byte[][] Nodes, bool IsSame) ChangeOne(Samples samples, byte[][] nodes)
    {
        var at = samples.Below(nodes.Length);
        var changed = Mutants.Change(samples, nodes[at]);
        return ([.. nodes[..at], changed, .. nodes[(at + 1)..]], changed.AsSpan().SequenceEqual(nodes[at]));
    }

    public static bool Inclusion(Samples samples)
    {
        var tree = new MerkleTree(samples.Hashes(Leaves));
        tree.Append(samples.Hash());
        var index = (ulong)samples.Below((int)tree.Size);
        var path = InclusionProof.Make(tree, index, tree.Size);
        Assert.True(InclusionProof.Verify(tree.Head, tree.Size, index, tree[index], path));
        var changed = ChangePath(samples, path);
        var good = InclusionProof.Verify(tree.Head, tree.Size, index, tree[index], changed);
        Assert.Equal(changed.AsSpan().SequenceEqual(path), good);
        return good;
    }

    public static bool Consistency(Samples samples)
    {
        var tree = new MerkleTree(samples.Hashes(Leaves));
        tree.Append(samples.Hash());
        var old = (ulong)samples.Below((int)tree.Size + 1);
        var path = ConsistencyProof.Make(tree, old, tree.Size);
        Assert.True(ConsistencyProof.Verify(old, tree.RootAt(old), tree.Size, tree.Head, path));
        var changed = ChangePath(samples, path);
        var good = ConsistencyProof.Verify(old, tree.RootAt(old), tree.Size, tree.Head, changed);
        Assert.Equal(changed.AsSpan().SequenceEqual(path), good);
        return good;
    }

    private static Hash32[] ChangePath(Samples samples, Hash32[] path)
    {
        var at = samples.Below(path.Length + 1);
        return samples.Below(4) switch
        {
            0 => [.. path[..at], samples.Hash(), .. path[at..]],
            1 when at < path.Length => [.. path[..at], .. path[(at + 1)..]],
            2 when at < path.Length => [.. path[..at], new Hash32(Flip(samples, path[at])), .. path[(at + 1)..]],
            _ => [.. path[at..], .. path[..at]],
        };
    }

    private static byte[] Flip(Samples samples, Hash32 hash)
    {
        var bytes = hash.ToArray();
        bytes[samples.Below(bytes.Length)] ^= (byte)(1 << samples.Below(8));
        return bytes;
    }
}
