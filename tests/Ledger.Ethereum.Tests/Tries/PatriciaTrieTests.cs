// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Ethereum.Tries;

namespace Ledger.Ethereum.Tests.Tries;

public sealed class PatriciaTrieTests
{
    // trieanyorder.json of ethereum/tests.
    [Theory]
    [InlineData("A=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0xd23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab")]
    [InlineData("doe=reindeer dog=puppy dogglesworth=cat", "0x8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3")]
    [InlineData("do=verb horse=stallion doge=coin dog=puppy", "0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84")]
    [InlineData("foo=bar food=bass", "0x17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3")]
    [InlineData("be=e dog=puppy bed=d", "0x3f67c7a47520f79faa29255d2d3c084a7a6df0453116ed7232ff10277a8be68b")]
    [InlineData("test=test te=testy", "0x8452568af70d8d140f58d941338542f645fcca50094b20f3c3d8c3df49337928")]
    [InlineData("", "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")]
    public void A_trie_has_the_root_that_the_ethereum_tests_give_it(string entries, string root)
    {
        var trie = Build(entries);
        Assert.Equal(Hash32.Parse(root), trie.Root);
        foreach (var entry in entries.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')))
        {
            var key = Encoding.ASCII.GetBytes(entry[0]);
            var verdict = Assert.IsType<PatriciaVerdict.Present>(PatriciaProof.Verify(trie.Root, key, trie.Prove(key)));
            Assert.Equal(entry[1], Encoding.ASCII.GetString(verdict.Value.Span));
        }
    }

    [Fact]
    public void Keys_of_bytes_that_begin_with_zero_are_told_apart()
    {
        var trie = PatriciaTrie.Build(
        [
            KeyValuePair.Create(Hex.Decode("0x0045"), Hex.Decode("0x0123456789")),
            KeyValuePair.Create(Hex.Decode("0x4500"), Hex.Decode("0x9876543210")),
        ]);
        Assert.Equal(Hash32.Parse("0x285505fcabe84badc8aa310e2aae17eddc7d120aabec8a476902c8184b3a3503"), trie.Root);
    }

    [Fact]
    public void A_key_twice_or_an_empty_value_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Build("a=b a=c"));
        Assert.Throws<ArgumentException>(() => Build("a="));
    }

    [Fact]
    public void Every_key_is_proven_present_or_absent_and_a_changed_proof_never_says_otherwise() => Samples.ForAll(samples =>
    {
        var entries = Enumerable.Range(0, samples.Below(40))
            .Select(_ => KeyValuePair.Create(samples.Bytes(1 + samples.Below(3)), samples.Bytes(1 + samples.Below(60))))
            .DistinctBy(entry => Hex.Encode(entry.Key), StringComparer.Ordinal)
            .ToArray();
        var trie = PatriciaTrie.Build(entries);
        for (var tries = 0; tries < 20; tries++)
        {
            var key = entries.Length > 0 && samples.Bool() ? entries[samples.Below(entries.Length)].Key : samples.Bytes(1 + samples.Below(3));
            var value = Array.Find(entries, entry => entry.Key.AsSpan().SequenceEqual(key)).Value;
            var nodes = trie.Prove(key);
            Says(PatriciaProof.Verify(trie.Root, key, nodes), value);

            if (nodes.Count > 0)
            {
                var changed = nodes.ToArray();
                var at = samples.Below(changed.Length);
                changed[at] = samples.Mutate(changed[at]);
                if (!changed[at].AsSpan().SequenceEqual(nodes[at]))
                {
                    Assert.IsType<PatriciaVerdict.Wrong>(PatriciaProof.Verify(trie.Root, key, changed));
                }

                Assert.IsType<PatriciaVerdict.Wrong>(PatriciaProof.Verify(trie.Root, key, [.. nodes, nodes[^1]]));
                Assert.IsType<PatriciaVerdict.Wrong>(PatriciaProof.Verify(trie.Root, key, [.. nodes.Take(nodes.Count - 1)]));
            }
        }
    });

    [Fact]
    public void Random_nodes_under_their_own_root_always_get_a_verdict() => Samples.ForAll(samples =>
    {
        var node = samples.Mutate(samples.Mutate(Build("do=verb horse=stallion doge=coin dog=puppy").Prove("dog"u8)[samples.Below(3)]));
        Assert.NotNull(PatriciaProof.Verify(Keccak256.Hash(node), samples.BytesUpTo(3), [node]));
    });

    private static void Says(PatriciaVerdict verdict, byte[]? value)
    {
        if (value is null)
        {
            Assert.IsType<PatriciaVerdict.Absent>(verdict);
        }
        else
        {
            Assert.Equal(value, Assert.IsType<PatriciaVerdict.Present>(verdict).Value.ToArray());
        }
    }

    private static PatriciaTrie Build(string entries) => PatriciaTrie.Build(
        entries.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')).Select(entry =>
            KeyValuePair.Create(Encoding.ASCII.GetBytes(entry[0]), Encoding.ASCII.GetBytes(entry[1]))));
}
