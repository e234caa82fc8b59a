// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Tries;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Events;

namespace Ledger.Evidence.Tests.Divergences;

/// <summary>A journal of eleven leaves against a log of which ten were anchored, and six before.</summary>
public sealed class LogDivergenceTests
{
    private const ulong ChainId = 31_337;
    private static readonly HashSet<Hash32> _none = [];
    private static readonly byte[] _key = [.. Enumerable.Repeat((byte)9, 32)];
    private static readonly Address _contract = new([.. Enumerable.Repeat((byte)7, 20)]);
    private static readonly Hash32[] _journal = [.. Enumerable.Range(0, 11).Select(i => Keccak256.Hash([(byte)i]))];

    [Fact]
    public void Leaves_that_do_not_make_the_signed_root_are_open()
    {
        var (verdict, steps) = LogDivergenceVerifier.Verify(Sound().Write(), _none);
        Assert.Equal(DivergenceVerdict.Open, verdict);
        Assert.Equal(["divergence-file-ok", "divergence-signed-ok", "divergence-log-ok", "divergence-anchor-unproven"], steps.Select(step => step.Note.Code));
        Assert.Equal(MerkleTree.Root(_journal.AsSpan(0, 10)), LogDivergenceVerifier.Computed(Sound()));
        Assert.Equal(DivergenceVerdict.Open, LogDivergenceVerifier.Verify(Sound(agreed: 0).Write(), _none).Verdict);
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
            Assert.Equal(DivergenceVerdict.Invalid, LogDivergenceVerifier.Verify(bytes, _none).Verdict);
            bytes[at / 8] ^= (byte)(1 << (at % 8));
        }
    }

    [Fact]
    public void A_trusted_block_that_is_shown_to_hold_the_checkpoint_decides_against_the_journal()
    {
        var file = Proven();
        var bytes = file.Write();
        var (verdict, steps) = LogDivergenceVerifier.Verify(bytes, new HashSet<Hash32> { file.Anchored.Block.Hash });
        Assert.Equal((DivergenceVerdict.Theirs, "divergence-anchor-ok"), (verdict, steps[^1].Note.Code));
        Assert.True(LogDivergenceFile.TryRead(bytes, out var read, out _));
        Assert.Equal(bytes, read.Write());

        // Without trust, with trust in another block, and with trust but no proof, it stays open.
        Assert.Equal(DivergenceVerdict.Open, LogDivergenceVerifier.Verify(bytes, _none).Verdict);
        Assert.Equal(DivergenceVerdict.Open, LogDivergenceVerifier.Verify(bytes, new HashSet<Hash32> { Keccak256.Hash([8]) }).Verdict);
        var unproven = Sound();
        Assert.Equal(DivergenceVerdict.Open, LogDivergenceVerifier.Verify(unproven.Write(), new HashSet<Hash32> { unproven.Anchored.Block.Hash }).Verdict);
    }

    [Fact]
    public void A_proof_of_something_else_is_named()
    {
        var file = Proven();
        var proof = file.Anchored.Proof!;
        Assert.Equal("divergence-anchor-header", Code(With(file.Anchored with { Block = new BlockRef(8, file.Anchored.Block.Hash) })));
        Assert.Equal("divergence-anchor-header", Code(With(file.Anchored with { Block = new BlockRef(7, Keccak256.Hash([3])) })));
        Assert.Equal("divergence-anchor-header", Code(With(file.Anchored with { Proof = proof with { Header = default } })));
        Assert.Equal("divergence-anchor-wrong", Code(With(file.Anchored with { Proof = proof with { LogIndex = 0 } }))); // the log of another epoch
        Assert.Equal("divergence-anchor-wrong", Code(With(file.Anchored with { Proof = proof with { LogIndex = 2 } })));
        Assert.Equal("divergence-anchor-wrong", Code(With(file.Anchored with { Proof = proof with { TransactionIndex = 1 } })));
        Assert.Equal("divergence-anchor-wrong", Code(With(file.Anchored with { Proof = proof with { ReceiptNodes = [] } })));
        Assert.Equal("divergence-anchor-wrong", Code(Proven(succeeded: false)));

        LogDivergenceFile With(AnchoredLog anchored) => file with { Anchored = anchored };
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

    /// <summary>The same with the block that holds the checkpoint: its one receipt has one of another epoch before it.</summary>
    private static LogDivergenceFile Proven(bool succeeded = true)
    {
        var file = Sound();
        LogEntry[] logs = [Event(file.Anchored.Checkpoint with { Epoch = 1 }), Event(file.Anchored.Checkpoint)];
        Receipt[] receipts = [new(2, succeeded, 100_000, Bloom.Of(logs), logs)];
        var header = new BlockHeader
        {
            ParentHash = Hash32.Zero, OmmersHash = Hash32.Zero, Beneficiary = Address.Zero, StateRoot = Hash32.Zero, TransactionsRoot = Hash32.Zero,
            ReceiptsRoot = ReceiptsTrie.Root(receipts), LogsBloom = Bloom.Of(logs), Difficulty = 0, Number = 7, GasLimit = 30_000_000, GasUsed = 100_000,
            Timestamp = 1_700_000_000, ExtraData = default, MixHash = Hash32.Zero, Nonce = 0, BaseFee = 7,
        };
        var proof = new AnchorProof(header.Encode(), 0, 1, [.. ReceiptsTrie.Prove(receipts, 0)]);
        return file with { Anchored = file.Anchored with { Block = new BlockRef(7, header.Hash()), Proof = proof } };
    }

    private static LogEntry Event(Checkpoint act)
    {
        Span<byte> epoch = stackalloc byte[Hash32.Size];
        new UInt256(0, act.Epoch).WriteBigEndian(epoch);
        var data = new AbiWriter();
        data.Uint64("oldSize", 6);
        data.Uint64("size", act.Size);
        data.Bytes32("root", act.Root);
        data.Bytes("signature", Sign(act).ToArray());
        return new LogEntry(_contract, [EventTopics.CheckpointAnchored, act.Pool.Value, new Hash32(epoch)], data.ToArray());
    }

    private static Signature Sign(Checkpoint checkpoint) => Sign(checkpoint.Digest(new Eip712Domain("UsageLog", "1", ChainId, _contract)));

    private static Signature Sign(Hash32 digest) => Secp256k1.Sign(digest, _key);

    private static string Code(LogDivergenceFile file)
    {
        var (verdict, steps) = LogDivergenceVerifier.Verify(file.Write(), _none);
        Assert.Equal(DivergenceVerdict.Invalid, verdict);
        return steps.First(step => !step.Ok).Note.Code;
    }
}
