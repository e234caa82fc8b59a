// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Certificates;
using static Ledger.Evidence.Tests.Certificates.SomeShipment;

namespace Ledger.Evidence.Tests.Certificates;

public sealed class ConflictTests
{
    private static readonly UnitTree Again = new(["A0002", "C1"], Word("again").ToArray());
    internal static readonly CertificateCode Other = Sign(Certificate with { UnitsRoot = Again.Root, Salt = Word("again") }) with { Unit = Again.Open("A0002") };

    public static TheoryData<string, CertificateCode> Harmless => new()
    {
        { "conflict-same", Carton },
        { "conflict-unit-missing", Other with { Unit = null } },
        { "conflict-serial-other", Other with { Unit = Again.Open("C1") } },
        { "conflict-goods-other", Sign(Other.Certificate with { Product = "D8 player" }) with { Unit = Other.Unit } },
        { "conflict-goods-other", Sign(Other.Certificate with { License = new(Word("other")) }) with { Unit = Other.Unit } },
        { "conflict-goods-other", Sign(Other.Certificate, chainId: 1) with { Unit = Other.Unit } },
        { "conflict-apart", Sign(Other.Certificate with { ValidFrom = BlockTime + 86_400, ValidUntil = BlockTime + 90_000 }) with { Unit = Other.Unit } },
        { "certificate-unit-wrong", Other with { Unit = Carton.Unit } },
        { "certificate-form-wrong", Sign(Other.Certificate with { ValidUntil = ulong.MaxValue }) with { Unit = Other.Unit } },
    };

    [Fact]
    public void One_serial_under_two_certificates_accuses_who_signed()
    {
        var file = ConflictFile.Of(Carton, Other).Write();
        Assert.True(ConflictFile.LooksLikeOne(file));
        Assert.Equal(file, ConflictFile.Of(Other, Carton).Write());
        var (isShown, note) = ConflictFile.Judge(file);
        Assert.True(isShown, note.ToString());
        Assert.Equal((Key.Address.ToString(), Key.Address.ToString(), "A0002"), (note.Args["first"], note.Args["second"], note.Args["serial"]));
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_is_no_conflict_accuses_nobody(string code, CertificateCode other)
    {
        var (isShown, note) = ConflictFile.Judge(ConflictFile.Of(Carton, other).Write());
        Assert.Equal((false, code), (isShown, note.Code));
    }

    [Fact]
    public void A_changed_byte_of_the_file_shows()
    {
        var file = ConflictFile.Of(Carton, Other).Write();
        for (var at = 0; at < file.Length; at += 7)
        {
            file[at] ^= 1;
            Assert.False(ConflictFile.Judge(file).IsShown, $"byte {at}");
            file[at] ^= 1;
        }
    }
}
