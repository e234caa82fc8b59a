// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Tests.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.Ethereum.Tests.Tries;

public sealed class StateProofTests
{
    private static Hash32 StateRoot(int block) => ChainVectors.Block(block).GetProperty("header").Hash("stateRoot");

    private static JsonElement Proof(int block) => ChainVectors.Block(block).GetProperty("proof");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_account_is_what_eth_getProof_says_and_proves(int block)
    {
        var proof = Proof(block);
        var verdict = StateProof.VerifyAccount(StateRoot(block), Address.Parse(proof.Text("address")), proof.Nodes("accountProof"), out var account);
        Assert.IsNotType<PatriciaVerdict.Wrong>(verdict);
        Assert.Equal(proof.Number("nonce"), account.Nonce);
        Assert.Equal(proof.Quantity("balance"), account.Balance);
        Assert.Equal(proof.Hash("storageHash"), account.StorageRoot);
        Assert.Equal(proof.Hash("codeHash"), account.CodeHash);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_slot_is_what_eth_getProof_says_and_proves_also_when_it_is_empty(int block)
    {
        var proof = Proof(block);
        foreach (var slot in proof.GetProperty("storageProof").EnumerateArray())
        {
            var key = new byte[32];
            slot.Quantity("key").WriteBigEndian(key);
            var verdict = StateProof.VerifyStorage(proof.Hash("storageHash"), new Hash32(key), slot.Nodes("proof"), out var value);
            Assert.Equal(slot.Quantity("value"), UInt256.FromBigEndian(value.ToArray()));
            Assert.Equal(value.IsZero, verdict is PatriciaVerdict.Absent);
            Assert.Equal(!value.IsZero, verdict is PatriciaVerdict.Present);
        }
    }

    [Fact]
    public void An_account_that_was_never_touched_is_proven_empty()
    {
        var proof = Proof(2);
        var stranger = Address.Parse("0x00000000000000000000000000000000deadbeef");
        var wrong = StateProof.VerifyAccount(StateRoot(2), stranger, proof.Nodes("accountProof"), out var account);
        Assert.IsNotType<PatriciaVerdict.Present>(wrong);
        Assert.Equal(AccountState.Empty, account);
    }

    [Fact]
    public void A_proof_counts_under_its_own_root_only()
    {
        var proof = Proof(1);
        var verdict = StateProof.VerifyAccount(StateRoot(2), Address.Parse(proof.Text("address")), proof.Nodes("accountProof"), out _);
        Assert.Equal(new PatriciaVerdict.Wrong(PatriciaFlaw.WrongRoot, 0), verdict);
    }

    [Theory]
    [InlineData("0x00")]
    [InlineData("0xc0")]
    [InlineData("0x0101")]
    [InlineData("0xa1010101010101010101010101010101010101010101010101010101010101010101")]
    public void A_slot_whose_value_is_no_word_is_malformed(string hex)
    {
        var slot = Keccak256.Hash([1]);
        var trie = PatriciaTrie.Build([KeyValuePair.Create(Keccak256.Hash(slot.ToArray()).ToArray(), Hex.Decode(hex))]);
        var nodes = trie.Prove(Keccak256.Hash(slot.ToArray()).ToArray());
        Assert.Equal(new PatriciaVerdict.Wrong(PatriciaFlaw.MalformedValue, 0), StateProof.VerifyStorage(trie.Root, slot, nodes, out var read));
        Assert.True(read.IsZero);
    }

    [Fact]
    public void A_zero_that_stands_in_the_trie_is_a_zero()
    {
        var slot = Keccak256.Hash([1]);
        var key = Keccak256.Hash(slot.ToArray()).ToArray();
        var trie = PatriciaTrie.Build([KeyValuePair.Create(key, Hex.Decode("0x80"))]);
        Assert.IsType<PatriciaVerdict.Present>(StateProof.VerifyStorage(trie.Root, slot, trie.Prove(key), out var read));
        Assert.True(read.IsZero);
    }

    [Theory]
    [InlineData("0x80", "no list")]
    [InlineData("0xc0", "no fields")]
    [InlineData("0xc20101", "two fields")]
    [InlineData("0xf8440180a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a47000", "a byte behind")]
    [InlineData("0xf8450180a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a47001", "five fields")]
    [InlineData("0xf8440080a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", "a nonce with a leading zero")]
    [InlineData("0xf84301809f56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b4a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", "a root of 31 bytes")]
    public void An_account_that_is_none_is_malformed(string hex, string because)
    {
        var (verdict, account) = Account(hex);
        Assert.True(new PatriciaVerdict.Wrong(PatriciaFlaw.MalformedValue, 0) == verdict, because);
        Assert.Equal(AccountState.Empty, account);
    }

    [Fact]
    public void An_account_that_stands_in_a_trie_of_our_own_is_read()
    {
        var (verdict, account) = Account(
            "0xf8440180a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        Assert.IsType<PatriciaVerdict.Present>(verdict);
        Assert.Equal(AccountState.Empty with { Nonce = 1 }, account);
    }

    private static (PatriciaVerdict Verdict, AccountState Account) Account(string hex)
    {
        var address = Address.Parse("0x00000000000000000000000000000000deadbeef");
        var key = Keccak256.Hash(address.ToArray()).ToArray();
        var trie = PatriciaTrie.Build([KeyValuePair.Create(key, Hex.Decode(hex))]);
        return (StateProof.VerifyAccount(trie.Root, address, trie.Prove(key), out var account), account);
    }
}
