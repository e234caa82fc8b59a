// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Tests.World;
using Ledger.Application.Usage;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

/// <summary>A report's lines as the journal keeps them.</summary>
public sealed class PackedLinesTests
{
    private static readonly UInt256 _largest = UInt256.From(System.Numerics.BigInteger.Pow(2, 256) - 1);

    [Fact]
    public void Lines_read_as_they_were_packed()
    {
        UsageLine[] lines =
        [
            .. Records.Lines(300),
            new("机顶盒", PatentAct.Stream, "", "DE", _largest, UInt256.Zero, "EUR", "A1-A9", new string('b', 256), ulong.MaxValue, Records.Salt()),
            new("机顶盒", (PatentAct)255, "DE", "机顶盒", 0, 1, "", "", "A1-A9", 127, Records.Salt()),
        ];
        var packed = PackedLines.Pack(lines);
        Assert.Equal(lines, PackedLines.Read(packed));
        Assert.Empty(PackedLines.Read(PackedLines.Pack([])));
        Assert.Empty(PackedLines.Read([]));
        Assert.True(packed.Length < 70 * lines.Length, $"{packed.Length} bytes");
    }

    [Fact]
    public void Lines_of_an_older_store_are_read_from_their_JSON()
    {
        var lines = Records.Lines(3);
        var json = JsonSerializer.SerializeToUtf8Bytes(lines.Select(line => JsonElement.Parse(ActJson.Message(line))));
        Assert.Equal(lines, PackedLines.Read(json));
    }

    [Fact]
    public void Bytes_that_say_the_same_in_another_way_are_not_as_written()
    {
        UsageLine[] lines = [Records.Lines(1)[0] with { Product = "", MadeIn = "", SoldIn = "", Currency = "", Serials = "", Batch = "", Quantity = 1, Time = 0 }];
        var packed = PackedLines.Pack(lines);
        Assert.True(PackedLines.AreAsWritten(packed, lines));
        Assert.True(PackedLines.AreAsWritten([], []));
        byte[] longer = [packed[0], 0x81, 0x00, .. packed[2..]]; // a count of two bytes where one would do
        Assert.Equal(lines, PackedLines.Read(longer));
        Assert.False(PackedLines.AreAsWritten(longer, lines));
    }

    [Fact]
    public void Bytes_that_were_never_packed_are_damage()
    {
        var packed = PackedLines.Pack(Records.Lines(2));
        for (var length = 1; length < packed.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => PackedLines.Read(packed.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => PackedLines.Read([.. packed, 0]));
        Assert.Throws<InvalidDataException>(() => PackedLines.Read([1, 255, 255, 255, 255, 15]));
    }
}
