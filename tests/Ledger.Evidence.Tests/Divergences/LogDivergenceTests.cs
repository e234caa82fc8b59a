// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Divergences;

namespace Ledger.Evidence.Tests.Divergences;

/// <summary>A journal of eleven leaves against a log of which ten were anchored, and six before.</summary>
public sealed class LogDivergenceTests
{
    private const ulong ChainId = 31_337;
    private static readonly byte[] _key = [.. Enumerable.Repeat((byte)9, 32)];
    private static readonly Address _contract = new([.. Enumerable.Repeat((byte)7, 20)]);
    private static readonly Hash32[] _journal = [.. Enumerable.Range(0, 11).Select(i => Keccak256.Hash([(byte)i]))];

    [Fact]
    public void Leaves_that_do_not_make_the_signed_root_are_open()
    {
        var (verdict, steps) = LogDivergenceVerifier.Verify(Sound().Write());
        Assert.Equal(DivergenceVerdict.Open, verdict);
        Assert.Equal(["divergence-file-ok", "divergence-signed-ok", "divergence-log-ok"], steps.Select(step => step.Note.Code));
        Assert.Equal(MerkleTree.Root(_journal.AsSpan(0, 10)), LogDivergenceVerifier.Computed(Sound()));
        Assert.Equal(DivergenceVerdict.Open, LogDivergenceVerifier.Verify(Sound(agreed: 0).Write()).Verdict);
    }

    [Fact]
    public void Each_thing_that_is_not_as_said_is_named()
    {
        var file = Sound();
        Assert.Equal("divergence-signed-wrong", Code(file with { LogKey = _contract }));
        Assert.Equal("divergence-signed-wrong", Code(file with { ChainId = 1 }));
        Assert.Equal("divergence-signed-wrong", Code(file with { UsageLog = Address.Zero }));
        Assert.Equal("divergence-signed-wrong", Code(file with { Agreed = file.Agreed with { Signature = null } }));
        Assert.Equal("divergence-signed-wrong", Code(file with { Agreed = file.Agreed with { Peaks = [file.Agreed.Peaks[1], file.Agreed.Peaks[0]] } }));
        Assert.Equal("divergence-log-wrong", Code(file with { Leaves = file.Leaves[1..] }));
        Assert.Equal("divergence-log-wrong", Code(Sound(agreed: 0) with { Leaves = [] }));
        Assert.Equal("divergence-log-same", Code(Sound(root: MerkleTree.Root(_journal.AsSpan(0, 10)))));
    }

    [Fact]
    public void Every_flipped_bit_of_the_file_makes_it_invalid()
    {
        var bytes = Sound().Write();
        for (var at = 0; at < bytes.Length * 8; at += 3)
        {
            bytes[at / 8] ^= (byte)(1 << (at % 8));
            Assert.Equal(DivergenceVerdict.Invalid, LogDivergenceVerifier.Verify(bytes).Verdict);
            bytes[at / 8] ^= (byte)(1 << (at % 8));
        }
    }

    [Fact]
    public void Peaks_at_any_size_are_a_frontiers()
    {
        var tree = new MerkleTree(_journal);
        for (ulong size = 0; size <= tree.Size; size++)
        {
            Assert.True(MerkleFrontier.TryCreate(size, [.. tree.PeaksAt(size)], out var frontier));
            Assert.Equal(tree.RootAt(size), frontier.Root);
        }
    }

    private static LogDivergenceFile Sound(int agreed = 6, Hash32? root = null)
    {
        var anchored = new Checkpoint(new PoolId(Keccak256.Hash([1])), 2, 10, root ?? Keccak256.Hash([2]));
        Secp256k1.TryRecover(Keccak256.Hash([]), Sign(Keccak256.Hash([])), out var signer);
        var tree = new MerkleTree(_journal);
        return new LogDivergenceFile(
            ChainId, _contract, "two roots", 1_700_000_000, signer,
            new AgreedLog((ulong)agreed, [.. tree.PeaksAt((ulong)agreed)], agreed == 0 ? null : Sign(anchored with { Size = (ulong)agreed, Root = tree.RootAt((ulong)agreed) })),
            [.. _journal[agreed..10]],
            new AnchoredLog(anchored, Sign(anchored), new BlockRef(7, Keccak256.Hash([3])), Keccak256.Hash([4]), 1));
    }

    private static Signature Sign(Checkpoint checkpoint) => Sign(checkpoint.Digest(new Eip712Domain("UsageLog", "1", ChainId, _contract)));

    private static Signature Sign(Hash32 digest) => Secp256k1.Sign(digest, _key);

    private static string Code(LogDivergenceFile file)
    {
        var (verdict, steps) = LogDivergenceVerifier.Verify(file.Write());
        Assert.Equal(DivergenceVerdict.Invalid, verdict);
        return steps.First(step => !step.Ok).Note.Code;
    }
}
