// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Usage;

public sealed class IntakeTests
{
    private static readonly UsageLine[] Lines =
    [
        UsageLine.Of("D9 player", PatentAct.Manufacture, "CN", "", 1000, Some.Hash("line 0")),
        UsageLine.Of("D9 player", PatentAct.Export, "CN", "DE", 500, Some.Hash("line 1")),
    ];

    private static readonly StreamOpening Opening = new(Some.Pool, Some.Licensee, "Factory 1", Some.Hash("recent"), Some.Hash("opening"));

    private static readonly UsageReport Report = new(
        Some.Grant().Id, Some.Licensee, Opening.Id, 1, default, default, Some.Now, Some.Now + 10, UsageLines.Root(Lines), 2, 1500, 0, "",
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
        Assert.Equal(new SequenceTaken(Report.Stream.Value, 1, 2), Take(Report, stream: head).Refusal);
        Assert.Equal(new SequenceSkipped(Report.Stream.Value, 3, 2), Take(Report with { Sequence = 3 }, stream: head).Refusal);
        Assert.Equal(new PreviousMismatch(default, Report.Id), Take(Report with { Sequence = 2 }, stream: head).Refusal);
    }

    [Fact]
    public void A_report_stands_in_a_stream_of_its_reporter_and_pool()
    {
        var decision = ReportDecision.Decide(Context(), Some.License(), null, null, Report, Lines, Sign(Report, Some.LicenseeKey), TermsInEffect.None);
        Assert.Equal(new StreamUnknown(Report.Stream), decision.Refusal);
        Assert.Equal(new StreamOfAnother(Report.Stream, Some.Holder), Take(Report, opening: Opening with { Reporter = Some.Holder }).Refusal);
        Assert.IsType<StreamOfAnother>(Take(Report, opening: Opening with { Pool = new PoolId(Some.Hash("x")) }).Refusal);
    }

    public static TheoryData<string?, Func<UsageLine, UsageLine>> RicherLines => new()
    {
        { null, line => line with { NetValue = 990, Currency = "CNY", Serials = "A0001..A1000", Batch = "B 7", Time = Some.Now + 9 } },
        { null, line => line with { NetValue = 0, Currency = "CNY" } },
        { "currency-missing", line => line with { NetValue = 1 } },
        { "currency-unknown", line => line with { NetValue = 1, Currency = "RMB" } },
        { "serials-invalid", line => line with { Serials = "A1;A2" } },
        { "serials-miscounted", line => line with { Serials = "A0001..A0999" } },
        { "text-invalid", line => line with { Batch = "a\tb" } },
        { "line-time-outside", line => line with { Time = Some.Now - 1 } },
        { "line-time-outside", line => line with { Time = Some.Now + 10 } },
    };

    [Theory]
    [MemberData(nameof(RicherLines))]
    public void A_line_may_name_value_serials_batch_and_time(string? code, Func<UsageLine, UsageLine> change)
    {
        UsageLine[] lines = [change(Lines[0]), Lines[1]];
        Assert.Equal(code, Take(Committed(Report, lines), lines).Refusal?.Code);
    }

    [Fact]
    public void The_values_of_lines_are_of_one_currency_and_add_up()
    {
        UsageLine[] lines = [Lines[0] with { NetValue = 7, Currency = "CNY" }, Lines[1] with { NetValue = 5, Currency = "CNY" }];
        var report = Committed(Report, lines);
        Assert.Equal((UInt256)12, report.TotalNetValue);
        Assert.Equal("value-total-mismatch", Take(report with { TotalNetValue = 13 }, lines).Refusal?.Code);
        Assert.Equal("currency-mixed", Take(report with { Currency = "USD" }, lines).Refusal?.Code);
        Assert.Equal("currency-mixed", Take(Committed(Report, Lines) with { Currency = "USD" }, Lines).Refusal?.Code);
    }

    [Fact]
    public void A_line_without_its_value_is_refused_where_the_royalty_is_a_part_of_the_price()
    {
        var terms = SomeTerms.Whole with { Calendar = null, Royalties = SomeTerms.Whole.Royalties with { Basis = RateBasis.AdValorem } };
        var license = Some.License();
        var held = new TermsInEffect(license, ImmutableDictionary<Hash32, LicenseTerms>.Empty.Add(license.Versions[0].Id, terms), []);
        UsageLine[] valued = [.. Lines.Select(line => line with { NetValue = 7, Currency = "CNY" })];
        Refusal? Judge(UsageLine[] lines) => Committed(Report, lines) is var report
            ? ReportDecision.Decide(Context(), license, Opening, null, report, lines, Sign(report, Some.LicenseeKey), held).Refusal : null;

        Assert.Null(Judge(valued));
        Assert.Equal(new NetValueMissing(1), Judge([valued[0], Lines[1]]));
    }

    private static UsageReport Committed(UsageReport report, UsageLine[] lines) => report with
    {
        LinesRoot = UsageLines.Root(lines),
        TotalNetValue = UInt256.From(UsageLines.TotalValue(lines)),
        Currency = UsageLines.CurrencyOf(lines),
    };

    [Fact]
    public void A_report_under_no_license_is_refused()
    {
        var decision = ReportDecision.Decide(Context(), LicenseHistory.Empty, Opening, null, Report, Lines, Sign(Report, Some.LicenseeKey), TermsInEffect.None);
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

    public static TheoryData<string?, Func<EvidenceItem[], EvidenceItem[]?>> GivenEvidence => new()
    {
        { null, items => items },
        { null, _ => null },
        { "evidence-root-mismatch", _ => [] },
        { "evidence-root-mismatch", items => items[..1] },
        { "evidence-root-mismatch", items => [items[1], items[0]] },
        { "evidence-root-mismatch", items => [items[0] with { Salt = Some.Hash("other salt") }, items[1]] },
        { "evidence-root-mismatch", items => [items[0], items[1] with { Content = Some.Hash("other file") }] },
        { "evidence-source-unknown", items => [items[0] with { Source = (EvidenceSource)6 }, items[1]] },
        { "text-invalid", items => [items[0] with { Name = "" }, items[1]] },
        { "text-invalid", items => [items[0] with { Note = new string('n', IntakeOptions.LongestText + 1) }, items[1]] },
        { "evidence-too-long", items => [.. Enumerable.Repeat(items[0], ObservationEvidence.Most + 1)] },
    };

    [Theory]
    [MemberData(nameof(GivenEvidence))]
    public void Evidence_is_what_the_observation_commits_to_or_is_left_out(string? code, Func<EvidenceItem[], EvidenceItem[]?> give)
    {
        EvidenceItem[] items =
        [
            new(EvidenceSource.Listing, "page.html", Some.Hash("file"), Some.Now - 9, "", Some.Hash("salt 0")),
            new(EvidenceSource.Teardown, "report.pdf", Some.Hash("other"), 0, "Decodes the test stream.", Some.Hash("salt 1")),
        ];
        Assert.Equal(code, See(Seen with { EvidenceRoot = ObservationEvidence.Root(items) }, give(items)).Refusal?.Code);
    }

    [Fact]
    public void An_observation_without_evidence_commits_to_none()
    {
        Assert.Equal(Hash32.Zero, ObservationEvidence.Root([]));
        Assert.True(See(Seen, []).IsPermitted);
        var item = new EvidenceItem(EvidenceSource.Customs, "notice", default, 0, "", default);
        Assert.Equal(new EvidenceRootMismatch(default, ObservationEvidence.Root([item])), See(Seen, [item]).Refusal);
    }

    [Fact]
    public void No_other_record_has_evidence()
    {
        var request = new LicenseRequest(Some.Pool, Some.Holder, "Boxes", "CN", Some.Now, "", Some.Hash("recent"), Some.Hash("request"));
        var ground = Ground(Context() with { Signer = Some.Party(Some.HolderOpening, 1) }, Some.FormedPool());
        Assert.True(RecordDecision.Decide(ground, request, Sign(request, Some.HolderKey)).IsPermitted);
        Assert.Equal(
            new EvidenceUnexpected(RecordKind.LicenseRequest), RecordDecision.Decide(ground with { Evidence = [] }, request, Sign(request, Some.HolderKey)).Refusal);
    }

    [Fact]
    public void An_observation_in_no_pool_or_by_nobody_is_refused()
    {
        var signature = Sign(Seen, Some.HolderKey);
        Assert.Equal(new PoolUnknown(Some.Pool), RecordDecision.Decide(Ground(Context(), PoolHistory.Empty), Seen, signature).Refusal);
        var nobody = Context() with { Signer = PartyHistory.Empty };
        Assert.Equal(new PartyUnknown(Some.Holder), RecordDecision.Decide(Ground(nobody, Some.FormedPool()), Seen, signature).Refusal);
    }

    private static Decision Take(
        UsageReport report, UsageLine[]? lines = null, StreamHead? stream = null, TestKey? key = null, IntakeContext? context = null, StreamOpening? opening = null) =>
        ReportDecision.Decide(context ?? Context(), Some.License(), opening ?? Opening, stream, report, lines ?? Lines, Sign(report, key ?? Some.LicenseeKey), TermsInEffect.None);

    private static Decision See(Observation seen, IReadOnlyList<EvidenceItem>? evidence = null) => RecordDecision.Decide(
        Ground(Context() with { Signer = Some.Party(Some.HolderOpening, 1) }, Some.FormedPool()) with { Evidence = evidence }, seen, Sign(seen, Some.HolderKey));

    private static RecordGround Ground(IntakeContext context, PoolHistory pool) =>
        new(context, pool, LicenseHistory.Empty, FileHistory.Empty, LicenseRecords.Empty);

    private static IntakeContext Context() =>
        new(Some.Domain(ContractName.UsageLog), Some.Party(Some.LicenseeOpening, 1), Some.Now - 10, Some.Now, new());

    private static Signature Sign(IUsageRecord record, TestKey key) => key.Sign(record.Digest(Some.Domain(ContractName.UsageLog)));
}
