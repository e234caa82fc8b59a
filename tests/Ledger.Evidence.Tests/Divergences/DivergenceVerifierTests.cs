// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Divergences;

namespace Ledger.Evidence.Tests.Divergences;

public sealed class DivergenceVerifierTests
{
    private static readonly LogEntry _log = new(new Address([.. Enumerable.Repeat((byte)7, 20)]), [Keccak256.Hash([1]), Keccak256.Hash([2])], new byte[] { 3 });

    [Fact]
    public void Two_blocks_of_one_height_are_open_until_one_is_trusted()
    {
        var file = Sound();
        Assert.Equal(DivergenceVerdict.Open, Verdict(file));
        Assert.Equal(DivergenceVerdict.Ours, Verdict(file, file.Ours.Hash));
        Assert.Equal(DivergenceVerdict.Theirs, Verdict(file, file.Theirs.Hash));
        Assert.Equal(DivergenceVerdict.Invalid, Verdict(file, file.Ours.Hash, file.Theirs.Hash));
        Assert.Equal(DivergenceVerdict.Open, Verdict(file, Keccak256.Hash([9])));
    }

    [Fact]
    public void Each_thing_that_is_not_as_said_is_named()
    {
        var file = Sound();
        var stranger = file.Facts[0] with { Log = _log with { Topics = [Keccak256.Hash([8])] } };
        Assert.Equal("divergence-ours-wrong", Code(file with { Ours = file.Ours with { Hash = file.Theirs.Hash } }));
        Assert.Equal("divergence-ours-wrong", Code(file with { Ours = file.Ours with { Header = default } }));
        Assert.Equal("divergence-ours-wrong", Code(file with { Ours = file.Ours with { Number = 3 } }));
        Assert.Equal("divergence-theirs-wrong", Code(file with { Theirs = file.Theirs with { Header = file.Ours.Header } }));
        Assert.Equal("divergence-heights-other", Code(file with { Theirs = Block(3, 1) }));
        Assert.Equal("divergence-same", Code(file with { Theirs = file.Ours }));
        Assert.Equal("divergence-not-final", Code(file with { FinalUpTo = 1 }));
        Assert.Equal("divergence-fact-wrong", Code(file with { Facts = [stranger] }));
        Assert.Equal("divergence-fact-wrong", Code(file with { Facts = [file.Facts[0], file.Facts[0]] }));
    }

    [Fact]
    public void Every_flipped_bit_of_the_file_makes_it_invalid()
    {
        var bytes = Sound().Write();
        for (var at = 0; at < bytes.Length * 8; at++)
        {
            bytes[at / 8] ^= (byte)(1 << (at % 8));
            Assert.Equal(DivergenceVerdict.Invalid, DivergenceVerifier.Verify(bytes, ImmutableHashSet<Hash32>.Empty).Verdict);
            bytes[at / 8] ^= (byte)(1 << (at % 8));
        }
    }

    private static DivergenceFile Sound() =>
        new(31_337, "two blocks", 2, 1_700_000_000, Block(2, 1, _log), Block(2, 2), [new("LicenseGranted", Keccak256.Hash([4]), 1, _log)]);

    private static DivergentBlock Block(int number, ulong time, params LogEntry[] logs)
    {
        var chain = new TestChain();
        for (var i = 0; i < number; i++)
        {
            chain.Mine((ulong)i);
        }

        var hash = chain.Mine(100 + time, logs);
        return new((ulong)number, hash, chain.Head.Encode());
    }

    private static DivergenceVerdict Verdict(DivergenceFile file, params Hash32[] trusted) =>
        DivergenceVerifier.Verify(file.Write(), trusted.ToImmutableHashSet()).Verdict;

    private static string Code(DivergenceFile file)
    {
        var (verdict, steps) = DivergenceVerifier.Verify(file.Write(), ImmutableHashSet<Hash32>.Empty);
        Assert.Equal(DivergenceVerdict.Invalid, verdict);
        return steps.First(step => !step.Ok).Note.Code;
    }
}
