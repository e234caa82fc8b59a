// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Tests.Disclosure;

public sealed class DisclosureFileTests
{
    private static readonly EvidenceWorld World = new(withRecords: false);
    private static readonly EvidenceWorld AmendedWorld = new(withRecords: false, amended: true);
    private static readonly byte[] Written = new DisclosureFile(World.First.Id, World.First, World.Terms.Disclose(1, 25)).Write();

    [Fact]
    public void A_file_shows_its_fields_to_who_knows_the_license_and_comes_back_whole()
    {
        var shown = Assert.IsType<DisclosureVerdict.Shown>(DisclosureFile.Verify(Written, World.First.Id));
        Assert.Equal(FieldValue.Of("worldwide except IR,KP"), shown.Values[1]);
        Assert.Equal(2, shown.Values.Count(value => value is not null));
        Assert.True(DisclosureFile.LooksLikeOne(Written));
        Assert.True(DisclosureFile.TryRead(Written, out var read, out _));
        Assert.Equal(Written, read.Write());
        Assert.IsType<DisclosureVerdict.Shown>(DisclosureFile.Verify(Written, null, World.First.Id.Value));
    }

    [Fact]
    public void A_license_that_anybody_wrote_down_is_unconfirmed_until_the_reader_knows_it()
    {
        var made = World.First with { Salt = EvidenceWorld.Salt("never signed, never recorded") };
        var file = new DisclosureFile(made.Id, made, World.Terms.Disclose(1)).Write();
        var alone = Assert.IsType<DisclosureVerdict.LicenseUnconfirmed>(DisclosureFile.Verify(file));
        Assert.Equal((made.Id, FieldValue.Of("worldwide except IR,KP")), (alone.License, alone.Values[1]!.Value));
        Assert.Equal("terms-license-unconfirmed", DisclosureNotes.Of(alone).Code);
        Assert.IsType<DisclosureVerdict.LicenseWrong>(DisclosureFile.Verify(file, World.First.Id));
    }

    [Fact]
    public void Nothing_of_a_withheld_term_is_in_the_file()
    {
        var text = Encoding.UTF8.GetString(Written);
        foreach (var withheld in new[] { "Beijing", "1200000", "Asia/Shanghai", "cap.amount", "rate.1" })
        {
            Assert.DoesNotContain(withheld, text, StringComparison.Ordinal);
        }
    }

    /// <summary>The code of the verdict, what it names, and how a forger changes the file.</summary>
    public static TheoryData<string, string, Action<JsonNode>> Forged => new()
    {
        { "terms-unreadable", "it is no ledger-disclosure of version 2", file => file["format"] = "something" },
        { "terms-unreadable", "it is no ledger-disclosure of version 2", file => file["version"] = 1 },
        { "terms-unreadable", "salt is missing", file => First(file).Remove("salt") },
        { "terms-unreadable", "path is missing", file => First(file).Remove("path") },
        { "terms-unreadable", "value is missing", file => First(file).Remove("value") },
        { "terms-unreadable", "index is missing", file => First(file).Remove("index") },
        { "terms-unreadable", "count is missing", file => ((JsonObject)file["disclosed"]!).Remove("count") },
        { "terms-unreadable", "act is missing", file => ((JsonObject)file).Remove("act") },
        { "terms-unreadable", "kind is missing", file => ((JsonObject)file).Remove("kind") },
        { "terms-unreadable", "no license comes of a Termination", file => file["kind"] = "Termination" },
        { "terms-unreadable", "signedAt", file => file["kind"] = "AttestedImport" },
        { "terms-unreadable", "type 'number' is unknown", file => First(file)["type"] = "number" },
        { "terms-unreadable", "it is not in the one form that the format has", file => First(file)["name"] = "products" },
        { "terms-unreadable", "it is not in the one form that the format has", file => ((JsonObject)file).Add("more", 1) },
        { "terms-license-other", "", file => file["license"] = EvidenceWorld.Salt("x").ToString() },
        { "terms-license-other", "", file => file["act"]!["termsRoot"] = EvidenceWorld.Salt("x").ToString() },
        { "terms-schema-unknown", "", file => Unnamed(file, "schemaId", EvidenceWorld.Salt("x").ToString()) },
        { "terms-count-wrong", "83", file => file["disclosed"]!["count"] = 83 },
        { "terms-root-other", "", file => file["disclosed"]!["treeRoot"] = EvidenceWorld.Salt("x").ToString() },
        { "terms-field-wrong", "84", file => Move(file, 84, "") },
        { "terms-field-wrong", "-1", file => Move(file, -1, "") },
        { "terms-field-wrong", "1", file => First(file)["type"] = "integer" },
        { "terms-field-wrong", "1", file => ((JsonArray)file["disclosed"]!["fields"]!).Add(First(file).DeepClone()) },
        { "terms-path-wrong", "2", file => Move(file, 2, "products") },
        { "terms-path-wrong", "1", file => First(file)["value"] = "worldwide" },
        { "terms-path-wrong", "1", file => First(file)["salt"] = EvidenceWorld.Salt("x").ToString() },
        { "terms-path-wrong", "1", file => ((JsonArray)First(file)["path"]!).RemoveAt(0) },
        { "terms-path-wrong", "1", file => { First(file)["type"] = "absent"; First(file)["value"] = ""; } },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_forged_file_has_its_verdict_and_its_sentence(string code, string named, Action<JsonNode> forge)
    {
        var file = JsonNode.Parse(Written)!;
        forge(file);
        var note = DisclosureNotes.Of(DisclosureFile.Verify(Encoding.UTF8.GetBytes(file.ToJsonString())), (DisclosureFile?)null);
        Assert.Equal(code, note.Code);
        Assert.Contains(named, string.Join(' ', note.Args.Values), StringComparison.Ordinal);
        Assert.DoesNotContain('{', note.ToString());
    }

    [Fact]
    public void A_file_of_another_license_is_not_taken_for_this_one() =>
        Assert.IsType<DisclosureVerdict.LicenseWrong>(DisclosureFile.Verify(Written, World.Second.Id));

    [Fact]
    public void An_amendments_terms_are_unconfirmed_until_the_reader_knows_its_version()
    {
        var amendment = AmendedWorld.Amendment!;
        var file = new DisclosureFile(AmendedWorld.First.Id, amendment, AmendedWorld.AmendedTerms.Disclose(1)).Write();

        var alone = Assert.IsType<DisclosureVerdict.VersionUnconfirmed>(DisclosureFile.Verify(file, AmendedWorld.First.Id));
        Assert.Equal((amendment.ActId, FieldValue.Of("CN,VN")), (alone.Version, alone.Values[1]!.Value));
        var shown = DisclosureFile.Verify(file, null, amendment.ActId);
        Assert.Equal("terms-amended-ok", DisclosureNotes.Of(shown, amendment).Code);
        Assert.Equal(new DisclosureVerdict.VersionWrong(amendment.ActId), DisclosureFile.Verify(file, null, AmendedWorld.First.ActId));
        Assert.IsType<DisclosureVerdict.LicenseWrong>(DisclosureFile.Verify(file, AmendedWorld.Second.Id, amendment.ActId));

        // The first version's terms are none of the amendment's.
        var mixed = new DisclosureFile(AmendedWorld.First.Id, amendment, AmendedWorld.Terms.Disclose(1)).Write();
        Assert.IsType<DisclosureVerdict.CommitmentWrong>(DisclosureFile.Verify(mixed, null, amendment.ActId));
    }

    [Fact]
    public void An_imports_terms_say_whose_statement_they_are_and_a_sublicense_shows_its_own()
    {
        var root = World.Terms.Root;
        var import = new AttestedImport(
            World.Charter.Id, World.Licensee, World.First.Schedule, 1, 0, root, 1, EvidenceWorld.Salt("paper"), default, ulong.MaxValue, EvidenceWorld.Salt("import"));
        var sublicense = new Sublicense(World.First.Id, World.Licensee, 1, 0, root, default, ulong.MaxValue, EvidenceWorld.Salt("sublicense"));
        foreach (var (act, code) in new (IAct, string)[] { (import, "terms-attested"), (sublicense, "terms-ok") })
        {
            var bytes = new DisclosureFile(new(act.ActId), act, World.Terms.Disclose(1)).Write();
            Assert.True(DisclosureFile.TryRead(bytes, out var read, out var what), what);
            Assert.Equal(act.Kind, read.Act.Kind);
            Assert.Equal(code, DisclosureNotes.Of(DisclosureFile.Verify(bytes, new(act.ActId)), read).Code);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"format\":\"ledger-disclosure\",\"version\":\"1\"}")]
    [InlineData("{\"format\":null}")]
    public void What_is_no_disclosure_is_unreadable(string text) =>
        Assert.IsType<DisclosureVerdict.Unreadable>(DisclosureFile.Verify(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_flipped_bit_never_passes_and_never_throws()
    {
        for (var i = 0; i < Written.Length; i++)
        {
            var flipped = (byte[])Written.Clone();
            flipped[i] ^= 1;
            Assert.IsNotType<DisclosureVerdict.Shown>(DisclosureFile.Verify(flipped, World.First.Id));
        }
    }

    /// <summary>tests/vectors/terms.json, made in JavaScript from the formats alone.</summary>
    [Fact]
    public void The_shared_vectors_hold()
    {
        var vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "terms.json"))).RootElement;
        var values = SomeTerms.Whole.ToFields();
        Assert.Equal(vectors.GetProperty("schema").GetString(), LicenseTerms.Schema.ToString());
        Assert.Equal(
            vectors.GetProperty("values").EnumerateArray().Select(value => value.GetProperty("type").GetString() + " " + value.GetProperty("value").GetString()),
            values.Select(value => value.Type.ToString().ToLowerInvariant() + " " + value.Text));
        var tree = new DisclosureTree(LicenseTerms.Schema, values, Hash32.Parse(vectors.GetProperty("secret").GetString()!).ToArray());
        Assert.Equal(vectors.GetProperty("root").GetString(), tree.Root.ToString());
        Assert.Equal(vectors.GetProperty("treeRoot").GetString(), tree.Disclose().TreeRoot.ToString());
        foreach (var shown in vectors.GetProperty("shown").EnumerateArray())
        {
            var field = tree.Disclose(shown.GetProperty("index").GetInt32()).Fields[0];
            Assert.Equal(shown.GetProperty("salt").GetString(), field.Salt.ToString());
            Assert.Equal(shown.GetProperty("path").EnumerateArray().Select(hash => hash.GetString()), field.Path.Select(hash => hash.ToString()));
        }
    }

    private static JsonObject First(JsonNode file) => (JsonObject)file["disclosed"]!["fields"]![0]!;

    private static void Move(JsonNode file, int index, string name)
    {
        First(file)["index"] = index;
        First(file)["name"] = name;
    }

    /// <summary>Under a schema that is not known, fields have no names.</summary>
    private static void Unnamed(JsonNode file, string property, string value)
    {
        file["disclosed"]![property] = value;
        foreach (var field in (JsonArray)file["disclosed"]!["fields"]!)
        {
            field!["name"] = "";
        }
    }
}
