// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Text;
using Ledger.Domain.Licenses;
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Bundles;

public sealed class BundleTests
{
    private static readonly EvidenceWorld World = new();
    private static readonly byte[] Bundle = EvidenceBundle.Write(Disclosing(World));

    private static readonly string[] Names =
        ["manifest.json", "deployment.json", "license.json", "headers.json", "events.json", "state.json", "records.json", "terms.json"];

    [Fact]
    public void A_bundle_of_true_evidence_is_valid()
    {
        var verification = EvidenceBundle.Verify(Bundle, World.Trust);
        Assert.Equal("", string.Join('\n', verification.Steps.Where(step => !step.Ok).Select(step => step.Text + ": " + step.Detail)));
        Assert.Equal(Verdict.Valid, verification.Verdict);
        Assert.Equal("bundle", verification.Steps[0].Text);
        Assert.Equal(Verdict.Unconfirmed, EvidenceBundle.Verify(Bundle, null).Verdict);
    }

    [Fact]
    public void The_terms_that_a_bundle_discloses_are_judged_in_a_step_of_their_own()
    {
        var step = EvidenceBundle.Verify(Bundle, World.Trust).Steps.Single(step => step.Name == StepName.Terms);
        Assert.True(step.Ok);
        Assert.Equal("2", step.Note.Args["shown"]);
        Assert.DoesNotContain(EvidenceBundle.Verify(EvidenceBundle.Write(World.Evidence), World.Trust).Steps, other => other.Name == StepName.Terms);

        var others = World.Evidence with
        {
            Terms = [new(World.First.ActId, new DisclosureTree(LicenseTerms.Schema, SomeTerms.Whole.ToFields(), EvidenceWorld.Salt("other").ToArray()).Disclose(1))],
        };
        var verification = EvidenceBundle.Verify(EvidenceBundle.Write(others), World.Trust);
        Assert.Equal((Verdict.Invalid, "terms-root-other"), (verification.Verdict, verification.Failed?.Note.Code));
    }

    [Fact]
    public void The_same_evidence_gives_the_same_bytes_and_comes_back_whole()
    {
        Assert.True(EvidenceBundle.TryRead(Bundle, out var read));
        Assert.Equal(Bundle, EvidenceBundle.Write(read));
        Assert.Equal(Bundle, EvidenceBundle.Write(Disclosing(new())));
    }

    /// <summary>The foreign verifier of <c>tests/foreign</c> reads these copies.</summary>
    [Theory]
    [InlineData("epochs.zip")]
    [InlineData("records.zip")]
    public void The_vectors_of_three_epochs_and_of_every_kind_of_record_are_these_bundles(string name)
    {
        var copy = Path.Combine(AppContext.BaseDirectory, "vectors", name);
        var made = EvidenceBundle.Write(new EvidenceWorld(rekeyed: name == "epochs.zip", everyKind: name == "records.zip").Evidence);
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_COPIES") is "1")
        {
            File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, "../../../../vectors", name), made);
            File.WriteAllBytes(copy, made);
        }

        Assert.Equal(File.ReadAllBytes(copy), made);
    }

    [Fact]
    public void Any_ZIP_reader_opens_it()
    {
        using var zip = new ZipArchive(new MemoryStream(Bundle));
        Assert.Equal(string.Join(" ", Names), string.Join(" ", zip.Entries.Select(entry => entry.FullName)));
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(entry.Open());
            Assert.NotEmpty(text.ReadToEnd());
        }
    }

    [Theory]
    [InlineData("../evil.json")]
    [InlineData("/etc/passwd")]
    [InlineData("state.json\0")]
    [InlineData("STATE.JSON")]
    [InlineData("a\\b")]
    public void A_name_that_is_not_of_the_format_is_refused(string name)
    {
        var entries = Split(Bundle);
        entries[5] = entries[5] with { Name = name };
        Assert.Equal("entry-unknown", Code(entries));
    }

    [Fact]
    public void Entries_missing_twice_spare_or_in_another_order_are_refused()
    {
        var entries = Split(Bundle);
        Assert.Equal("entry-missing", Code(entries.GetRange(0, 7)));
        Assert.Equal("entry-missing", Code([.. entries.GetRange(0, 7), entries[5]]));
        Assert.Equal("bundle-malformed", Code([.. entries, entries[6]]));
        Assert.Equal("bundle-malformed", Code([entries[0], entries[2], entries[1], .. entries.GetRange(3, 5)]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(1000)]
    public void A_bundle_cut_short_is_refused(int length) =>
        Assert.Equal(Verdict.Invalid, EvidenceBundle.Verify(Bundle.AsMemory(0, length), World.Trust).Verdict);

    [Fact]
    public void A_bundle_with_something_after_it_is_refused() =>
        Assert.Equal("bundle-malformed", EvidenceBundle.Verify((byte[])[.. Bundle, 0], World.Trust).Failed?.Note.Code);

    [Fact]
    public void A_compressed_entry_is_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in Split(Bundle))
            {
                using var to = zip.CreateEntry(entry.Name, CompressionLevel.Optimal).Open();
                to.Write(entry.Content.Span);
            }
        }

        Assert.Equal(Verdict.Invalid, EvidenceBundle.Verify(stream.ToArray(), World.Trust).Verdict);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"engine\":\"embedded\"}")]
    [InlineData("{\"engine\":1e400}")]
    [InlineData("\uFEFF{}")]
    [InlineData("not json")]
    [InlineData("{\"engine\":\"\\uD800\"}")]
    public void An_entry_that_cannot_be_read_is_named(string json) => Assert.Equal("entry-unreadable", CodeWith(1, Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void JSON_that_says_the_same_in_another_way_is_refused()
    {
        var text = Encoding.UTF8.GetString(Split(Bundle)[1].Content.Span);
        Assert.Equal("entry-unreadable", CodeWith(1, Encoding.UTF8.GetBytes(text + " ")));
        Assert.Equal("entry-unreadable", CodeWith(1, Encoding.UTF8.GetBytes(text.Replace("{\"engine\"", "{\"engine\":\"network\",\"engine\"", StringComparison.Ordinal))));
        Assert.Equal("entry-unreadable", CodeWith(1, Encoding.UTF8.GetBytes(text.Replace("}", ",\"more\":1}", StringComparison.Ordinal))));
    }

    [Fact]
    public void Nesting_as_deep_as_one_likes_is_refused() =>
        Assert.Equal("entry-unreadable", CodeWith(3, Encoding.ASCII.GetBytes(new string('[', 10_000))));

    /// <summary>The evidence with the territory and one tier's rate disclosed.</summary>
    internal static LicenseEvidence Disclosing(EvidenceWorld world) => world.Evidence with { Terms = [new(world.First.ActId, world.Terms.Disclose(1, 25))] };

    private static string? CodeWith(int position, byte[] content)
    {
        var entries = Split(Bundle);
        entries[position] = entries[position] with { Content = content };
        entries[0] = new(EntryNames.Manifest, Manifest.Write(entries.Skip(1)));
        return Code(entries);
    }

    private static string? Code(List<BundleEntry> entries) => EvidenceBundle.Verify(StoredZip.Write(entries), World.Trust).Failed?.Note.Code;

    private static List<BundleEntry> Split(byte[] bundle) => StoredZip.Read(bundle, 10)!;
}
