// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Proposing;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Tracing;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Tests.Custody;

[Collection(SeededTemplate.Collection)]
public sealed class RecordErasureTests(SeededTemplate template)
{
    internal const string Harbor = "licensee-harbor";
    private const string Product = "Prototype-Q7-confidential";

    [Fact]
    public async Task A_reports_lines_are_gone_from_every_file_of_the_host_and_all_that_is_signed_stays()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, receipt, _) = await ReportedAsync(test);
        var other = await test.SubmitAsync(Harbor, sequence: 2, previous: report.Id);
        await test.AnchorAsync();
        await TraceAsync(test, new TraceQuery(Product: Product)); // the index has seen the lines
        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", report.License.Value), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        Assert.NotEmpty(FilesWith(test, Product));
        var period = await PeriodAsync(test, report);
        var another = Path.Combine(test.Ledger.Context.Directory.Exports, $"{Records.Salt()}.zip");
        await File.WriteAllBytesAsync(another, [1]); // somebody's bundle, of which no matter knows yet

        var erased = TestLedger.Must(await EraseAsync(test, report.Id.Value));

        Assert.Equal("the party asked", erased.Erased!.Erasure.GetProperty("reason").GetString());
        Assert.Empty(FilesWith(test, Product));
        Assert.True(File.Exists(another));
        Assert.IsType<Proofs.ExportUnknown>((await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Refusal);
        Assert.IsType<RecordErased>((await test.Ledger.UsageIntake.LinesAsync(report.Id.Value, null, 10, "en", CancellationToken.None)).Refusal);
        Assert.IsType<RecordErased>((await test.Ledger.UsageIntake.SheetAsync(report.Id.Value, "en", CancellationToken.None)).Refusal);
        Assert.IsType<RecordErased>((await test.Ledger.SignedRecords.MakeAsync(Caller.Host, report.Id.Value, CancellationToken.None)).Refusal);
        Assert.NotEmpty(TestLedger.Must(await test.Ledger.UsageIntake.LinesAsync(other.ReportId, null, 10, "en", CancellationToken.None)).Items);
        var shown = TestLedger.Must(await test.Ledger.UsageIntake.GetAsync(report.Id.Value, CancellationToken.None));
        Assert.Equal((2, "final", erased.Erased.Signature), (shown.Lines, shown.State, shown.Erased?.Signature));
        Assert.Equal(receipt.Promise.Signature, shown.Promise.Signature);
        Assert.Equivalent(period, await PeriodAsync(test, report));
        Assert.NotNull((await test.Ledger.UsageProofs.ProveAsync(report.Id.Value, CancellationToken.None)).Value);
        Assert.IsType<RecordErased>((await EraseAsync(test, report.Id.Value)).Refusal);

        // The same report again gives the promise that it had, and brings no line back.
        Assert.Equal(receipt.Promise.Signature, (await ReportedAsync(test, report)).Receipt.Promise.Signature);
        await test.RestartAsync();
        await test.CheckAll();
        Assert.Empty(FilesWith(test, Product));
    }

    [Fact]
    public async Task What_a_host_leaves_that_dies_right_after_the_erasure_is_gone_after_the_next_start()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, _) = await ReportedAsync(test);
        await test.AnchorAsync();
        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", report.License.Value), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();

        var demand = Demand(test, "administrator", report.Id.Value);
        var read = SignedDemand.Read<RecordErasure>(demand, test.Ledger.Context.Contracts.Domain(ContractName.UsageLog), _ => true, "record").Value!;
        TestLedger.Must(await test.Ledger.RecordErasures.CommitAsync(Caller.Host, report.Id.Value, demand, read, CancellationToken.None));
        Assert.NotEmpty(Bundles(test)); // the host dies here, in the middle of another export

        File.WriteAllBytes(Path.Combine(test.Ledger.Context.Directory.Exports, $"{Records.Salt()}.zip"), bundle);
        await test.RestartAsync();
        Assert.Empty(FilesWith(test, Product));
        Assert.Empty(Bundles(test));
        Assert.IsType<Proofs.ExportUnknown>((await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Refusal);
        Assert.Empty(await test.Ledger.Context.Store.ReadAsync(UncleanErasures.All));

        // The next bundle is whole, but for the lines, and stays.
        var next = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        await test.RestartAsync();
        TestLedger.Must(await test.Ledger.Exports.BundleAsync(next.Id, CancellationToken.None));
        await test.CheckAll();
    }

    [Fact]
    public async Task Upkeep_says_erased_and_calls_it_sound_but_not_where_the_demand_was_changed_or_is_gone()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, _) = await ReportedAsync(test);
        await test.AnchorAsync();
        TestLedger.Must(await EraseAsync(test, report.Id.Value));

        var sound = await Upkept.FsckAsync(test.Directory);
        Upkept.AssertSound(sound);
        Assert.Equal(1, sound.Counts.Erasures);
        await test.Ledger.DisposeAsync();
        var rebuilt = TestLedger.Must(await Application.Upkeep.Rebuild.RunAsync(test.Directory, TimeProvider.System, null, CancellationToken.None));
        Assert.Equal((0, 0), (rebuilt.Changed, rebuilt.Alerts));
        Sql.Run(test.Directory, "DROP TRIGGER custody_change; UPDATE custody SET detail = CAST(replace(CAST(detail AS TEXT), 'asked', 'never') AS BLOB) WHERE what = 'erased';");
        var forged = (await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws;
        Assert.Contains(forged, flaw => flaw.Code is "fsck-record-changed" && flaw.Args["what"] is "erasure");
        Sql.Run(test.Directory, "DROP TRIGGER custody_stays; DELETE FROM custody WHERE what = 'erased';");
        var absent = (await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws;
        Assert.Contains(absent, flaw => flaw.Code is "fsck-record-changed" && flaw.Args["what"] is "lines");
    }

    [Fact]
    public async Task Whoever_reads_or_traces_is_told_that_it_was_erased_and_by_whom()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, _) = await ReportedAsync(test);
        await test.AnchorAsync();
        TestLedger.Must(await EraseAsync(test, report.Id.Value));

        foreach (var query in new[] { new TraceQuery(Licensee: report.Reporter.Value, Proofs: true), new TraceQuery(Product: "whatever", Proofs: true) })
        {
            var traced = (await TraceAsync(test, query)).Single(item => item.Report == report.Id.Value);
            Assert.Equal((null, report.LinesRoot, 2U), (traced.Line, traced.Proof!.LinesRoot, traced.Proof.LineCount));
            Assert.Equal(test.Party("administrator").ToString(), traced.Erased!.Erasure.GetProperty("party").GetString());
            Assert.EndsWith($",{traced.Erased.ErasedAt}\r\n", TraceCsv.Line(traced), StringComparison.Ordinal);
        }

        Assert.NotNull(TestLedger.Must(await test.Ledger.ReportTrace.TraceAsync(Caller.Host, report.Id.Value, null, proof: true, CancellationToken.None)).Erased);
        Assert.IsType<RecordErased>((await test.Ledger.ReportTrace.TraceAsync(Caller.Host, report.Id.Value, 0, proof: false, CancellationToken.None)).Refusal);
        var graph = TestLedger.Must(await test.Ledger.Graphs.DrawAsync(Caller.Host, report.Id.Value, null, "en", CancellationToken.None));
        Assert.Contains("erased", JsonSerializer.Serialize(graph, LedgerJson.Options), StringComparison.Ordinal);
        Assert.IsType<RecordErased>((await test.Ledger.Graphs.DrawAsync(Caller.Host, report.Id.Value, 0, "en", CancellationToken.None)).Refusal);
        var pool = (await test.PoolAsync()).Id;
        var leaf = TestLedger.Must(await test.Ledger.LogBodies.ReadAsync(Caller.Host, pool, 0, 0, CancellationToken.None)).Single(one => one.Record == report.Id.Value);
        Assert.Equal((null, report.Id.ToString()), (leaf.Lines, leaf.Erased!.Erasure.GetProperty("record").GetString()));
        Assert.NotNull(leaf.Body);
    }

    [Fact]
    public async Task A_demand_is_refused_by_name()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, pool) = await ReportedAsync(test);
        var (id, stream) = (report.Id.Value, report.Stream.Value);
        var licensee = As(test, Harbor, pool, PoolRole.Licensee);
        var administrator = As(test, "administrator", pool, PoolRole.Administrator);
        async Task<Type?> RefusalAsync(Caller caller, ErasureRequest request, Hash32? record = null) =>
            (await test.Ledger.RecordErasures.EraseAsync(caller, record ?? id, request, CancellationToken.None)).Refusal?.GetType();

        Assert.Equal(typeof(RecordNotFinal), await RefusalAsync(administrator, Demand(test, "administrator", id)));
        await test.AnchorAsync();
        Assert.Equal(typeof(ErasureNotTheirs), await RefusalAsync(licensee, Demand(test, Harbor, id)));
        Assert.Equal(typeof(PartyMismatch), await RefusalAsync(licensee, Demand(test, "administrator", id)));
        Assert.Equal(typeof(RecordUnknown), await RefusalAsync(As(test, "licensee-willow", pool, PoolRole.Licensee), Demand(test, "licensee-willow", id)));
        Assert.Equal(typeof(RecordBare), await RefusalAsync(administrator, Demand(test, "administrator", stream), stream));
        Assert.Equal(typeof(RecordInvalid), await RefusalAsync(administrator, Demand(test, "administrator", Records.Salt())));
        Assert.Equal(typeof(RecordInvalid), await RefusalAsync(administrator, DocumentTests.Demand(test, "administrator", id)));
        Assert.Equal(typeof(SignatureInvalid), await RefusalAsync(administrator, Demand(test, "administrator", id) with { Signature = "0x12" }));
        Assert.Equal(typeof(ErasureUnsigned), await RefusalAsync(administrator, Demand(test, "administrator", id, signer: Harbor)));
        Assert.Equal(typeof(ErasureUntimely), await RefusalAsync(administrator, Demand(test, "administrator", id, shift: -90_000)));
        Assert.NotEmpty(TestLedger.Must(await test.Ledger.UsageIntake.LinesAsync(id, null, 10, "en", CancellationToken.None)).Items);
    }

    [Fact]
    public async Task A_legal_hold_on_a_record_wins_over_its_erasure_until_it_is_lifted()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, pool) = await ReportedAsync(test);
        await test.AnchorAsync();
        var (id, desk) = (report.Id.Value, test.Ledger.RecordErasures);
        var dispute = As(test, "member-lantern", pool, PoolRole.Dispute);
        var hold = new HoldRequest("case 7", "a complaint is pending");
        Assert.Equal(["case 7"], TestLedger.Must(await desk.HoldAsync(dispute, id, hold, CancellationToken.None)).Held);
        Assert.Equal("case 7", Assert.IsType<RecordHeld>((await EraseAsync(test, id)).Refusal).Matters);
        Assert.IsType<RoleMissing>((await desk.ReleaseAsync(As(test, Harbor, pool, PoolRole.Licensee), id, hold, CancellationToken.None)).Refusal);
        Assert.IsType<RecordUnknown>((await desk.HoldAsync(As(test, "licensee-willow", pool, PoolRole.Licensee), id, hold, CancellationToken.None)).Refusal);
        Assert.IsType<HoldUnknown>((await desk.ReleaseAsync(dispute, id, hold with { Matter = "case 8" }, CancellationToken.None)).Refusal);
        Assert.Empty(TestLedger.Must(await desk.ReleaseAsync(dispute, id, hold, CancellationToken.None)).Held);
        TestLedger.Must(await EraseAsync(test, id));
        Assert.IsType<RecordErased>((await desk.HoldAsync(dispute, id, hold, CancellationToken.None)).Refusal);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task Whoever_holds_a_record_that_it_may_not_read_is_told_its_kind_and_its_holds_and_nothing_that_was_signed()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, pool) = await ReportedAsync(test);
        var (id, desk, hold) = (report.Id.Value, test.Ledger.RecordErasures, new HoldRequest("case 7", "a complaint is pending"));
        var dispute = As(test, "alliance", pool, PoolRole.Dispute);
        Assert.IsType<RecordUnknown>(await test.Ledger.Gate.RecordAsync(dispute, id, CancellationToken.None));

        foreach (var (told, held) in new (RecordView, string[])[]
        {
            (TestLedger.Must(await desk.HoldAsync(dispute, id, hold, CancellationToken.None)), ["case 7"]),
            (TestLedger.Must(await desk.ReleaseAsync(dispute, id, hold, CancellationToken.None)), []),
        })
        {
            Assert.Equal((id, "UsageReport", pool.Value), (told.Id, told.Kind, told.Pool));
            Assert.Equal(held, told.Held);
            Assert.Equal(("{}", null, "", "{}"), (told.TypedData.GetRawText(), told.Signature.Party, told.Signature.Signature, told.Promise.TypedData.GetRawText()));
            Assert.DoesNotContain(report.License.ToString(), JsonSerializer.Serialize(told, LedgerJson.Options), StringComparison.Ordinal);
        }

        var seen = await test.ObservationAsync();
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(seen), Caller.Host, CancellationToken.None));
        var read = TestLedger.Must(await desk.HoldAsync(As(test, "member-lantern", pool, PoolRole.Dispute), seen.Id.Value, hold, CancellationToken.None));
        Assert.Equal(seen.Observer.Value, read.Signature.Party); // observations it may read
    }

    [Fact]
    public async Task An_answer_kept_in_small_goes_with_the_lines_of_which_it_speaks_and_is_never_kept_after_them()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, _, _) = await ReportedAsync(test);
        await test.AnchorAsync();
        var small = new StoredAnswer(200, "application/x-ndjson" + StoredAnswer.InSmall, new byte[] { 1, 2 }, [report.Id.Value]);
        async Task<bool> KeepAsync(string key, StoredAnswer? answer = null)
        {
            using (var run = await test.Ledger.Idempotency.EnterAsync("POST", key, CancellationToken.None))
            {
                await (answer is null ? Task.CompletedTask : run.KeepAsync(default, answer));
            }

            using var again = await test.Ledger.Idempotency.EnterAsync("POST", key, CancellationToken.None);
            return again.Kept is { Answer.Body.Length: 2 };
        }

        Assert.True(await KeepAsync("whose", small));
        Assert.True(await KeepAsync("as an older host did", small with { Of = null }));
        Assert.True(await KeepAsync("another's", small with { Of = [Records.Salt()] }));

        TestLedger.Must(await EraseAsync(test, report.Id.Value));

        Assert.False(await KeepAsync("whose"));
        Assert.False(await KeepAsync("as an older host did"));
        Assert.True(await KeepAsync("another's"));
        Assert.False(await KeepAsync("whose", small));
    }

    [Fact]
    public async Task An_observers_evidence_is_erased_at_its_own_demand_and_the_alert_that_it_raised_stays()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (observation, request) = test.Sign(
            await test.ObservationAsync(), new EvidenceItem(EvidenceSource.Teardown, Product, Records.Salt(), 0, "", Records.Salt()));
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(request, Caller.Host, CancellationToken.None));
        await test.AnchorAsync();
        var alerts = await test.Ledger.Context.Store.ReadAsync(reader => reader.Alerts.List(null, null, 0, 10).Select(alert => (alert.Id, alert.State)).ToList());
        Assert.NotEmpty(alerts);
        Assert.NotEmpty(FilesWith(test, Product));
        var observer = As(test, "alliance", observation.Pool, PoolRole.Licensor);
        TestLedger.Must(await test.Ledger.RecordErasures.EraseAsync(observer, observation.Id.Value, Demand(test, "alliance", observation.Id.Value), CancellationToken.None));
        Assert.Empty(FilesWith(test, Product));
        await test.CheckAll();
        await test.RestartAsync();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
        Assert.Equal(alerts, await test.Ledger.Context.Store.ReadAsync(reader => reader.Alerts.List(null, null, 0, 10).Select(alert => (alert.Id, alert.State)).ToList()));
    }

    [Fact]
    public async Task Evidence_that_comes_after_its_observation_is_kept_under_the_first_promise_and_never_after_an_erasure()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (observation, whole) = test.Sign(
            await test.ObservationAsync(), new EvidenceItem(EvidenceSource.Teardown, Product, Records.Salt(), 0, "", Records.Salt()));
        var (_, others) = test.Sign(observation, new EvidenceItem(EvidenceSource.Teardown, "another", Records.Salt(), 0, "", Records.Salt()));
        Task<Outcome<ObservationReceipt>> SendAsync(IReadOnlyList<JsonElement>? evidence) =>
            test.Ledger.RecordIntake.ObserveAsync(whole with { Evidence = evidence }, Caller.Host, CancellationToken.None);
        var first = TestLedger.Must(await SendAsync(null));
        Assert.Empty(FilesWith(test, Product));

        Assert.IsType<EvidenceRootMismatch>((await SendAsync(others.Evidence)).Refusal);
        Assert.Empty(FilesWith(test, "another"));
        Assert.Equal(first.Promise.Signature, TestLedger.Must(await SendAsync(whole.Evidence)).Promise.Signature);
        Assert.NotEmpty(FilesWith(test, Product));
        Assert.Equal(first.Promise.Signature, TestLedger.Must(await SendAsync(null)).Promise.Signature); // takes nothing away
        await test.AnchorAsync();
        var leaf = TestLedger.Must(await test.Ledger.LogBodies.ReadAsync(Caller.Host, observation.Pool.Value, 0, 0, CancellationToken.None)).Single(one => one.Record == observation.Id.Value);
        Assert.Equal(Product, Assert.Single(leaf.Evidence!).GetProperty("name").GetString());
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        var observer = As(test, "alliance", observation.Pool, PoolRole.Licensor);
        TestLedger.Must(await test.Ledger.RecordErasures.EraseAsync(observer, observation.Id.Value, Demand(test, "alliance", observation.Id.Value), CancellationToken.None));
        Assert.Equal(first.Promise.Signature, TestLedger.Must(await SendAsync(whole.Evidence)).Promise.Signature);
        Assert.Empty(FilesWith(test, Product));
        await test.CheckAll();
    }

    internal static async Task<(UsageReport Report, UsageReportReceipt Receipt, PoolId Pool)> ReportedAsync(TestLedger test, UsageReport? again = null)
    {
        IReadOnlyList<UsageLine> lines = Lines;
        var report = again ?? await test.ReportAsync(Harbor, lines);
        var receipt = TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));
        return (report, receipt, new PoolId((await test.LicenseAsync(Harbor)).Pool));
    }

    private static IReadOnlyList<UsageLine> Lines { get; } =
    [
        UsageLine.Of(Product, PatentAct.Sale, "CN", "US", 10, Records.Salt()),
        UsageLine.Of(Product, PatentAct.Sale, "CN", "CN", 20, Records.Salt()),
    ];

    private static async Task<PeriodView> PeriodAsync(TestLedger test, UsageReport report) => TestLedger.Must(
        await test.Ledger.RecordBook.PeriodAsync(report.License.Value, report.Reporter.Value, report.PeriodStart, report.PeriodEnd, CancellationToken.None));

    private static async Task<IReadOnlyList<TraceLineView>> TraceAsync(TestLedger test, TraceQuery query) =>
        TestLedger.Must(await test.Ledger.Trace.ListAsync(Caller.Host, query, null, 100, CancellationToken.None)).Items;

    /// <summary>The files of the data directory that hold a text, in the clear or as a bundle stores it.</summary>
    private static List<string> FilesWith(TestLedger test, string text) =>
    [
        .. Directory.EnumerateFiles(test.Directory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not "lock").Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        }),
    ];

    private static string[] Bundles(TestLedger test) => Directory.GetFiles(test.Ledger.Context.Directory.Exports, "*.zip");

    internal static Task<Outcome<RecordView>> EraseAsync(TestLedger test, Hash32 record) =>
        test.Ledger.RecordErasures.EraseAsync(Caller.Host, record, Demand(test, "administrator", record), CancellationToken.None);

    private static Caller As(TestLedger test, string name, PoolId pool, PoolRole role) =>
        new("key of " + name, test.Party(name), AccessScopes.Party, new Dictionary<PoolId, PoolRole> { [pool] = role });

    internal static ErasureRequest Demand(TestLedger test, string party, Hash32 record, long shift = 0, string? signer = null)
    {
        var at = (ulong)(test.Clock.GetUtcNow().ToUnixTimeSeconds() + shift);
        var erasure = new RecordErasure(new RecordId(record), test.Party(party), "the party asked", at, Records.Salt());
        var key = test.Key(signer ?? party).Signer;
        var signature = key.Sign(erasure.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog)));
        return new ErasureRequest(JsonElement.Parse(ActJson.Message(erasure)), key.Address, signature.ToString());
    }
}
