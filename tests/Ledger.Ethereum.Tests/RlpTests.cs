// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tests;

public sealed class RlpTests
{
    public static TheoryData<int> Cases => Vectors.Indices("rlp.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_item_is_written_as_ethers_and_viem_do_and_read_back(int index)
    {
        var vector = Vectors.Load("rlp.json")[index];
        var writer = new RlpWriter(1);
        RlpItems.Write(writer, vector.GetProperty("item"));
        Assert.Equal(vector.Text("encoded"), Hex.Encode(writer.Written));
        Assert.Equal(writer.ToArray(), RlpItems.Rewrite(writer.ToArray()));
    }

    // The examples of the Ethereum wiki, and integers at their edges.
    [Theory]
    [InlineData(0, "0x80")]
    [InlineData(1, "0x01")]
    [InlineData(127, "0x7f")]
    [InlineData(128, "0x8180")]
    [InlineData(1024, "0x820400")]
    [InlineData(ulong.MaxValue, "0x88ffffffffffffffff")]
    public void An_integer_has_no_leading_zero(ulong value, string encoded)
    {
        var writer = new RlpWriter();
        writer.UInt64(value);
        Assert.Equal(encoded, Hex.Encode(writer.Written));
        var reader = new RlpReader(writer.Written);
        Assert.True(reader.TryReadUInt64(out var again));
        Assert.Equal(value, again);
        Assert.True(reader.IsAtEnd);
    }

    [Theory]
    [InlineData("0x", "nothing")]
    [InlineData("0x8100", "a byte below 0x80 with a prefix")]
    [InlineData("0x817f", "a byte below 0x80 with a prefix")]
    [InlineData("0x81", "a string that ends early")]
    [InlineData("0x83aabb", "a string that ends early")]
    [InlineData("0xb801ff", "a long form of a short length")]
    [InlineData("0xb90001ff", "a length with a leading zero")]
    [InlineData("0xb8", "a length that ends early")]
    [InlineData("0xbb7fffffff", "a length beyond the input")]
    [InlineData("0xbbffffffff", "a length beyond the input")]
    [InlineData("0xbfffffffffffffffff", "a length of 64 bits")]
    [InlineData("0xc1", "a list that ends early")]
    [InlineData("0xf80180", "a long form of a short list")]
    [InlineData("0xffffffffffffffffff", "a list's length of 64 bits")]
    public void What_is_not_canonical_is_refused(string encoded, string because)
    {
        var reader = new RlpReader(Hex.Decode(encoded));
        Assert.False(reader.TryReadRaw(out _), because);
        Assert.False(reader.TryReadBytes(out _), because);
        Assert.False(reader.TryReadList(out _), because);
    }

    [Theory]
    [InlineData("0x820001")]
    [InlineData("0x00")]
    [InlineData("0x89010000000000000000")]
    [InlineData("0xc0")]
    public void An_integer_with_a_leading_zero_or_too_wide_is_refused_and_nothing_is_consumed(string encoded)
    {
        var reader = new RlpReader(Hex.Decode(encoded));
        Assert.False(reader.TryReadUInt64(out _));
        Assert.True(reader.TryReadRaw(out var raw));
        Assert.Equal(encoded, Hex.Encode(raw));
    }

    [Fact]
    public void An_open_list_is_not_written()
    {
        var writer = new RlpWriter();
        _ = writer.BeginList();
        Assert.Throws<InvalidOperationException>(() => writer.ToArray());
    }

    [Fact]
    public void A_long_string_comes_back()
    {
        var writer = new RlpWriter();
        writer.Bytes(new byte[70_000]);
        var reader = new RlpReader(writer.Written);
        Assert.True(reader.TryReadBytes(out var bytes) && reader.IsAtEnd);
        Assert.Equal(70_000, bytes.Length);
    }

    [Fact]
    public void Whatever_is_read_is_written_alike_and_nothing_throws() => Samples.ForAll(samples =>
    {
        var writer = new RlpWriter();
        RlpItems.WriteAny(writer, samples, 4);
        Assert.Equal(writer.ToArray(), RlpItems.Rewrite(writer.ToArray()));
        var changed = samples.Mutate(writer.ToArray());
        if (RlpItems.Rewrite(changed) is { } again)
        {
            Assert.Equal(changed, again);
        }
    });
}
