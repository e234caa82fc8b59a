// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Disclosure;
using static Ledger.Evidence.Tests.Certificates.SomeShipment;

namespace Ledger.Evidence.Tests.Certificates;

/// <summary>Openings of a shipment's fields, sound and not, as files.</summary>
internal static partial class OpeningCases
{
    private static readonly Disclosed One = Fields.Disclose(0);

    private static readonly DisclosureTree Odd = new(
        ShipmentFields.Schema,
        [
            FieldValue.Of("数字 <&'\"+`> \\ 📺\n\u007F"), FieldValue.Of(""), FieldValue.Absent, FieldValue.Of(-0.25m), FieldValue.Absent,
            FieldValue.Of(79228162514264337593543950335m), FieldValue.Of("EUR"),
        ],
        Word("odd").ToArray());

    public static (string What, string File)[] All =>
    [
        ("one field", File(One)),
        ("an absent field", File(Fields.Disclose(4))),
        ("a decimal", File(Fields.Disclose(5))),
        ("every field", File(Fields.Disclose(0, 1, 2, 3, 4, 5, 6))),
        ("no field", File(Fields.Disclose())),
        ("fields in another order", File(Fields.Disclose(6, 0))),
        ("texts of every kind", File(Odd.Disclose(0, 1, 2, 3, 4, 5, 6), Odd)),
        ("a carton's code", File(One, letters: Carton.Write())),
        ("a field twice", File(Fields.Disclose(0, 0))),
        ("another index", File(With(one => one with { Index = 1 }))),
        ("an index past the last", File(With(one => one with { Index = 7 }))),
        ("an index before the first", File(With(one => one with { Index = -1 }))),
        ("another value", File(With(one => one with { Value = FieldValue.Of("Somebody else") }))),
        ("a value of another type", File(With(one => one with { Value = new(FieldType.Integer, "7") }))),
        ("a value where none is", File(With(one => one with { Value = FieldValue.Absent }))),
        ("an absent field with a text", File(With(one => one with { Value = new(FieldType.Absent, "x") }))),
        ("a decimal with a zero to spare", File(Changed(Fields.Disclose(5), one => one with { Value = new(FieldType.Decimal, "19.50") }))),
        ("a decimal with a plus", File(Changed(Fields.Disclose(5), one => one with { Value = new(FieldType.Decimal, "+19.5") }))),
        ("a decimal too long", File(Changed(Fields.Disclose(5), one => one with { Value = new(FieldType.Decimal, "79228162514264337593543950336") }))),
        ("another salt", File(With(one => one with { Salt = Word("other") }))),
        ("a path too short", File(With(one => one with { Path = one.Path[..^1] }))),
        ("a path too long", File(With(one => one with { Path = one.Path.Add(Word("more")) }))),
        ("another path", File(With(one => one with { Path = one.Path.SetItem(0, Word("other")) }))),
        ("another root", File(One with { TreeRoot = Word("other") })),
        ("another count", File(One with { Count = 8 })),
        ("another certificate's fields", File(Odd.Disclose(0))),
        ("an ended certificate", File(One, letters: Sign(Certificate with { BlockTime = 1, ValidFrom = 1, ValidUntil = 2 }).Write())),
        ("a code of another key", File(One, letters: Sign(Certificate, new TestKey("stranger")).Write())),
        ("no code", File(One, letters: "LC1:")),
        ("an empty object", "{}"),
        ("no JSON", "{\"format\":\"ledger-certificate-opening\""),
        ("null", "null"),
        ("a space", " " + File(One)),
        ("a line break after it", File(One) + "\n"),
        ("another version", File(One).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)),
        ("another digest", LastDigit().Replace(File(One), found => found.Value[0] == '0' ? "1\"}" : "0\"}")),
        ("another name", File(One).Replace("consignee", "consigner", StringComparison.Ordinal)),
        ("a text written otherwise", File(One).Replace("Kaufhaus", "\\u004Baufhaus", StringComparison.Ordinal)),
        ("a hash in upper case", Sealed(File(One).Replace(One.Fields[0].Salt.ToString(), "0x" + One.Fields[0].Salt.ToString()[2..].ToUpperInvariant(), StringComparison.Ordinal))),
        ("a salt left out", Sealed(File(One).Replace($"\"salt\":\"{One.Fields[0].Salt}\",", "", StringComparison.Ordinal))),
    ];

    /// <summary>Looked at when the certificate has ended, or on its edge.</summary>
    public static (string What, string File, ulong Now, bool IsPinned)[] Over =>
    [
        ("one field in the certificate's last second", File(One), Ends - 1, true),
        ("one field in the second in which it ended", File(One), Ends, true),
        ("one field a year later", File(One), Ends + 31_536_000, true),
        ("no field a year later", File(Fields.Disclose()), Ends + 31_536_000, true),
        ("one field a year later by one who knows nobody", File(One), Ends + 31_536_000, false),
        ("one field by one who knows nobody", File(One), Now, false),
        ("another value a year later", File(With(one => one with { Value = FieldValue.Of("Somebody else") })), Ends + 31_536_000, true),
        ("another value a year later by one who knows nobody", File(With(one => one with { Value = FieldValue.Of("Somebody else") })), Ends + 31_536_000, false),
        ("a code of another key a year later", File(One, letters: Sign(Certificate, new TestKey("stranger")).Write()), Ends + 31_536_000, true),
        ("one field before the certificate begins", File(One), Certificate.ValidFrom - 1, true),
        ("a certificate that ends before it begins", File(One, letters: Sign(Certificate with { ValidUntil = Certificate.ValidFrom }).Write()), Ends + 31_536_000, true),
        ("one field at the end of time", File(One), ulong.MaxValue >> 11, true),
    ];

    private static ulong Ends => Certificate.ValidUntil;

    private static string File(Disclosed shown, DisclosureTree? of = null, string? letters = null) => Encoding.UTF8.GetString(
        new OpeningFile(letters ?? (of is null ? Whole : Sign(Certificate with { FieldsRoot = of.Root })).Write(), shown).Write());

    private static Disclosed With(Func<DisclosedField, DisclosedField> change) => Changed(One, change);

    private static Disclosed Changed(Disclosed shown, Func<DisclosedField, DisclosedField> change) => shown with { Fields = [change(shown.Fields[0])] };

    /// <summary>The file with the digest of what stands in it now.</summary>
    private static string Sealed(string file)
    {
        var body = file[..file.LastIndexOf(",\"keccak256\"", StringComparison.Ordinal)];
        return $"{body},\"keccak256\":\"{Keccak256.Hash(Encoding.UTF8.GetBytes(body + "}"))}\"}}";
    }

    [GeneratedRegex("[0-9a-f]\"}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LastDigit();
}
