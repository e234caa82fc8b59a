// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Ledger.Ethereum.Tests;

public sealed class SignatureTests
{
    private const string Order = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    private const string HalfOrder = "0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0";
    private const string One = "0x0000000000000000000000000000000000000000000000000000000000000001";
    private const string Zero = "0x0000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData(One, One, 27)]
    [InlineData(One, HalfOrder, 28)]
    [InlineData("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140", One, 27)]
    public void What_is_in_range_is_taken_and_written_back(string r, string s, byte v)
    {
        Assert.True(Signature.TryCreate(Hash32.Parse(r), Hash32.Parse(s), v, out var signature));
        Assert.True(Signature.TryParse(signature.ToString(), out var again));
        Assert.Equal(signature, again);
    }

    [Theory]
    [InlineData(Zero, One, 27)]
    [InlineData(One, Zero, 27)]
    [InlineData(Order, One, 27)]
    [InlineData(One, Order, 27)]
    [InlineData(One, "0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1", 27)]
    [InlineData(One, One, 0)]
    [InlineData(One, One, 1)]
    [InlineData(One, One, 26)]
    [InlineData(One, One, 29)]
    public void What_is_out_of_range_is_refused(string r, string s, byte v) =>
        Assert.False(Signature.TryCreate(Hash32.Parse(r), Hash32.Parse(s), v, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(66)]
    public void Any_length_but_65_is_refused(int length) => Assert.False(Signature.TryCreate(new byte[length], out _));

    [Fact]
    public void No_signature_recovers_nobody() => Assert.False(Secp256k1.TryRecover(Hash32.Zero, default, out _));

    [Fact]
    public void Whoever_signs_is_recovered() => Samples.ForAll(samples =>
    {
        var (key, digest) = (samples.Key(), samples.Hash());
        var signature = Secp256k1.Sign(digest, key);
        Assert.True(Signature.TryCreate(signature.ToArray(), out var again));
        Assert.True(Secp256k1.TryRecover(digest, again, out var signer));
        Assert.Equal(Secp256k1.AddressOf(key), signer);
        Assert.Equal(signature, Secp256k1.Sign(digest, key));
    });

    [Fact]
    public void A_changed_signature_never_recovers_its_signer() => Samples.ForAll(samples =>
    {
        var (key, digest) = (samples.Key(), samples.Hash());
        var changed = samples.Mutate(Secp256k1.Sign(digest, key).ToArray());
        if (Signature.TryCreate(changed, out var signature) && Secp256k1.TryRecover(digest, signature, out var signer))
        {
            Assert.NotEqual(Secp256k1.AddressOf(key), signer);
        }
    });

    [Fact]
    public void The_malleable_twin_is_refused()
    {
        var signature = Secp256k1.Sign(Keccak256.Hash([1]), new Samples(1).Key());
        var order = new BigInteger(Hash32.Parse(Order).ToArray(), isUnsigned: true, isBigEndian: true);
        var s = new BigInteger(signature.S.ToArray(), isUnsigned: true, isBigEndian: true);
        var twin = new byte[32];
        UInt256.From(order - s).WriteBigEndian(twin);
        Assert.False(Signature.TryCreate(signature.R, new Hash32(twin), (byte)(55 - signature.V), out _));
    }

    // EIP-155's example; its transaction is a legacy one, so only its digest is signed here.
    [Fact]
    public void The_example_of_eip_155_is_signed_alike()
    {
        var unsigned = Hex.Decode("0xec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080018080");
        var digest = Keccak256.Hash(unsigned);
        Assert.Equal(Hash32.Parse("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"), digest);
        var key = new byte[32];
        Array.Fill(key, (byte)0x46);
        var signature = Secp256k1.Sign(digest, key);
        Assert.Equal(Hash32.Parse("0x28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"), signature.R);
        Assert.Equal(Hash32.Parse("0x67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"), signature.S);
        Assert.Equal(27, signature.V);
    }

    [Theory]
    [InlineData(One, "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf")]
    [InlineData("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")]
    public void A_private_key_has_its_address(string key, string address) =>
        Assert.Equal(Address.Parse(address), Secp256k1.AddressOf(Hex.Decode(key)));

    [Theory]
    [InlineData(Zero)]
    [InlineData(Order)]
    [InlineData("0x01")]
    [InlineData("0x")]
    public void What_is_no_private_key_is_refused(string key)
    {
        Assert.False(Secp256k1.IsPrivateKey(Hex.Decode(key)));
        Assert.Throws<ArgumentException>(() => Secp256k1.Sign(Hash32.Zero, Hex.Decode(key)));
        Assert.Throws<ArgumentException>(() => Secp256k1.AddressOf(Hex.Decode(key)));
    }
}
