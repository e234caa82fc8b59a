// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Evidence.Certificates;
using static Ledger.Evidence.Tests.Certificates.SomeShipment;

namespace Ledger.Evidence.Tests.Certificates;

public sealed class CertificateTests
{
    private static readonly TestKey Stranger = new("stranger");

    public static TheoryData<string, string, Presented> Wrong => new()
    {
        { "nothing", "certificate-none", Shown("") },
        { "a link", "certificate-none", Shown("https://example.org/c/1") },
        { "lower case", "certificate-none", Shown(Carton.Write().ToLowerInvariant()) },
        { "a space before it", "certificate-none", Shown(" " + Carton.Write()) },
        { "the prefix alone", "certificate-malformed", Shown("LC1:") },
        { "half a prefix", "certificate-version-unknown", Shown("LC1") },
        { "another version", "certificate-version-unknown", Shown("LC2:" + Carton.Write()[4..]) },
        { "no version", "certificate-version-unknown", Shown("LC:" + Carton.Write()[4..]) },
        { "a letter of none", "certificate-malformed", Shown("LC1:" + Carton.Write()[4..^1] + "#") },
        { "a letter in lower case", "certificate-malformed", Shown("LC1:a" + Carton.Write()[5..]) },
        { "a triple past 65,535", "certificate-malformed", Shown("LC1::::" + Carton.Write()[7..]) },
        { "a line break after it", "certificate-malformed", Shown(Carton.Write() + "\n") },
        { "one letter less", "certificate-malformed", Shown(Carton.Write()[..^1]) },
        { "three letters less", "certificate-malformed", Shown(Carton.Write()[..^3]) },
        { "half of it", "certificate-malformed", Shown(Carton.Write()[..700]) },
        { "bytes after it", "certificate-malformed", Shown(Carton.Write() + "000") },
        { "bytes after the whole", "certificate-malformed", Shown(Whole.Write() + "000000") },
        { "twice", "certificate-too-large", Shown(Carton.Write() + Carton.Write()) },
        { "a megabyte", "certificate-too-large", Shown("LC1:" + new string('0', 1 << 20)) },
        { "all zeros", "certificate-malformed", Shown("LC1:" + new string('0', 600)) },
        { "no product", "certificate-malformed", Shown(Raw(bytes => { bytes[92] = 0; return bytes; })) },
        { "a product past the end", "certificate-malformed", Shown(Raw(bytes => { bytes[92] = 255; return bytes; })) },
        { "a product that is no UTF-8", "certificate-malformed", Shown(Raw(bytes => { bytes[93] = 0xFF; return bytes; })) },
        { "a signature of v = 0", "certificate-malformed", Shown(Raw(bytes => { bytes[^1] = 0; return bytes; }, Whole)) },
        { "the other of two signatures", "certificate-malformed", Shown(Raw(HighS, Whole)) },
        { "a product with a line break", "certificate-form-wrong", Shown(Sign(Certificate with { Product = "D9\nplayer" }).Write()) },
        { "a product of 65 letters", "certificate-form-wrong", Shown(Sign(Certificate with { Product = new('x', 65) }).Write()) },
        { "an empty span", "certificate-form-wrong", Shown(Sign(Certificate with { ValidUntil = BlockTime }).Write()) },
        { "a span that runs backwards", "certificate-form-wrong", Shown(Sign(Certificate with { ValidUntil = 1 }).Write()) },
        { "thirty days and a second", "certificate-form-wrong", Shown(Sign(Certificate with { ValidUntil = BlockTime + CertificateDecision.LongestSeconds + 1 }).Write()) },
        { "a span without end", "certificate-form-wrong", Shown(Sign(Certificate with { ValidUntil = ulong.MaxValue }).Write()) },
        { "an old block", "certificate-form-wrong", Shown(Sign(Certificate with { BlockTime = BlockTime - CertificateDecision.LongestSeconds }).Write()) },
        { "a block of later", "certificate-form-wrong", Shown(Sign(Certificate with { BlockTime = BlockTime + 1 }).Write()) },
        { "another's key", "certificate-key-other", Shown(Sign(Certificate, Stranger).Write()) },
        { "another product under the signature", "certificate-key-other", Shown((Whole with { Certificate = Certificate with { Product = "D8 player" } }).Write()) },
        { "longer than signed", "certificate-key-other", Shown((Whole with { Certificate = Certificate with { ValidUntil = BlockTime + 86_401 } }).Write()) },
        { "other units than signed", "certificate-key-other", Shown((Whole with { Certificate = Certificate with { UnitsRoot = Word("other") } }).Write()) },
        { "other fields than signed", "certificate-key-other", Shown((Whole with { Certificate = Certificate with { FieldsRoot = Word("other") } }).Write()) },
        { "another block than signed", "certificate-key-other", Shown((Whole with { Certificate = Certificate with { RecentBlock = Word("other") } }).Write()) },
        { "another administrator than signed", "certificate-key-other", Shown((Whole with { Certificate = Certificate with { Administrator = new(Word("other")) } }).Write()) },
        { "another salt than signed", "certificate-key-other", Shown((Whole with { Certificate = Certificate with { Salt = Word("other") } }).Write()) },
        { "another chain", "certificate-chain-other", Shown(Sign(Certificate, chainId: 1).Write()) },
        { "another chain than signed, which is not pinned", "certificate-key-other", Shown((Whole with { ChainId = 1 }).Write(), new([Key.Address])) },
        { "another contract", "certificate-contract-other", Shown((Whole with { UsageLog = Key.Address }).Write()) },
        { "another license", "certificate-license-other", Shown(Sign(Certificate with { License = new(Word("other")) }).Write()) },
        { "a second too early", "certificate-not-yet", Shown(Carton.Write(), now: BlockTime - 1) },
        { "the first second after it", "certificate-expired", Shown(Carton.Write(), now: BlockTime + 86_400) },
        { "another serial under the path", "certificate-unit-wrong", Shown((Carton with { Unit = Carton.Unit! with { Serial = "A0003" } }).Write()) },
        { "another unit's path", "certificate-unit-wrong", Shown((Carton with { Unit = Carton.Unit! with { Path = Units.Open("A0001").Path } }).Write()) },
        { "another slot", "certificate-unit-wrong", Shown((Carton with { Unit = Carton.Unit! with { Index = (ushort)(Carton.Unit.Index ^ 1) } }).Write()) },
        { "another unit's salt", "certificate-unit-wrong", Shown((Carton with { Unit = Carton.Unit! with { Salt = Units.Open("A0001").Salt } }).Write()) },
        { "a serial that is a run", "certificate-unit-wrong", Shown((Carton with { Unit = Carton.Unit! with { Serial = "A1..A9" } }).Write()) },
        { "a serial with letters of none", "certificate-unit-wrong", Shown((Carton with { Unit = Carton.Unit! with { Serial = "号" } }).Write()) },
        { "a unit of another shipment", "certificate-unit-wrong", Shown((Whole with { Unit = new UnitTree(["A0002"], Word("x").ToArray()).Open("A0002") }).Write()) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_bad_code_is_refused_with_its_reason(string what, string code, Presented presented)
    {
        var found = presented.Judge();
        Assert.True(found.Verdict is CertificateVerdict.Invalid, what);
        Assert.Equal(code, found.Note.Code);
    }

    [Fact]
    public void A_sound_code_is_valid_from_its_first_second_to_its_last()
    {
        Assert.Equal("certificate-unit-ok", Check(Carton.Write(), now: BlockTime).Note.Code);
        var last = Check(Whole.Write(), now: BlockTime + 86_399);
        Assert.Equal((CertificateVerdict.Valid, "certificate-ok"), (last.Verdict, last.Note.Code));
    }

    [Fact]
    public void Without_a_pinned_key_nothing_is_confirmed() => Assert.Equal(CertificateVerdict.Unconfirmed, Check(Carton.Write(), new([])).Verdict);

    [Fact]
    public void A_code_is_read_as_it_was_written()
    {
        Assert.True(CertificateCode.TryRead(Carton.Write(), out var carton, out _));
        Assert.Equal(Carton.Write(), carton.Write());
        Assert.Equal((Certificate, Carton.Unit!.Serial), (carton.Certificate, carton.Unit!.Serial));
    }

    [Fact]
    public void The_largest_code_is_within_a_kibibyte()
    {
        var (product, serial) = (new string('x', CertificateDecision.LongestProduct), new string('9', 40));
        var units = new UnitTree([serial], Word("units").ToArray());
        var letters = (Sign(Certificate with { Product = product, UnitsRoot = units.Root }) with { Unit = units.Open(serial) }).Write();
        Assert.Equal(CertificateVerdict.Valid, Check(letters).Verdict);
        Assert.InRange(letters.Length * 11 / 16, 900, 1023);
    }

    [Fact]
    public void No_changed_letter_gives_another_code_that_holds()
    {
        var letters = Carton.Write();
        for (var at = 0; at < letters.Length; at++)
        {
            var changed = letters.ToCharArray();
            changed[at] = changed[at] == '0' ? '1' : '0';
            Assert.False(Check(new(changed)).Verdict is CertificateVerdict.Valid, $"letter {at}");
        }
    }

    [Fact]
    public void No_changed_bit_gives_another_code_that_holds()
    {
        Assert.True(Base45.TryDecode(Carton.Write().AsSpan(4), out var bytes));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Check("LC1:" + Base45.Encode(bytes)).Verdict is CertificateVerdict.Valid, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData("AB", "BB8")]
    [InlineData("Hello!!", "%69 VD92EX0")]
    [InlineData("base-45", "UJCLQE7W581")]
    [InlineData("ietf!", "QED8WEX0")]
    public void Base45_is_that_of_its_standard(string text, string letters)
    {
        Assert.Equal(letters, Base45.Encode(System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.True(Base45.TryDecode(letters, out var bytes));
        Assert.Equal(text, System.Text.Encoding.ASCII.GetString(bytes));
    }

    private static Presented Shown(string letters, CertificateTrust? trust = null, ulong now = Now) => new(letters, trust ?? Pinned, now);

    private static string Raw(Func<byte[], byte[]> change, CertificateCode? of = null) =>
        Base45.TryDecode((of ?? Carton).Write().AsSpan(4), out var bytes) ? "LC1:" + Base45.Encode(change(bytes)) : throw new InvalidOperationException("no code");

    /// <summary>(r, n − s, v flipped) recovers the same key; one form alone is taken.</summary>
    private static byte[] HighS(byte[] bytes)
    {
        var order = System.Numerics.BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var s = new System.Numerics.BigInteger(bytes.AsSpan(bytes.Length - 33, 32), isUnsigned: true, isBigEndian: true);
        (order - s).ToByteArray(isUnsigned: true, isBigEndian: true).CopyTo(bytes, bytes.Length - 33);
        bytes[^1] = (byte)(55 - bytes[^1]);
        return bytes;
    }
}
