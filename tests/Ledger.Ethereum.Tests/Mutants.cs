// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Tests.Blocks;
using Ledger.Ethereum.Tests.Transactions;
using Ledger.Ethereum.Tests.Typed;
using Ledger.Ethereum.Transactions;
using Ledger.Ethereum.Tries;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests;

/// <summary>Sound inputs of every decoder and verifier of the room, changed at random, and what may come of them.</summary>
internal static class Mutants
{
    private const int Leaves = 40;

    private static readonly BlockHeader[] Headers =
        [.. Vectors.Load("chain.json").GetProperty("headers").EnumerateArray().Select(it => ChainVectors.Header(it.GetProperty("header")))];

    /// <summary>Changes one input; true where it was accepted, rightly. Throws, or fails, where it was not rightly.</summary>
    public delegate bool Trial(Samples samples);

    public static IReadOnlyDictionary<string, Trial> All { get; } = new Dictionary<string, Trial>(StringComparer.Ordinal)
    {
        ["rlp"] = Codec(RlpItem, RlpItems.Rewrite),
        ["header"] = Codec(samples => Headers[samples.Below(Headers.Length)].Encode(), bytes => BlockHeader.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["receipt"] = Codec(AnyReceipt, bytes => Receipt.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["legacy transaction"] = Codec(
            samples => new SignedLegacyTransaction(AnyTransaction.Legacy(samples), AnySignature(samples)).Encode(),
            bytes => SignedLegacyTransaction.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["EIP-2930 transaction"] = Codec(
            samples => new SignedTransaction2930(AnyTransaction.AccessList(samples), AnySignature(samples)).Encode(),
            bytes => SignedTransaction2930.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["EIP-1559 transaction"] = Codec(
            samples => new SignedTransaction1559(AnyTransaction.FeeMarket(samples), AnySignature(samples)).Encode(),
            bytes => SignedTransaction1559.TryDecode(bytes, out var it) ? it.Encode() : null),
        ["signature"] = Codec(
            samples => AnySignature(samples).ToArray(), bytes => Signature.TryCreate(bytes, out var it) ? it.ToArray() : null),
        ["ABI"] = Codec(samples => AbiTuple.Encode(Everything.Any(samples)), bytes => AbiTuple.Encode(AbiTuple.Decode<Everything>(bytes))),
        ["typed data"] = TypedDataTrial,
        ["Patricia proof"] = PatriciaTrial,
        ["inclusion proof"] = InclusionTrial,
        ["consistency proof"] = ConsistencyTrial,
    };

    /// <summary>What a codec accepts, it writes back byte for byte; all else it refuses, by null or by a FormatException.</summary>
    private static Trial Codec(Func<Samples, byte[]> make, Func<byte[], byte[]?> rewrite) => samples =>
    {
        var sound = make(samples);
        Assert.Equal(sound, rewrite(sound));
        var changed = Change(samples, sound);
        byte[]? again;
        try
        {
            again = rewrite(changed);
        }
        catch (FormatException)
        {
            return false;
        }

        Assert.Equal(changed, again ?? changed);
        return again is not null;
    };

    private static byte[] Change(Samples samples, byte[] bytes)
    {
        for (var times = 1 + samples.Below(3); times > 0; times--)
        {
            bytes = samples.Mutate(bytes);
        }

        return bytes;
    }

    private static byte[] RlpItem(Samples samples)
    {
        var writer = new RlpWriter();
        RlpItems.WriteAny(writer, samples, 4);
        return writer.ToArray();
    }

    private static byte[] AnyReceipt(Samples samples)
    {
        LogEntry[] logs = [.. Enumerable.Range(0, samples.Below(3)).Select(_ => new LogEntry(samples.Address(), samples.Hashes(4), samples.BytesUpTo(90)))];
        return new Receipt((byte)samples.Below(5), samples.Bool(), samples.UInt64(), Bloom.Of(logs), logs).Encode();
    }

    private static Signature AnySignature(Samples samples)
    {
        var (r, s) = (samples.Key(), samples.Key());
        (r[31], s[0], s[31]) = ((byte)(r[31] | 1), (byte)(s[0] & 0x3F), (byte)(s[31] | 1));
        return Signature.TryCreate(new Hash32(r), new Hash32(s), (byte)(27 + samples.Below(2)), out var signature)
            ? signature
            : throw new InvalidOperationException("No signature.");
    }

    /// <summary>Changed typed data are refused, or signed as the digest of what they say now: by our own structs, if they can still say it.</summary>
    private static bool TypedDataTrial(Samples samples)
    {
        var sound = TypedDataTexts.Of(Everything.Any(samples));
        var changed = Change(samples, Encoding.UTF8.GetBytes(sound));
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(changed);
        }
        catch (JsonException)
        {
            return false; // no JSON at all: not ours to judge
        }

        using (document)
        {
            if (!TypedData.TryParse(document.RootElement, out var typedData, out _))
            {
                return false;
            }

            if (TypedDataTexts.TryRead(document.RootElement, typedData, out var value) && TypedDataTexts.SaysTypes(document.RootElement))
            {
                Assert.Equal(Eip712.HashStruct(value), typedData.StructHash);
            }

            return true;
        }
    }

    /// <summary>A changed proof shows nothing, unless it says the same: never another value, never absence of what is there.</summary>
    private static bool PatriciaTrial(Samples samples)
    {
        var entries = Enumerable.Range(0, 1 + samples.Below(20))
            .Select(_ => KeyValuePair.Create(samples.Bytes(1 + samples.Below(3)), samples.Bytes(1 + samples.Below(60))))
            .DistinctBy(entry => Hex.Encode(entry.Key), StringComparer.Ordinal)
            .ToArray();
        var trie = PatriciaTrie.Build(entries);
        var key = samples.Bool() ? entries[samples.Below(entries.Length)].Key : samples.Bytes(1 + samples.Below(3));
        var nodes = trie.Prove(key).ToArray();
        Assert.IsNotType<PatriciaVerdict.Wrong>(PatriciaProof.Verify(trie.Root, key, nodes));
        var at = samples.Below(nodes.Length);
        var before = nodes[at];
        nodes[at] = Change(samples, before);
        var isSame = nodes[at].AsSpan().SequenceEqual(before);
        var verdict = PatriciaProof.Verify(trie.Root, key, nodes);
        Assert.Equal(isSame, verdict is not PatriciaVerdict.Wrong);

        // Under the root of the changed node itself anything may be shown, but the walk has to end in a verdict.
        Assert.NotNull(PatriciaProof.Verify(Keccak256.Hash(nodes[at]), key, nodes[at..]));
        return isSame;
    }

    private static bool InclusionTrial(Samples samples)
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

    private static bool ConsistencyTrial(Samples samples)
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
