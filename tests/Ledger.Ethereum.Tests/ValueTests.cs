// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;

namespace Ledger.Ethereum.Tests;

public sealed class ValueTests
{
    // EIP-55's own test cases.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void An_address_is_written_with_its_checksum(string text) => Assert.Equal(text, Address.Parse(text.ToLowerInvariant()).ToString());

    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData(" 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("")]
    public void An_address_with_a_slip_is_refused(string text) => Assert.False(Address.TryParse(text, out _));

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935")]
    public void A_number_of_256_bits_is_read_back_from_its_digits(string digits)
    {
        Assert.True(UInt256.TryParse(digits, out var number));
        Assert.Equal(digits, number.ToString());
        Assert.Equal(BigInteger.Parse(digits, CultureInfo.InvariantCulture), number.ToBigInteger());
    }

    [Theory]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    public void What_is_no_number_of_256_bits_is_refused(string digits) => Assert.False(UInt256.TryParse(digits, out _));

    [Theory]
    [InlineData("0x0")]
    [InlineData("0xg0")]
    [InlineData("00")]
    [InlineData("")]
    [InlineData("0x00 ")]
    public void What_is_no_hex_is_refused(string text) => Assert.False(Hex.TryDecode(text, out byte[] _));

    [Fact]
    public void Bytes_come_back_from_their_hex() => Samples.ForAll(samples =>
    {
        var bytes = samples.BytesUpTo(100);
        Assert.Equal(bytes, Hex.Decode(Hex.Encode(bytes)));
        Assert.Equal(bytes, Hex.Decode("0x" + Convert.ToHexString(bytes)));
    });

    [Fact]
    public void Words_come_back_from_their_bytes() => Samples.ForAll(samples =>
    {
        var number = samples.UInt256();
        var word = new byte[32];
        number.WriteBigEndian(word);
        Assert.Equal(number, UInt256.FromBigEndian(word));
        Assert.Equal(number, UInt256.From(number.ToBigInteger()));
        Assert.Equal(new Hash32(word), Hash32.Parse(new Hash32(word).ToString()));
    });
}
