// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;
using Ledger.Ethereum.Tries;
using Ledger.Evidence.Divergences;

namespace Ledger.Evidence.Tests.Divergences;

public sealed class ReplayDivergenceTests
{
    private static readonly ReadOnlyMemory<byte>[] _transactions = [new byte[] { 2, 0xc0 }, new byte[] { 2, 0xc1, 1 }];
    private static readonly Hash32 _recorded = Keccak256.Hash([1]);

    [Fact]
    public void A_record_that_gives_another_block_is_open_until_one_is_trusted()
    {
        var file = Sound();
        Assert.Equal(DivergenceVerdict.Open, Verdict(file));
        Assert.Equal(DivergenceVerdict.Ours, Verdict(file, _recorded));
        Assert.Equal(DivergenceVerdict.Theirs, Verdict(file, file.Replayed.Hash));
        Assert.Equal(DivergenceVerdict.Invalid, Verdict(file, _recorded, file.Replayed.Hash));
    }

    [Fact]
    public void Whether_the_block_has_the_records_transactions_is_said_either_way()
    {
        var file = Sound();
        Assert.Equal("divergence-transactions-same", Last(file));
        Assert.Equal("divergence-transactions-other", Last(file with { Transactions = file.Transactions[1..] }));

        static string Last(ReplayDivergenceFile file) => ReplayDivergenceVerifier.Verify(file.Write(), ImmutableHashSet<Hash32>.Empty).Steps[^1].Note.Code;
    }

    [Fact]
    public void Each_thing_that_is_not_as_said_is_named()
    {
        var file = Sound();
        Assert.Equal("divergence-replayed-wrong", Code(file with { Replayed = file.Replayed with { Number = 3 } }));
        Assert.Equal("divergence-replayed-wrong", Code(file with { Replayed = file.Replayed with { Hash = _recorded } }));
        Assert.Equal("divergence-replayed-wrong", Code(file with { Replayed = file.Replayed with { Header = default } }));
        Assert.Equal("divergence-time-other", Code(file with { Time = 1 }));
        Assert.Equal("divergence-same", Code(file with { Recorded = file.Replayed.Hash }));
    }

    [Fact]
    public void Every_flipped_bit_of_the_file_makes_it_invalid()
    {
        var bytes = Sound().Write();
        for (var at = 0; at < bytes.Length * 8; at++)
        {
            bytes[at / 8] ^= (byte)(1 << (at % 8));
            Assert.Equal(DivergenceVerdict.Invalid, ReplayDivergenceVerifier.Verify(bytes, ImmutableHashSet<Hash32>.Empty).Verdict);
            bytes[at / 8] ^= (byte)(1 << (at % 8));
        }
    }

    private static ReplayDivergenceFile Sound()
    {
        var chain = new TestChain();
        chain.Mine(1_700_000_000);
        var header = chain.Head with
        {
            TransactionsRoot = PatriciaTrie.Build(_transactions.Select((raw, i) => KeyValuePair.Create(ReceiptsTrie.Key((ulong)i), raw.ToArray()))).Root,
        };
        return new ReplayDivergenceFile(
            31_337, "two blocks", header.Timestamp, [.. _transactions], _recorded, new DivergentBlock(header.Number, header.Hash(), header.Encode()));
    }

    private static DivergenceVerdict Verdict(ReplayDivergenceFile file, params Hash32[] trusted) =>
        ReplayDivergenceVerifier.Verify(file.Write(), trusted.ToImmutableHashSet()).Verdict;

    private static string Code(ReplayDivergenceFile file)
    {
        var (verdict, steps) = ReplayDivergenceVerifier.Verify(file.Write(), ImmutableHashSet<Hash32>.Empty);
        Assert.Equal(DivergenceVerdict.Invalid, verdict);
        return steps.First(step => !step.Ok).Note.Code;
    }
}
