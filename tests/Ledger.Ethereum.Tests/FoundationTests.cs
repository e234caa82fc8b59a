// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Tries;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests;

/// <summary>The Ethereum Foundation's vectors, and those of ethers, as far as npm carries them.</summary>
public sealed class FoundationTests
{
    private static readonly JsonElement Cases = Vectors.Load("foundation.json");

    public static TheoryData<string> Items => Names("rlp");

    public static TheoryData<string> Tries => Names("tries");

    public static TheoryData<string> Messages => Names("typedData");

    [Theory]
    [MemberData(nameof(Items))]
    public void An_item_has_the_rlp_of_the_foundation(string name)
    {
        var vector = Find("rlp", name);
        var writer = new RlpWriter();
        RlpItems.Write(writer, vector.GetProperty("item"));
        Assert.Equal(vector.Text("encoded"), Hex.Encode(writer.Written));
        Assert.Equal(writer.ToArray(), RlpItems.Rewrite(writer.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Tries))]
    public void A_trie_has_the_root_of_the_foundation_and_proves_every_entry(string name)
    {
        var vector = Find("tries", name);
        var entries = vector.GetProperty("entries").EnumerateArray()
            .Select(entry => KeyValuePair.Create(Hex.Decode(entry[0].GetString()), Hex.Decode(entry[1].GetString())))
            .ToArray();
        var trie = PatriciaTrie.Build(entries);
        Assert.Equal(vector.Hash("root"), trie.Root);
        foreach (var (key, value) in entries)
        {
            var verdict = Assert.IsType<PatriciaVerdict.Present>(PatriciaProof.Verify(trie.Root, key, trie.Prove(key)));
            Assert.Equal(value, verdict.Value.ToArray());
            byte[] other = [.. key, 0];
            Assert.IsType<PatriciaVerdict.Absent>(PatriciaProof.Verify(trie.Root, other, trie.Prove(other)));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Typed_data_of_random_types_has_the_digest_of_ethers(string name)
    {
        var vector = Find("typedData", name);
        Assert.True(TypedData.TryParse(vector.GetProperty("typedData"), out var typedData, out var error), error);
        Assert.Equal(vector.Hash("digest"), typedData.Digest);
    }

    private static TheoryData<string> Names(string kind) => [.. Cases.GetProperty(kind).EnumerateArray().Select(vector => vector.Text("name"))];

    private static JsonElement Find(string kind, string name) =>
        Cases.GetProperty(kind).EnumerateArray().Single(vector => string.Equals(vector.Text("name"), name, StringComparison.Ordinal));
}
