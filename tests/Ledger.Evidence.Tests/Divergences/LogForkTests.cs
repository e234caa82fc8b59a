// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Divergences;

namespace Ledger.Evidence.Tests.Divergences;

/// <summary>A witness that saw six leaves, and was shown ten of which one of the six is another.</summary>
public sealed class LogForkTests
{
    private const ulong ChainId = 31_337;
    private static readonly TestKey _key = new("log key");
    private static readonly Address _contract = new([.. Enumerable.Repeat((byte)7, 20)]);
    private static readonly Hash32[] _seen = [.. Enumerable.Range(0, 10).Select(i => Keccak256.Hash([(byte)i]))];
    private static readonly Hash32[] _shown = [.. _seen.Select((leaf, i) => i == 2 ? Keccak256.Hash([99]) : leaf)];

    [Fact]
    public void Two_roots_of_one_size_are_proven()
    {
        var (verdict, steps) = LogForkVerifier.Verify(Fork(6).Write());
        Assert.Equal(DivergenceVerdict.Proven, verdict);
        Assert.Equal(["divergence-file-ok", "divergence-fork-signed-ok", "divergence-fork-roots"], steps.Select(step => step.Note.Code));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    public void A_log_of_another_size_without_a_proof_that_holds_is_open(int size)
    {
        Assert.Equal(DivergenceVerdict.Open, LogForkVerifier.Verify(Fork(size).Write()).Verdict);
        Assert.Equal(DivergenceVerdict.Open, LogForkVerifier.Verify((Fork(size) with { Proof = [_seen[0]] }).Write()).Verdict);
    }

    [Fact]
    public void Each_thing_that_is_not_as_said_is_named()
    {
        var file = Fork(10);
        Assert.Equal("divergence-signed-wrong", Code(file with { LogKey = _contract }));
        Assert.Equal("divergence-signed-wrong", Code(file with { ChainId = 1 }));
        Assert.Equal("divergence-signed-wrong", Code(file with { UsageLog = Address.Zero }));
        Assert.Equal("divergence-signed-wrong", Code(file with { Shown = file.Shown with { Signature = file.Seen.Signature } }));
        Assert.Equal("divergence-fork-same", Code(file with { Shown = file.Seen }));
        Assert.Equal("divergence-fork-consistent", Code(file with { Shown = At(10, _seen), Proof = [.. ConsistencyProof.Make(_seen, 6)] }));
        Assert.Equal("divergence-fork-consistent", Code(file with { Shown = At(3, _seen), Proof = [.. ConsistencyProof.Make(_seen.AsSpan(0, 6), 3)] }));
    }

    [Fact]
    public void Every_flipped_bit_of_the_file_makes_it_invalid()
    {
        var bytes = (Fork(10) with { Proof = [_seen[0]] }).Write();
        for (var at = 0; at < bytes.Length * 8; at += 3)
        {
            bytes[at / 8] ^= (byte)(1 << (at % 8));
            Assert.Equal(DivergenceVerdict.Invalid, LogForkVerifier.Verify(bytes).Verdict);
            bytes[at / 8] ^= (byte)(1 << (at % 8));
        }
    }

    private static LogForkFile Fork(int shown) => new(ChainId, _contract, "two logs", 1_700_000_000, _key.Address, At(6, _seen), At(shown, _shown), []);

    private static SignedCheckpoint At(int size, Hash32[] leaves)
    {
        var checkpoint = new Checkpoint(new PoolId(Keccak256.Hash([1])), 2, (ulong)size, MerkleTree.Root(leaves.AsSpan(0, size)));
        return new(checkpoint, _key.Sign(checkpoint.Digest(new Eip712Domain("UsageLog", "1", ChainId, _contract))), new BlockRef(7, Keccak256.Hash([3])));
    }

    private static string Code(LogForkFile file)
    {
        var (verdict, steps) = LogForkVerifier.Verify(file.Write());
        Assert.Equal(DivergenceVerdict.Invalid, verdict);
        return steps.First(step => !step.Ok).Note.Code;
    }
}
