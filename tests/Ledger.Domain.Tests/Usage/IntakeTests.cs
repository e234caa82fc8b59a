// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Usage;

public sealed class IntakeTests
{
    private static readonly UsageLine[] Lines =
    [
        new("D9 player", PatentAct.Manufacture, "CN", "", 1000, Some.Hash("line 0")),
        new("D9 player", PatentAct.Export, "CN", "DE", 500, Some.Hash("line 1")),
    ];

    private static readonly UsageReport Report = new(
        Some.Grant().Id, Some.Licensee, Some.Hash("stream"), 1, default, Some.Now, Some.Now + 10, UsageLines.Root(Lines), 2, 1500,
        Some.Hash("recent"), Some.Hash("report"));

    private static readonly Observation Seen = new(
        Some.Pool, Some.Holder, default, "Nobody Electronics", "D9 player", PatentAct.Sale, "CN", "DE", Some.Now - 5, 0, default,
        Some.Hash("recent"), Some.Hash("observation"));

    [Fact]
    public void A_good_report_is_taken_in() => Assert.True(Take(Report).IsPermitted);

    [Fact]
    public void A_report_without_lines_is_taken_in()
    {
        var nothing = Report with { LineCount = 0, TotalQuantity = 0, LinesRoot = UsageLines.Root([]) };
        Assert.True(Take(nothing, []).IsPermitted);
    }

    public static TheoryData<string, Func<UsageReport, UsageReport>> WrongReports => new()
    {
        { "reporter-not-licensee", report => report with { Reporter = Some.Holder } },
        { "period-empty", report => report with { PeriodEnd = report.PeriodStart } },
        { "sequence-skipped", report => report with { Sequence = 2 } },
        { "sequence-taken", report => report with { Sequence = 0 } },
        { "previous-mismatch", report => report with { Previous = new RecordId(Some.Hash("x")) } },
        { "line-count-mismatch", report => report with { LineCount = 3 } },
        { "lines-root-mismatch", report => report with { LinesRoot = Some.Hash("x") } },
        { "total-mismatch", report => report with { TotalQuantity = 1501 } },
    };

    [Theory]
    [MemberData(nameof(WrongReports))]
    public void A_wrong_report_is_refused_with_its_code(string code, Func<UsageReport, UsageReport> spoil) =>
        Assert.Equal(code, Take(spoil(Report)).Refusal?.Code);

    public static TheoryData<string, Func<UsageLine, UsageLine>> WrongLines => new()
    {
        { "text-invalid", line => line with { Product = "" } },
        { "text-invalid", line => line with { Product = new string('x', 257) } },
        { "text-invalid", line => line with { Product = "a\0b" } },
        { "text-invalid", line => line with { Product = "a\uD800" } },
        { "country-invalid", line => line with { MadeIn = "cn" } },
        { "country-invalid", line => line with { SoldIn = "CHN" } },
        { "patent-act-unknown", line => line with { Act = (PatentAct)6 } },
    };

    [Theory]
    [MemberData(nameof(WrongLines))]
    public void A_wrong_line_is_refused_with_its_code(string code, Func<UsageLine, UsageLine> spoil) =>
        Assert.Equal(code, Take(Report, [Lines[0], spoil(Lines[1])]).Refusal?.Code);

    [Fact]
    public void Totals_do_not_wrap_around()
    {
        var most = new UInt256(UInt128.MaxValue, UInt128.MaxValue);
        UsageLine[] lines = [Lines[0] with { Quantity = most }, Lines[1] with { Quantity = 1 }];
        Assert.Equal("total-mismatch", Take(Report with { LinesRoot = UsageLines.Root(lines), TotalQuantity = 0 }, lines).Refusal?.Code);
    }

    [Fact]
    public void The_next_report_of_a_stream_names_the_one_before()
    {
        var head = new StreamHead(1, Report.Id);
        Assert.True(Take(Report with { Sequence = 2, Previous = Report.Id }, stream: head).IsPermitted);
        Assert.Equal(new SequenceTaken(Report.Stream, 1, 2), Take(Report, stream: head).Refusal);
        Assert.Equal(new SequenceSkipped(Report.Stream, 3, 2), Take(Report with { Sequence = 3 }, stream: head).Refusal);
        Assert.Equal(new PreviousMismatch(default, Report.Id), Take(Report with { Sequence = 2 }, stream: head).Refusal);
    }

    [Fact]
    public void A_report_under_no_license_is_refused()
    {
        var decision = ReportDecision.Decide(Context(), LicenseHistory.Empty, null, Report, Lines, Sign(Report, Some.LicenseeKey), TermsInEffect.None);
        Assert.Equal(new LicenseUnknown(Report.License), decision.Refusal);
    }

    [Fact]
    public void A_report_signed_by_another_partys_key_is_refused() =>
        Assert.Equal(new KeyNotHeld(Some.Licensee, Some.HolderKey.Address, KeyScopes.Report), Take(Report, key: Some.HolderKey).Refusal);

    [Fact]
    public void A_key_without_the_scope_Report_reports_nothing()
    {
        var contract = new TestKey("contract only");
        var admission = new KeyAdmission(Some.Licensee, contract.Address, KeyScopes.Contract, 0, default, Some.Later, default);
        var party = Some.Party(Some.LicenseeOpening).Apply(new KeyAdmitted(Some.At(), admission, default));
        Assert.IsType<KeyNotHeld>(Take(Report, key: contract, context: Context() with { Signer = party }).Refusal);
    }

    [Fact]
    public void A_report_that_names_no_final_block_is_refused() => Assert.Equal(
        new RecentBlockUnknown(Report.RecentBlock), Take(Report, context: Context() with { RecentBlockTime = null }).Refusal);

    [Fact]
    public void A_report_that_names_too_old_a_block_is_refused()
    {
        var age = IntakeOptions.DefaultMaxRecordAgeSeconds;
        Assert.True(Take(Report, context: Context() with { RecentBlockTime = Some.Now - age }).IsPermitted);
        Assert.Equal(
            new RecordBackdated(Some.Now - age - 1, age), Take(Report, context: Context() with { RecentBlockTime = Some.Now - age - 1 }).Refusal);
    }

    [Fact]
    public void A_good_observation_is_taken_in()
    {
        Assert.True(See(Seen).IsPermitted);
        Assert.True(See(Seen with { Subject = Some.Licensee, SubjectName = "", MadeIn = "" }).IsPermitted);
    }

    public static TheoryData<string, Func<Observation, Observation>> WrongObservations => new()
    {
        { "observed-in-future", seen => seen with { ObservedAt = Some.Now + 1 } },
        { "subject-unnamed", seen => seen with { SubjectName = "" } },
        { "text-invalid", seen => seen with { SubjectName = "a\nb" } },
        { "text-invalid", seen => seen with { Product = "" } },
        { "patent-act-unknown", seen => seen with { Act = (PatentAct)200 } },
        { "country-invalid", seen => seen with { MadeIn = "C" } },
        { "country-invalid", seen => seen with { SoldIn = "D1" } },
    };

    [Theory]
    [MemberData(nameof(WrongObservations))]
    public void A_wrong_observation_is_refused_with_its_code(string code, Func<Observation, Observation> spoil) =>
        Assert.Equal(code, See(spoil(Seen)).Refusal?.Code);

    [Fact]
    public void An_observation_in_no_pool_or_by_nobody_is_refused()
    {
        var signature = Sign(Seen, Some.HolderKey);
        Assert.Equal(new PoolUnknown(Some.Pool), ObservationDecision.Decide(Context(), PoolHistory.Empty, Seen, signature).Refusal);
        var nobody = Context() with { Signer = PartyHistory.Empty };
        Assert.Equal(new PartyUnknown(Some.Holder), ObservationDecision.Decide(nobody, Some.FormedPool(), Seen, signature).Refusal);
    }

    private static Decision Take(
        UsageReport report, UsageLine[]? lines = null, StreamHead? stream = null, TestKey? key = null, IntakeContext? context = null) =>
        ReportDecision.Decide(context ?? Context(), Some.License(), stream, report, lines ?? Lines, Sign(report, key ?? Some.LicenseeKey), TermsInEffect.None);

    private static Decision See(Observation seen) => ObservationDecision.Decide(
        Context() with { Signer = Some.Party(Some.HolderOpening, 1) }, Some.FormedPool(), seen, Sign(seen, Some.HolderKey));

    private static IntakeContext Context() =>
        new(Some.Domain(ContractName.UsageLog), Some.Party(Some.LicenseeOpening, 1), Some.Now - 10, Some.Now, new());

    private static Signature Sign(IUsageRecord record, TestKey key) => key.Sign(record.Digest(Some.Domain(ContractName.UsageLog)));
}
