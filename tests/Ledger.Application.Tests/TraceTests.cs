// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Application.Access;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Tracing;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Host.Tests.Support;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class TraceTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";

    [Fact]
    public async Task A_line_is_traced_back_to_the_signed_terms_its_schedule_and_the_patents_where_it_was_sold()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync(Harbor);
        await test.AnchorAsync();

        var trace = TestLedger.Must(await test.Ledger.ReportTrace.TraceAsync(Caller.Host, receipt.ReportId, 1, proof: true, CancellationToken.None));

        var license = await test.LicenseAsync(Harbor);
        Assert.Equal((license.Id, license.TermsRoot, license.Schedule), (trace.License.Id, trace.License.TermsRoot, trace.License.Schedule?.Id));
        Assert.NotEmpty(trace.License.Schedule!.Revisions);
        Assert.Equal(("final", true, 3U), (trace.State, trace.Counts, trace.Lines));
        Assert.Equal("Box 2", trace.Line!.Product);
        var report = ReadReport(TestLedger.Must(await test.Ledger.UsageIntake.GetAsync(receipt.ReportId, CancellationToken.None)));
        Assert.True(InclusionProof.Verify(report.LinesRoot, 3, 1, trace.Line.Leaf, [.. trace.Line.Path]));
        Assert.True(InclusionProof.Verify(trace.Proof!.Root, trace.Proof.TreeSize, trace.Proof.LeafIndex, trace.Proof.Leaf, [.. trace.Proof.Path]));
        Assert.True(trace.Line.PatentCount > 0);
        Assert.All(trace.Line.Patents, number => Assert.StartsWith("CN", number, StringComparison.Ordinal));
        Assert.IsType<LineUnknown>((await test.Ledger.ReportTrace.TraceAsync(Caller.Host, receipt.ReportId, 3, proof: false, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task From_a_patent_one_comes_to_the_lines_made_or_sold_in_its_country_and_to_what_was_paid()
    {
        await using var test = await TestLedger.StartAsync(template);
        IReadOnlyList<UsageLine> lines =
        [
            UsageLine.Of("Player", PatentAct.Sale, "CN", "US", 10, Records.Salt()),
            UsageLine.Of("Player", PatentAct.Sale, "VN", "US", 20, Records.Salt()),
            UsageLine.Of("Tuner", PatentAct.Sale, "VN", "VN", 30, Records.Salt()),
        ];
        var report = await test.ReportAsync(Harbor, lines);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));
        await test.SubmitAsync("licensee-willow");
        var claim = new PaymentClaimed(
            report.License, report.Reporter, report.PeriodStart, report.PeriodEnd, 5_000UL, "CNY", report.PeriodStart, "T-1", await test.RecentBlockAsync(), Records.Salt());
        TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(claim, Harbor), CancellationToken.None));
        await test.AnchorAsync();
        var whole = TestLedger.Must(await test.Ledger.ReportTrace.TraceAsync(Caller.Host, report.Id.Value, 0, proof: false, CancellationToken.None));
        var patent = whole.Line!.Patents.First(number => number.StartsWith("CN", StringComparison.Ordinal));

        var traced = await ListAsync(test, new TraceQuery(Patent: patent, Licensee: report.Reporter.Value, Proofs: true));

        var line = Assert.Single(traced);
        Assert.Equal((0, "Player", "CN"), (line.Line!.Value, line.Product, line.MadeIn));
        Assert.Equal((claim.Id.Value, "claimed"), (line.Payments.Single().Claim, line.Payments.Single().State));
        Assert.True(InclusionProof.Verify(report.LinesRoot, 3, 0, line.Proof!.Leaf!.Value, [.. line.Proof.Path]));
        Assert.NotNull(line.Proof.Record);
        Assert.Equal(claim.Id.Value, Assert.Single(whole.Payments).Claim);
        Assert.Equal(2, (await ListAsync(test, new TraceQuery(Product: "Player"))).Count);
        Assert.Equal([0, 1], (await ListAsync(test, new TraceQuery(Country: "US"))).Select(found => found.Line!.Value));
        Assert.Equal([2], (await ListAsync(test, new TraceQuery(SoldIn: "VN"))).Select(found => found.Line!.Value));
        Assert.Empty(await ListAsync(test, new TraceQuery(From: report.PeriodEnd)));
        Assert.Empty(await ListAsync(test, new TraceQuery(To: report.PeriodStart)));
        Assert.Empty(await ListAsync(test, new TraceQuery(Product: "Boxes")));
        Assert.IsAssignableFrom<Domain.Schedules.PublicationRefusal>(
            (await test.Ledger.Trace.ListAsync(Caller.Host, new TraceQuery(Patent: "no number"), null, 10, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Pages_of_any_length_give_the_same_lines_and_a_nil_report_is_an_item_without_one()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor, lines: 5);
        var second = await test.SubmitAsync(Harbor, lines: 0, sequence: 2, previous: new RecordId(first.ReportId));
        await test.SubmitAsync("licensee-willow", lines: 2);

        var all = await ListAsync(test, new TraceQuery(), limit: 500);

        Assert.Equal([0, 1, 2, 3, 4, null, 0, 1], all.Select(item => item.Line));
        Assert.Equal(second.ReportId, all[5].Report);
        foreach (var limit in Enumerable.Range(1, 8))
        {
            Assert.Equal(all.Select(item => (item.Report, item.Line)), (await ListAsync(test, new TraceQuery(), limit)).Select(item => (item.Report, item.Line)));
        }
    }

    [Fact]
    public async Task A_report_that_is_corrected_says_by_which_one_and_counts_no_more()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        var lines = Records.Lines(1);
        var correction = await test.ReportAsync(Harbor, lines, 2, new RecordId(first.ReportId)) with { Supersedes = new RecordId(first.ReportId) };
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(correction, lines, Harbor), CancellationToken.None));

        var old = TestLedger.Must(await test.Ledger.ReportTrace.TraceAsync(Caller.Host, first.ReportId, null, proof: true, CancellationToken.None));

        Assert.Equal((correction.Id.Value, false), (old.CorrectedBy, old.Counts));
        Assert.Null(old.Proof);
        Assert.Equal("journaled", old.State);
        Assert.Equal([false, false, false, true], (await ListAsync(test, new TraceQuery())).Select(item => item.Counts));
    }

    [Fact]
    public async Task Each_caller_is_shown_the_lines_that_his_key_may_read()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync(Harbor);
        await test.SubmitAsync("licensee-willow", lines: 2);
        var pool = new PoolId((await test.PoolAsync()).Id);
        Caller With(PartyId party, PoolRole role) => new("key", party, AccessScopes.Read, new Dictionary<PoolId, PoolRole> { [pool] = role });

        Assert.Equal(3, (await ListAsync(test, new TraceQuery(), by: With(test.Party(Harbor), PoolRole.Licensee))).Count);
        Assert.Equal(5, (await ListAsync(test, new TraceQuery(), by: With(new PartyId(Records.Salt()), PoolRole.Auditor))).Count);
        Assert.Empty(await ListAsync(test, new TraceQuery(), by: With(new PartyId(Records.Salt()), PoolRole.Licensee)));
    }

    [Fact]
    public void Cells_that_a_spreadsheet_would_compute_are_text()
    {
        foreach (var start in "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20")
        {
            Assert.Equal('\'', Domain.Sheets.CsvCell.Of(start + "1").TrimStart('"')[0]);
        }

        Assert.Equal("plain,\"a,b\",\"say \"\"so\"\"\",'=1\r\n", Domain.Sheets.CsvCell.Line("plain", "a,b", "say \"so\"", "=1"));
    }

    [Fact]
    public async Task The_map_tells_reported_nil_late_missing_and_open_periods_by_the_terms_calendar()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync(Harbor);
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var (start, end) = Records.Quarterly.PeriodAt(now)!.Value;
        await ReportAsync(test, 1, default, Records.Lines(2), start, end);

        var row = await RowAsync(test, license.Id);

        Assert.Equal(license.Licensee, row.Licensee.Id);
        var states = row.Periods.ToDictionary(period => period.PeriodStart, period => period.State);
        Assert.Equal("reported", states[start]);
        Assert.Contains("missing", states.Values);
        Assert.All(row.Periods, period => Assert.Equal("period-" + period.State, period.Reason.Code));
        Assert.Equal(end, row.Periods[^1].PeriodEnd);
    }

    [Fact]
    public async Task A_period_whose_correction_was_taken_back_is_not_reported_for_nothing_counts()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (start, end) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        var first = await ReportAsync(test, 1, default, Records.Lines(2), start, end);
        var lines = Records.Lines(1);
        var correction = await test.ReportAsync(Harbor, lines, 2, first) with { Supersedes = first };
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(correction, lines, Harbor), CancellationToken.None));
        var taken = new ReportVoid(correction.License, correction.Reporter, correction.Id, await test.RecentBlockAsync(), Records.Salt());
        TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(taken, Harbor), CancellationToken.None));

        var period = (await RowAsync(test, correction.License.Value)).Periods.Single(one => one.PeriodStart == start);

        Assert.Equal(("open", 0, 0UL), (period.State, period.Reports, period.Lines));
    }

    [Fact]
    public async Task Where_a_calendar_follows_another_its_first_period_begins_at_the_end_of_the_last_one_before_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var quarter = Records.Quarterly.PeriodAt(Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value.Start - 1)!.Value;
        var month = (Records.Quarterly with { Report = new TermPeriod(1, 0) }).PeriodAt(quarter.Start)!.Value;
        var first = await test.LicenseAsync(Harbor);
        ProposalDocuments Terms(string length)
        {
            var terms = JsonNode.Parse(SomeTerms.Text)!;
            terms["calendar"] = JsonNode.Parse($$$"""{"zone":"Asia/Shanghai","report":{"period":"{{{length}}}","firstMonth":1,"due":"P45D"},"payment":{"due":"P2M"}}""");
            return new ProposalDocuments(Terms: TestLedger.Json(terms));
        }

        var license = (await test.RecordAsync(
            "LicenseGrant",
            new { pool = first.Pool, licensee = first.Licensee, schedule = first.Schedule, startsAt = quarter.Start },
            Terms("P1M"),
            "administrator",
            Harbor)).Id;
        await test.RecordAsync("Amendment", new { license, effectiveAt = month.End }, Terms("P3M"), "administrator", Harbor);
        var lines = Records.Lines(1);
        var report = await test.ReportAsync(Harbor, lines) with { License = new(license), PeriodStart = month.Start, PeriodEnd = month.End };
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));

        var periods = (await RowAsync(test, license)).Periods;
        Assert.Equal([(month.Start, month.End, 1), (month.End, quarter.End, 0)], periods.Take(2).Select(one => (one.PeriodStart, one.PeriodEnd, one.Reports)));
        Assert.Contains(periods[1].State, new[] { "missing", "open" });
        var later = (await RowAsync(test, license, from: month.End + 86_400)).Periods; // however early one begins to look
        Assert.Equal((month.End, quarter.End), (later[0].PeriodStart, later[0].PeriodEnd));
    }

    [Fact]
    public async Task A_time_narrows_the_trace_to_the_periods_that_share_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (start, end) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        var before = Records.Quarterly.PeriodAt(start - 1)!.Value;
        var first = await ReportAsync(test, 1, default, Records.Lines(1), before.Start, start);
        var second = await ReportAsync(test, 2, first, Records.Lines(1), start, end);
        async Task<IEnumerable<Hash32>> FoundAsync(ulong? from, ulong? to) => (await ListAsync(test, new TraceQuery(From: from, To: to))).Select(line => line.Report);

        Assert.Equal([first.Value, second.Value], await FoundAsync(start - 1, start + 1));
        Assert.Equal([first.Value], await FoundAsync(before.Start, start));
        Assert.Equal([second.Value], await FoundAsync(start, null));
        Assert.Equal([first.Value], await FoundAsync(null, start));
    }

    [Theory]
    [InlineData("whole", "late")]
    [InlineData("from its first second on", "late")]
    [InlineData("until its first second", "missing")]
    public async Task The_period_that_a_license_began_within_is_reported_whole_or_from_its_first_second_on(string part, string state)
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = (await test.LicenseAsync(Harbor)).Id;
        var begin = await test.Ledger.Context.Store.ReadAsync(reader => test.Ledger.Context.On(reader).License(new(license)).Origin!.StartsAt);
        var (start, end) = Records.Quarterly.PeriodAt(begin)!.Value;
        Assert.True(start < begin, "It begins within a quarter.");
        await ReportAsync(test, 1, default, Records.Lines(1), part is "from its first second on" ? begin : start, part is "until its first second" ? begin : end);

        var first = (await RowAsync(test, license)).Periods[0];

        var taken = state is "missing" ? 0 : 1;
        Assert.Equal((begin, end, state, taken, (ulong)taken), (first.PeriodStart, first.PeriodEnd, first.State, first.Reports, first.Lines));
    }

    [Theory]
    [InlineData("tv-55", "TV-55")]
    [InlineData("ＴＶ－５５*", "TV-55,TV-55 Pro")]
    [InlineData("机顶盒　ｈ１", "机顶盒 H1")]
    [InlineData("机顶*", "机顶盒 H1")]
    [InlineData("55", "")]
    public async Task Lines_are_found_by_their_product_as_people_type_it(string asked, string found)
    {
        await using var test = await TestLedger.StartAsync(template);
        IReadOnlyList<UsageLine> lines = [.. new[] { "TV-55", "TV-55 Pro", "机顶盒 H1" }.Select(product => UsageLine.Of(product, PatentAct.Sale, "CN", "CN", 1, Records.Salt()))];
        var report = await test.ReportAsync(Harbor, lines);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));

        Assert.Equal(found, string.Join(',', (await ListAsync(test, new TraceQuery(Product: asked))).Select(line => line.Product)));
    }

    [Fact]
    public async Task A_periods_days_are_those_of_the_terms_zone_in_every_view()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync(Harbor);
        var (start, end) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        await ReportAsync(test, 1, default, Records.Lines(1), start, end);
        var first = DateTimeOffset.FromUnixTimeSeconds((long)start).ToOffset(TimeSpan.FromHours(8));
        Assert.Equal((1, 0), (first.Day, first.Hour)); // the edge of a month: in UTC it is the last day of another
        var (days, zone) = ($"{first:yyyy-MM-dd}", "Asia/Shanghai");

        var line = Assert.Single(await ListAsync(test, new TraceQuery()));
        var trace = TestLedger.Must(await test.Ledger.ReportTrace.TraceAsync(Caller.Host, line.Report, null, proof: false, CancellationToken.None));
        var period = (await RowAsync(test, license.Id)).Periods[^1];
        var sum = TestLedger.Must(await test.Ledger.RecordBook.PeriodAsync(license.Id, null, start, end, CancellationToken.None));
        var graph = TestLedger.Must(await test.Ledger.Graphs.DrawAsync(Caller.Host, line.Report, null, RefusalTexts.English, CancellationToken.None));

        Assert.All(new[] { line.Zone, trace.Zone, period.Zone, sum.Zone }, named => Assert.Equal(zone, named));
        Assert.Contains($",{days},{LocalDays.Date(end - 1, zone)},{zone},", TraceCsv.Line(line), StringComparison.Ordinal);
        var words = graph.Nodes.Single(node => node.Key == graph.Root).Words;
        Assert.Equal(($"{days} – {LocalDays.Date(end - 1, zone)}", "Asia/Shanghai, 1 lines"), (words[0], words[1]));
        var missing = (await RowAsync(test, license.Id)).Periods.First(one => one.State == "missing");
        Assert.Contains($"{LocalDays.Date(missing.DueAt!.Value, zone)} (Asia/Shanghai)", missing.Reason.Detail, StringComparison.Ordinal);
    }

    private static async Task<RecordId> ReportAsync(TestLedger test, ulong sequence, RecordId previous, IReadOnlyList<UsageLine> lines, ulong start, ulong end)
    {
        var report = await test.ReportAsync(Harbor, lines, sequence, previous) with { PeriodStart = start, PeriodEnd = end };
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));
        return report.Id;
    }

    private static async Task<UsageRowView> RowAsync(TestLedger test, Hash32 license, ulong? from = null) => TestLedger.Must(await test.Ledger.UsageMap.ReadAsync(
        Caller.Host, (await test.PoolAsync()).Id, from, null, null, 500, RefusalTexts.English, CancellationToken.None)).Items.Single(row => row.License == license);

    private static async Task<List<TraceLineView>> ListAsync(TestLedger test, TraceQuery query, int limit = 100, Caller? by = null)
    {
        List<TraceLineView> all = [];
        for (string? cursor = null; ;)
        {
            var page = TestLedger.Must(await test.Ledger.Trace.ListAsync(by ?? Caller.Host, query, cursor, limit, CancellationToken.None));
            Assert.True(page.Items.Count <= limit, $"{page.Items.Count} of {limit}");
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null)
            {
                return all;
            }
        }
    }

    private static UsageReport ReadReport(UsageReportView view) => Ethereum.Typed.TypedDataJson.ReadMessage<UsageReport>(view.TypedData.GetProperty("message"));
}
