// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Custody;
using Ledger.Application.Documents;
using Ledger.Application.Tests.Custody;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests;

/// <summary>Terms of every version of every kind of license: read, disclosed in files and bundles, and withheld once erased.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class TermsVersionTests(SeededTemplate template)
{
    [Fact]
    public async Task Each_version_of_an_amended_license_has_its_terms_by_its_act_and_as_of_a_time()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = (await test.LicenseAsync("licensee-harbor")).Id;
        var from = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds() + 3600;
        var amendment = (await test.RecordAsync(
            "Amendment", new { license, effectiveAt = from }, TermsTests.Terms("CN", 0), "administrator", "licensee-harbor")).Id;

        foreach (var (choice, version, kind, territory) in new (VersionChoice, Hash32, string, string)[]
        {
            (default, license, "LicenseGrant", "worldwide"),
            (new(license), license, "LicenseGrant", "worldwide"),
            (new(null, 1), license, "LicenseGrant", "worldwide"),
            (new(null, from - 1), license, "LicenseGrant", "worldwide"),
            (new(null, from), amendment, "Amendment", "CN"),
            (new(amendment), amendment, "Amendment", "CN"),
        })
        {
            var terms = TestLedger.Must(await test.Ledger.Terms.ReadAsync(license, choice, Caller.Host, CancellationToken.None));
            Assert.Equal((version, kind, territory), (terms.Version, terms.Kind, Territory(terms)));
        }

        Assert.IsType<VersionUnknown>((await test.Ledger.Terms.ReadAsync(license, new(Records.Salt()), Caller.Host, CancellationToken.None)).Refusal);
        test.Clock.Move(TimeSpan.FromHours(2));
        await test.SettleAsync();
        Assert.Equal(amendment, TestLedger.Must(await test.Ledger.Terms.ReadAsync(license, default, Caller.Host, CancellationToken.None)).Version);

        var file = TestLedger.Must(await test.Ledger.Terms.DiscloseAsync(license, new(amendment), ["territory"], Caller.Host, CancellationToken.None));
        Assert.IsType<DisclosureVerdict.VersionUnconfirmed>(DisclosureFile.Verify(file.Bytes, new(license)));
        var shown = Assert.IsType<DisclosureVerdict.Shown>(DisclosureFile.Verify(file.Bytes, new(license), amendment));
        Assert.Equal("CN", shown.Values[1]!.Value.Text);
        Assert.IsType<DisclosureVerdict.VersionWrong>(DisclosureFile.Verify(file.Bytes, new(license), license));

        var bundle = await ExportAsync(test, new MatterRequest("Dispute", license, ["territory"], [amendment, license]));
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        Assert.Equal(
            [(license, "worldwide"), (amendment, "CN")], evidence.Terms.Select(terms => (terms.Version, terms.Disclosed!.Fields[0].Value.Text)));
        Assert.Equal(["terms-ok", "terms-amended-ok"], TermsSteps(bundle).Select(step => step.Note.Code));
        Assert.All(TermsSteps(bundle), step => Assert.True(step.Ok, step.Detail));
        var unknown = await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", license, ["territory"], [Records.Salt()]), CancellationToken.None);
        Assert.IsType<VersionUnknown>(unknown.Refusal);
    }

    [Fact]
    public async Task A_sublicenses_terms_are_its_two_parties_and_the_administrators()
    {
        await using var test = await TestLedger.StartAsync(template);
        var parent = await test.LicenseAsync("licensee-harbor");
        var now = test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var above = (await test.RecordAsync(
            "LicenseGrant",
            new { pool = parent.Pool, licensee = parent.Licensee, schedule = parent.Schedule, startsAt = now },
            TermsTests.Terms("worldwide", 1),
            "administrator",
            "licensee-harbor")).Id;
        var license = (await test.RecordAsync(
            "Sublicense", new { parent = above, sublicensee = test.Party("alliance").Value, startsAt = now }, TermsTests.Terms("CN", 0), "licensee-harbor", "alliance")).Id;

        foreach (var (name, role, may) in new[]
        {
            ("alliance", PoolRole.Licensee, true), ("licensee-harbor", PoolRole.Licensee, true), ("administrator", PoolRole.Administrator, true),
            ("licensee-willow", PoolRole.Licensee, false), ("member-lantern", PoolRole.Licensor, false),
        })
        {
            var read = await test.Ledger.Terms.ReadAsync(license, default, As(test, name, role, parent.Pool), CancellationToken.None);
            Assert.Equal(may, read.IsDone);
        }

        var terms = TestLedger.Must(await test.Ledger.Terms.ReadAsync(license, default, Caller.Host, CancellationToken.None));
        Assert.Equal(("Sublicense", "CN", false), (terms.Kind, Territory(terms), terms.AttestedImport));
        Assert.Equal([1U], terms.CoveredRevisions);
        var file = TestLedger.Must(await test.Ledger.Terms.DiscloseAsync(license, default, ["rate"], Caller.Host, CancellationToken.None));
        Assert.IsType<DisclosureVerdict.Shown>(DisclosureFile.Verify(file.Bytes, new(license)));
        Assert.Equal("terms-ok", Assert.Single(TermsSteps(await ExportAsync(test, new MatterRequest("Dispute", license, ["rate"])))).Note.Code);
    }

    [Fact]
    public async Task An_imports_terms_are_the_administrators_statement_until_the_licensee_counter_signs()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.LicenseAsync("licensee-harbor");
        var now = test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var license = (await test.RecordAsync(
            "AttestedImport",
            new { pool = first.Pool, licensee = test.Party("alliance").Value, schedule = first.Schedule, startsAt = now - 1000, signedAt = now - 1000 },
            TermsTests.Terms("CN", 0),
            "administrator")).Id;
        async Task<(string Kind, bool Attested, string Step)> SaidAsync()
        {
            var terms = TestLedger.Must(await test.Ledger.Terms.ReadAsync(license, default, As(test, "alliance", PoolRole.Licensee, first.Pool), CancellationToken.None));
            var bundle = await ExportAsync(test, new MatterRequest("Dispute", license, ["rate"]));
            return (terms.Kind, terms.AttestedImport, Assert.Single(TermsSteps(bundle)).Note.Code);
        }

        Assert.Equal(("AttestedImport", true, "terms-attested"), await SaidAsync());
        var file = TestLedger.Must(await test.Ledger.Terms.DiscloseAsync(license, default, ["rate"], Caller.Host, CancellationToken.None));
        Assert.True(DisclosureFile.TryRead(file.Bytes, out var read, out _));
        var note = DisclosureNotes.Of(DisclosureFile.Verify(file.Bytes, new(license)), read);
        Assert.Contains("administrator's statement", note.ToString(), StringComparison.Ordinal);
        Assert.Contains("管理人", new RefusalTexts().Note(note, "zh-CN"), StringComparison.Ordinal);

        await test.RecordAsync("CounterSignature", new { license }, null, "alliance");
        Assert.Equal(("AttestedImport", false, "terms-ok"), await SaidAsync());
    }

    [Fact]
    public async Task Who_assigned_a_license_away_reads_what_it_agreed_to_and_nothing_of_later_versions()
    {
        await using var test = await TestLedger.StartAsync(template);
        var granted = await test.LicenseAsync("licensee-harbor");
        var (license, pool) = (granted.Id, granted.Pool);
        await test.RecordAsync(
            "Assignment", new { license, assignee = test.Party("licensee-willow").Value }, null, "administrator", "licensee-harbor", "licensee-willow");
        test.Clock.Move(TimeSpan.FromSeconds(10));
        var amendment = (await test.RecordAsync(
            "Amendment",
            new { license, effectiveAt = test.Clock.GetUtcNow().ToUnixTimeSeconds() + 60 },
            TermsTests.Terms("CN", 0),
            "administrator",
            "licensee-willow")).Id;
        async Task<bool> ReadsAsync(string name, Hash32 version) =>
            (await test.Ledger.Terms.ReadAsync(license, new(version), As(test, name, PoolRole.Licensee, pool), CancellationToken.None)).IsDone;
        Assert.True(await ReadsAsync("licensee-harbor", license));
        Assert.False(await ReadsAsync("licensee-harbor", amendment));
        Assert.True(await ReadsAsync("licensee-willow", license));
        Assert.True(await ReadsAsync("licensee-willow", amendment));
    }

    [Fact]
    public async Task A_bundle_says_that_erased_terms_are_withheld_and_shows_the_demand_in_their_place()
    {
        await using var test = await TestLedger.StartAsync(template);
        var granted = await test.LicenseAsync("licensee-harbor");
        var license = granted.Id;
        var amendment = (await test.RecordAsync(
            "Amendment",
            new { license, effectiveAt = test.Clock.GetUtcNow().ToUnixTimeSeconds() + 60 },
            TermsTests.Terms("CN", 0),
            "administrator",
            "licensee-harbor")).Id;
        var administrator = As(test, "administrator", PoolRole.Administrator, granted.Pool);
        TestLedger.Must(await test.Ledger.Erasures.EraseAsync(
            administrator, granted.TermsRoot, DocumentTests.Demand(test, "administrator", granted.TermsRoot), CancellationToken.None));

        Assert.IsType<DocumentErased>((await test.Ledger.Terms.ReadAsync(license, new(license), administrator, CancellationToken.None)).Refusal);
        var bundle = await ExportAsync(test, new MatterRequest("Dispute", license, ["territory"], [license, amendment]));
        Assert.NotEqual(Verdict.Invalid, EvidenceBundle.Verify(bundle, null).Verdict);
        var steps = TermsSteps(bundle).ToList();
        Assert.Equal(["terms-withheld", "terms-amended-ok"], steps.Select(step => step.Note.Code));
        Assert.Contains("are withheld: they were erased", steps[0].Detail, StringComparison.Ordinal);
        Assert.Contains("不予出示", new RefusalTexts().Note(steps[0].Note, "zh-CN"), StringComparison.Ordinal);
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        Assert.Equal(granted.TermsRoot, evidence.Terms[0].Tombstone!.Erasure.Document);
        Assert.Null(evidence.Terms[0].Disclosed);

        var forged = evidence with { Terms = evidence.Terms.SetItem(0, evidence.Terms[0] with { Version = amendment }) };
        Assert.Equal("terms-tombstone-wrong", TermsSteps(EvidenceBundle.Write(forged)).First().Note.Code);
        var verification = TestLedger.Must(await test.Ledger.Verification.VerifyAsync(license, "zh-CN", CancellationToken.None));
        Assert.Contains("不予出示", verification.Steps.Single(step => step.Name is "terms").Detail, StringComparison.Ordinal);
        Assert.Equal("valid", verification.Verdict);
    }

    private static string Territory(LicenseTermsView terms) => terms.Terms.Single(term => term.Term is "territory").Value;

    private static Caller As(TestLedger test, string name, PoolRole role, Hash32 pool) =>
        new(name, test.Party(name), AccessScopes.Party, new Dictionary<PoolId, PoolRole> { [new PoolId(pool)] = role });

    private static IEnumerable<VerificationStep> TermsSteps(byte[] bundle) =>
        EvidenceBundle.Verify(bundle, null).Steps.Where(step => step.Name == StepName.Terms);

    private static async Task<byte[]> ExportAsync(TestLedger test, MatterRequest request)
    {
        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(request, CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        Assert.True(export.State is "final", export.Problem?.Detail);
        return TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();
    }
}
