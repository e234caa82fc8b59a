// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.Ethereum.Tests.Blocks;

public sealed class ReceiptTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 14)]
    [InlineData(2, 140)]
    [InlineData(3, 2)]
    public void A_blocks_receipts_have_the_root_and_the_filter_of_its_header(int block, int count)
    {
        var receipts = ChainVectors.Receipts(ChainVectors.Block(block));
        var header = ChainVectors.Header(ChainVectors.Block(block).GetProperty("header"));
        Assert.Equal(count, receipts.Count);
        Assert.Equal(header.Hash(), ChainVectors.Block(block).GetProperty("header").Hash("hash"));
        Assert.Equal(header.ReceiptsRoot, ReceiptsTrie.Root(receipts));
        Assert.Equal(header.LogsBloom, Bloom.Of(receipts.SelectMany(receipt => receipt.Logs)));
        Assert.All(receipts, receipt => Assert.True(header.LogsBloom.Covers(receipt.Bloom)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_receipt_is_proven_at_its_index_and_none_behind_the_last(int block)
    {
        var receipts = ChainVectors.Receipts(ChainVectors.Block(block));
        var root = ChainVectors.Block(block).GetProperty("header").Hash("receiptsRoot");
        for (var index = 0; index < receipts.Count; index++)
        {
            var verdict = ReceiptsTrie.Verify(root, (ulong)index, ReceiptsTrie.Prove(receipts, index), out var receipt);
            Assert.IsType<PatriciaVerdict.Present>(verdict);
            Assert.Equal(receipts[index], receipt);
        }

        var behind = ReceiptsTrie.Prove(receipts, receipts.Count);
        Assert.IsType<PatriciaVerdict.Absent>(ReceiptsTrie.Verify(root, (ulong)receipts.Count, behind, out _));
    }

    [Fact]
    public void There_is_a_receipt_of_every_type_from_0_to_4() => Assert.Equal(
        [0, 1, 2, 3, 4],
        Enumerable.Range(0, 4).SelectMany(block => ChainVectors.Receipts(ChainVectors.Block(block))).Select(receipt => (int)receipt.Type).Distinct().Order());

    [Fact]
    public void A_value_that_is_no_receipt_is_a_malformed_value()
    {
        var trie = PatriciaTrie.Build([KeyValuePair.Create(ReceiptsTrie.Key(0), new byte[] { 1, 2, 3 })]);
        var verdict = ReceiptsTrie.Verify(trie.Root, 0, trie.Prove(ReceiptsTrie.Key(0)), out var receipt);
        Assert.Equal(new PatriciaVerdict.Wrong(PatriciaFlaw.MalformedValue, 0), verdict);
        Assert.Null(receipt);
    }

    [Fact]
    public void Any_receipt_comes_back_and_a_changed_one_never_as_the_same() => Samples.ForAll(samples =>
    {
        LogEntry[] logs = [.. Enumerable.Range(0, samples.Below(4)).Select(_ => new LogEntry(samples.Address(), samples.Hashes(4), samples.BytesUpTo(90)))];
        var receipt = new Receipt((byte)samples.Below(0x80), samples.Bool(), samples.UInt64(), Bloom.Of(logs), logs);
        Assert.True(Receipt.TryDecode(receipt.Encode(), out var again));
        Assert.Equal(receipt, again);
        var changed = samples.Mutate(receipt.Encode());
        if (Receipt.TryDecode(changed, out var other))
        {
            Assert.Equal(changed, other.Encode());
        }
    });

    [Fact]
    public void A_filter_that_is_not_that_of_the_entries_is_refused()
    {
        var receipt = ChainVectors.Receipts(ChainVectors.Block(1))[0];
        Assert.False(Receipt.TryDecode((receipt with { Bloom = Bloom.Empty }).Encode(), out _));
    }

    [Fact]
    public void A_filter_knows_what_is_not_there()
    {
        var log = ChainVectors.Receipts(ChainVectors.Block(1))[3].Logs[0];
        var filter = Bloom.Of([log]);
        Assert.True(filter.MayContain(log.Address));
        Assert.All(log.Topics, topic => Assert.True(filter.MayContain(topic)));
        Assert.False(filter.MayContain(Address.Zero));
        Assert.False(Bloom.Empty.MayContain(log.Address));
        Assert.False(Bloom.Empty.Covers(filter));
        Assert.False(Bloom.TryCreate(new byte[255], out _));
    }
}
