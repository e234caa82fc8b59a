// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Abi;

namespace Ledger.Ethereum.Tests;

public sealed class AbiTests
{
    private const string W0 = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string W1 = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string W20 = "0000000000000000000000000000000000000000000000000000000000000020";

    // The example of the ABI specification: f(uint256,uint32[],bytes10,bytes) there, its bytes here.
    [Fact]
    public void Bytes_stand_behind_their_offset()
    {
        var writer = new AbiWriter();
        writer.Uint256("a", 0x123);
        writer.Bytes("b", "Hello, world!"u8);
        Assert.Equal(
            "0x8be65246"
            + "0000000000000000000000000000000000000000000000000000000000000123"
            + "0000000000000000000000000000000000000000000000000000000000000040"
            + "000000000000000000000000000000000000000000000000000000000000000d"
            + "48656c6c6f2c20776f726c642100000000000000000000000000000000000000",
            Hex.Encode(writer.ToCall([0x8b, 0xe6, 0x52, 0x46])));
    }

    [Theory]
    [InlineData(W1 + W1, "spare")]
    [InlineData("", "ends before")]
    [InlineData("00", "ends before")]
    public void Words_are_counted(string hex, string says) => Refuses(hex, says, (ref reader) => reader.Uint256("x"));

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void An_integer_that_is_too_wide_is_refused(string hex) => Refuses(hex, "x: ", (ref reader) => reader.Uint8("x"));

    [Fact]
    public void A_bool_is_0_or_1() => Refuses(W0[..63] + "2", "above 1", (ref reader) => reader.Bool("x"));

    [Fact]
    public void An_address_is_padded_with_zeros() =>
        Refuses("000000000000000000000001" + new string('a', 40), "too wide", (ref reader) => reader.Address("x"));

    [Theory]
    [InlineData(W0 + W0, "do not follow")]
    [InlineData(W20, "ends before")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000e0" + W0, "not where")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" + W0, "too wide")]
    [InlineData(W20 + W1, "more than")]
    [InlineData(W20 + W1 + "01", "within")]
    [InlineData(W20 + W1 + "0101000000000000000000000000000000000000000000000000000000000000", "padding")]
    [InlineData(W20 + W0 + W0, "spare")]
    [InlineData(W20 + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "too wide")]
    public void Bytes_are_where_solidity_puts_them_and_nowhere_else(string hex, string says) =>
        Refuses(hex, says, (ref reader) => reader.Bytes("x").ToArray());

    [Fact]
    public void Two_tails_do_not_overlap() => Refuses(
        "0000000000000000000000000000000000000000000000000000000000000040" + "0000000000000000000000000000000000000000000000000000000000000040" + W0,
        "not where",
        (ref reader) => (reader.Bytes("x").ToArray(), reader.Bytes("y").ToArray()));

    [Fact]
    public void A_text_is_utf8() => Refuses(
        W20 + W1 + "ff00000000000000000000000000000000000000000000000000000000000000", "UTF-8", (ref reader) => reader.Text("x"));

    [Fact]
    public void Structs_arrays_and_bytes_come_back_and_changed_ones_never_as_the_same() => Samples.ForAll(samples =>
    {
        var encoded = AbiArguments.Encode(samples);
        Assert.Equal(encoded, AbiArguments.Reencode(encoded));
        var changed = samples.Mutate(encoded);
        try
        {
            Assert.Equal(changed, AbiArguments.Reencode(changed));
        }
        catch (FormatException)
        {
            // Refused, as nearly all are.
        }
    });

    private delegate T Reading<T>(ref AbiReader reader);

    private static void Refuses<T>(string hex, string says, Reading<T> read)
    {
        var wrong = Assert.Throws<FormatException>(() =>
        {
            var reader = new AbiReader(Convert.FromHexString(hex));
            _ = read(ref reader);
            reader.End();
        });
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
    }
}
