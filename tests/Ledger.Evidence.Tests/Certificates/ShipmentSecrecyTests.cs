// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Evidence.Certificates;
using static Ledger.Evidence.Tests.Certificates.SomeShipment;

namespace Ledger.Evidence.Tests.Certificates;

public sealed class ShipmentSecrecyTests
{
    [Fact]
    public void Neither_length_nor_depth_of_a_code_tells_how_many_units_there_are()
    {
        var few = new UnitTree(["A0001"], Word("few").ToArray());
        var many = new UnitTree([.. Enumerable.Range(1, 5_000).Select(number => $"A{number:D4}")], Word("many").ToArray());
        Assert.Equal((Whole with { Unit = few.Open("A0001") }).Write().Length, (Whole with { Unit = many.Open("A0001") }).Write().Length);
        Assert.True(many.Open("A5000").IsUnder(many.Root));
        Assert.False(many.Open("A5000").IsUnder(few.Root));
    }

    [Fact]
    public void Places_are_drawn_by_lot()
    {
        string[] serials = [.. Enumerable.Range(1, 64).Select(number => $"A{number:D2}")];
        var tree = new UnitTree(serials, Word("one").ToArray());
        var places = serials.Select(serial => tree.Open(serial).Index).ToList();
        Assert.Equal(64, places.Distinct().Count());
        Assert.True(places.Max() > 4_096, "all of them stand at the front");
        Assert.NotEqual([.. places.Order()], places);
    }

    [Fact]
    public void An_empty_slot_is_no_unit() => Assert.False((Units.Open("A0001") with { Serial = "" }).IsUnder(Units.Root));

    [Fact]
    public void A_unit_stands_once_and_has_a_serial_number()
    {
        Assert.Throws<ArgumentException>(() => new UnitTree(["A1", "A1"], Word("s").ToArray()));
        Assert.Throws<ArgumentException>(() => new UnitTree(["A 1"], Word("s").ToArray()));
        Assert.Throws<ArgumentException>(() => new UnitTree([], Word("s").ToArray()));
        Assert.Throws<KeyNotFoundException>(() => Units.Open("A0003"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_field_is_opened_and_the_others_stay_closed(int index)
    {
        var file = new OpeningFile(Whole.Write(), Fields.Disclose(index)).Write();
        var found = OpeningFile.Judge(file, Pinned, Now);
        Assert.Equal((CertificateVerdict.Valid, "opening-ok"), (found.Verdict, found.Note.Code));
        var text = Encoding.UTF8.GetString(file);
        Assert.True(OpeningFile.LooksLikeOne(file));
        Assert.Equal(index == 0, text.Contains("Kaufhaus", StringComparison.Ordinal));
        Assert.DoesNotContain("PO-77", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, CertificateVerdict.Valid, "opening-ok")]
    [InlineData(0, CertificateVerdict.Expired, "opening-expired")]
    [InlineData(31_536_000, CertificateVerdict.Expired, "opening-expired")]
    public void An_auditor_who_opens_a_field_after_the_certificate_ended_learns_what_was_attested_then(long after, CertificateVerdict verdict, string note)
    {
        var ends = Certificate.ValidUntil;
        var found = OpeningFile.Judge(new OpeningFile(Whole.Write(), Fields.Disclose(0)).Write(), Pinned, (ulong)((long)ends + after));
        Assert.Equal((verdict, note), (found.Verdict, found.Note.Code));
        Assert.Equal(Certificate, found.Code!.Certificate);
        Assert.Equal(CertificateVerdict.Invalid, CertificateVerifier.Check(Whole.Write(), Pinned, ends + 31_536_000).Verdict); // the code itself stays ended
    }

    [Fact]
    public void An_opening_for_another_field_or_certificate_is_refused()
    {
        var shown = Fields.Disclose(0);
        var moved = shown with { Fields = [shown.Fields[0] with { Index = 1 }] };
        Assert.Equal("opening-wrong", OpeningFile.Judge(new OpeningFile(Whole.Write(), moved).Write(), Pinned, Now).Note.Code);
        var valued = shown with { Fields = [shown.Fields[0] with { Value = Domain.Documents.FieldValue.Of("Somebody else") }] };
        Assert.Equal("opening-wrong", OpeningFile.Judge(new OpeningFile(Whole.Write(), valued).Write(), Pinned, Now).Note.Code);
        var other = Sign(Certificate with { FieldsRoot = Word("other") }).Write();
        Assert.Equal("opening-wrong", OpeningFile.Judge(new OpeningFile(other, shown).Write(), Pinned, Now).Note.Code);
        Assert.Equal("opening-unreadable", OpeningFile.Judge("{}"u8.ToArray(), Pinned, Now).Note.Code);
        Assert.Equal(CertificateVerdict.Unconfirmed, OpeningFile.Judge(new OpeningFile(Whole.Write(), shown).Write(), new([]), Now).Verdict);
    }
}
