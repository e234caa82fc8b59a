// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Application.Access;
using Ledger.Application.Documents;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Verification;
using Ledger.Host.Tests.Support;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class TermsTests(SeededTemplate template)
{
    [Fact]
    public async Task The_seeds_have_whole_terms_which_cover_the_revisions_of_the_schedule()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        var view = TestLedger.Must(await test.Ledger.Terms.ReadAsync(license.Id, default, Caller.Host, CancellationToken.None));
        var terms = view.Terms.ToDictionary(term => term.Term, term => term.Value, StringComparer.Ordinal);
        Assert.Equal(license.TermsRoot, view.TermsRoot);
        Assert.Equal("1", terms["rate.1.rate"]);
        Assert.Equal("1200000", terms["cap.amount"]);
        Assert.Equal("internet-software-decoder", terms["free.products"]);
        Assert.Equal("Asia/Shanghai", terms["calendar.zone"]);
        Assert.DoesNotContain("rate.2.rate", terms.Keys);
        Assert.Equal([1U], view.CoveredRevisions);
    }

    [Fact]
    public async Task Some_terms_are_disclosed_in_a_file_that_proves_itself()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        var file = TestLedger.Must(await test.Ledger.Terms.DiscloseAsync(license.Id, default, ["rate.1", "territory"], Caller.Host, CancellationToken.None));
        var shown = Assert.IsType<DisclosureVerdict.Shown>(DisclosureFile.Verify(file.Bytes, new(license.Id)));
        Assert.Equal(
            ["territory", "rate.1.product", "rate.1.from", "rate.1.rate", "rate.1.standard"],
            LicenseTerms.Schema.Fields.Where((_, i) => shown.Values[i] is not null).Select(field => field.Name));
    }

    [Theory]
    [InlineData("rates")]
    [InlineData("rate.")]
    [InlineData("rate.1.rat")]
    [InlineData("")]
    public async Task A_term_of_another_name_is_not_disclosed(string word)
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        Assert.Equal(new TermUnknown(word), (await test.Ledger.Terms.DiscloseAsync(license.Id, default, ["territory", word], Caller.Host, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Terms_of_no_license_and_terms_that_are_not_held_are_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var nothing = Records.Salt();
        Assert.IsType<LicenseUnknown>((await test.Ledger.Terms.ReadAsync(nothing, default, Caller.Host, CancellationToken.None)).Refusal);
        var first = await test.LicenseAsync("licensee-harbor");
        var proposal = await test.ProposeAsync(
            "LicenseGrant",
            new { pool = first.Pool, licensee = first.Licensee, schedule = first.Schedule, startsAt = 1, termsRoot = nothing },
            null);
        await test.SignAsync(proposal, "administrator");
        await test.SignAsync(proposal, "licensee-harbor");
        await test.SettleAsync();
        Assert.IsType<TermsNotHeld>((await test.Ledger.Terms.ReadAsync(proposal.Id, default, Caller.Host, CancellationToken.None)).Refusal);
        Assert.IsType<TermsNotHeld>((await test.Ledger.Terms.DiscloseAsync(proposal.Id, default, ["rate"], Caller.Host, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Terms_are_read_and_disclosed_by_the_licenses_two_parties_alone()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        var pool = new PoolId(license.Pool);
        Caller As(string name, PoolRole role) =>
            new(name, test.Party(name), AccessScopes.Party, new Dictionary<PoolId, PoolRole> { [pool] = role });
        foreach (var (caller, may) in new[]
        {
            (As("licensee-harbor", PoolRole.Licensee), true),
            (As("administrator", PoolRole.Administrator), true),
            (As("licensee-willow", PoolRole.Licensee), false),
            (As("member-lantern", PoolRole.Licensor), false),
            (As("member-lantern", PoolRole.Administrator), false),
            (As("alliance", PoolRole.Auditor), false),
            (new Caller("operator", null, AccessScopes.Operator, new Dictionary<PoolId, PoolRole>()), false),
        })
        {
            Assert.Equal(may, (await test.Ledger.Terms.ReadAsync(license.Id, default, caller, CancellationToken.None)).IsDone);
            var disclosed = await test.Ledger.Terms.DiscloseAsync(license.Id, default, ["rate"], caller, CancellationToken.None);
            Assert.Equal(may ? null : typeof(RoleMissing), disclosed.Refusal?.GetType());
        }

        var dispute = new MatterRequest("Dispute", license.Id, ["rate"]);
        Assert.IsType<RoleMissing>((await test.Ledger.Exports.OpenAsync(dispute, As("alliance", PoolRole.Dispute), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_matter_exports_the_terms_that_it_discloses_and_no_others()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-willow");
        Assert.IsType<TermUnknown>((await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", license.Id, ["price"]), CancellationToken.None)).Refusal);
        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", license.Id, ["cap"]), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes;
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        Assert.Equal(["1200000", "P1Y", "enterprise"], Assert.Single(evidence.Terms).Disclosed!.Fields.Select(field => field.Value.Text));
        Assert.Contains(EvidenceBundle.Verify(bundle, null).Steps, step => step is { Name: StepName.Terms, Ok: true });
    }

    [Fact]
    public async Task A_report_of_a_period_that_the_calendar_does_not_have_is_refused_with_the_right_one()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(1);
        var report = await test.ReportAsync("licensee-harbor", lines);
        var off = report with { PeriodStart = report.PeriodStart + 8 * 3600 };
        var refusal = (await test.Ledger.UsageIntake.SubmitAsync(test.Sign(off, lines, "licensee-harbor"), CancellationToken.None)).Refusal;
        Assert.Equal(new PeriodOffCalendar(off.PeriodStart, off.PeriodEnd, report.PeriodStart, report.PeriodEnd, "Asia/Shanghai"), refusal);
    }

    [Fact]
    public async Task A_line_outside_of_the_license_is_taken_in_and_marked()
    {
        await using var test = await TestLedger.StartAsync(template);
        UsageLine[] lines =
        [
            UsageLine.Of("Box", PatentAct.Sale, "CN", "CN", 5, Records.Salt()),
            UsageLine.Of("Box", PatentAct.Stream, "CN", "CN", 7, Records.Salt()),
        ];
        var report = await test.ReportAsync("licensee-harbor", lines);
        var receipt = TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, "licensee-harbor"), CancellationToken.None));
        var shown = TestLedger.Must(await test.Ledger.UsageIntake.LinesAsync(receipt.ReportId, null, 10, RefusalTexts.Chinese, CancellationToken.None)).Items;
        Assert.Empty(shown[0].Outside);
        var outside = Assert.Single(shown[1].Outside);
        Assert.Equal(("acts", "line-outside-acts"), (outside.Term, outside.Code));
        Assert.Contains("行为 stream 不在许可的行为之内", outside.Detail, StringComparison.Ordinal);
        var warning = Assert.Single(receipt.Warnings);
        Assert.Equal(("/lines/1", "line-outside-acts"), (warning.Pointer, warning.Code));
        Assert.StartsWith("The act stream is none of those licensed", warning.Detail, StringComparison.Ordinal);
    }

    /// <summary>The code, and how a proposer spoils the terms.</summary>
    [Theory]
    [InlineData("sublicensing.depth", "VN", 1)]
    [InlineData("territory", "US", 0)]
    [InlineData(null, "VN", 0)]
    public async Task A_sublicense_gives_nothing_that_its_parent_does_not(string? exceeded, string territory, int depth)
    {
        await using var test = await TestLedger.StartAsync(template);
        var (now, harbor) = (test.Clock.GetUtcNow().ToUnixTimeSeconds(), await test.LicenseAsync("licensee-harbor"));
        var parent = (await test.RecordAsync(
            "LicenseGrant",
            new { pool = harbor.Pool, licensee = test.Party("alliance").Value, schedule = harbor.Schedule, startsAt = now },
            Terms("CN,VN", depth: 1),
            "administrator",
            "alliance")).Id;
        var sublicense = await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest(
                "Sublicense", TestLedger.Json(new { parent, sublicensee = test.Party("licensee-willow").Value, startsAt = now }), Terms(territory, depth)),
            "en",
            CancellationToken.None);
        Assert.Equal(exceeded is null ? null : new TermExceedsParent(exceeded), sublicense.Refusal);
    }

    internal static ProposalDocuments Terms(string territory, int depth)
    {
        var terms = JsonNode.Parse(SomeTerms.Text)!;
        terms["scope"]!["territory"] = territory;
        terms["delegation"]!["sublicensing"] = depth == 0 ? null : new JsonObject { ["depth"] = depth, ["to"] = "affiliates" };
        return new ProposalDocuments(Terms: TestLedger.Json(terms));
    }

    public static TheoryData<string, Action<JsonNode>> Spoiled => new()
    {
        { "terms-currency-unknown", terms => terms["royalties"]!["currency"] = "RMB" },
        { "terms-tiers-not-ascending", terms => terms["royalties"]!["rates"]![1]!["from"] = 0 },
        { "terms-period-missing", terms => ((JsonObject)terms["royalties"]!["cap"]!).Remove("period") },
        { "terms-amount-negative", terms => terms["royalties"]!["rates"]![0]!["rate"] = "-1.00" },
        { "message-invalid", terms => terms["royalties"]!["rates"]![0]!["rate"] = 1.5 },
        { "message-invalid", terms => terms["royalties"]!["rates"]![0]!["rate"] = "1,00" },
        { "message-invalid", terms => terms["royalties"]!["rates"]![0]!["rate"] = "0.12345678901234567890123456789" },
        { "message-invalid", terms => terms["royalties"]!["reset"] = "P12M" },
        { "message-invalid", terms => terms["royalties"]!["basis"] = "PerUnit" },
        { "message-invalid", terms => ((JsonObject)terms["royalties"]!).Add("interest", "5") },
        { "message-invalid", terms => ((JsonObject)terms).Remove("control") },
        { "message-invalid", terms => terms["scope"]!["territory"] = "VN,CN" },
        { "message-invalid", terms => terms["scope"]!["acts"] = new JsonArray("manufacture", "manufacture") },
        { "message-invalid", terms => terms["scope"]!["acts"] = new JsonArray("lend") },
        { "message-invalid", terms => terms["scope"]!["products"] = new JsonArray("a,b") },
        { "message-invalid", terms => terms["scope"]!["products"] = new JsonArray((JsonNode?)null) },
        { "message-invalid", terms => terms["time"]!["pastSales"] = new JsonObject { ["mode"] = "released", ["from"] = "2024-02-30" } },
    };

    [Theory]
    [MemberData(nameof(Spoiled))]
    public async Task Terms_that_cannot_be_are_refused_with_their_code(string code, Action<JsonNode> spoil)
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.LicenseAsync("licensee-harbor");
        var terms = JsonNode.Parse(SomeTerms.Text)!;
        spoil(terms);
        var outcome = await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest(
                "LicenseGrant",
                TestLedger.Json(new { pool = first.Pool, licensee = first.Licensee, schedule = first.Schedule, startsAt = 1 }),
                new ProposalDocuments(Terms: TestLedger.Json(terms))),
            "en",
            CancellationToken.None);
        Assert.Equal(code, outcome.Refusal?.Code);
    }

    [Fact]
    public void Every_term_is_listed_with_the_code_that_enforces_it()
    {
        Assert.Equal(TermEnforcement.All.Length, TermsBook.Schema.Terms.Count);
        Assert.Equal(nameof(CalendarTerms), TermsBook.Schema.Terms.Single(term => string.Equals(term.Term, "report.period", StringComparison.Ordinal)).EnforcedBy);
        Assert.Null(TermsBook.Schema.Terms.Single(term => string.Equals(term.Term, "cap.amount", StringComparison.Ordinal)).EnforcedBy);
    }
}
