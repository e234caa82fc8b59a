// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Access;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;

namespace Ledger.Application.Tests;

/// <summary>A license goes from Harbor to Willow within a quarter, and both report and pay: neither is shown what is the other's.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class FormerHolderTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const string Willow = "licensee-willow";

    private static readonly string[] _holders = [Harbor, Willow];

    [Fact]
    public async Task Each_holder_of_a_license_is_shown_its_own_reports_and_payments_and_none_of_the_others()
    {
        await using var test = await TestLedger.StartAsync(template);
        var world = await AssignedAsync(test);
        var license = world.License.Value;
        Task<Outcome<PeriodView>> PeriodAsync(Caller caller, Hash32? of) =>
            test.Ledger.RecordBook.PeriodAsync(caller, license, of, world.Start, world.End, CancellationToken.None);
        async Task<IEnumerable<Hash32>> PaidAsync(Caller caller) =>
            TestLedger.Must(await test.Ledger.RecordBook.PaymentsAsync(caller, license, CancellationToken.None)).Select(payment => payment.Claim).Order();
        async Task<IEnumerable<Hash32>> ListedAsync(Caller caller) =>
            (await test.Ledger.Payments.ListAsync(caller, null, license, null, 100, CancellationToken.None)).Items.Select(one => one.Payment.Claim).Order();
        async Task<UsageRowView> RowAsync(Caller caller) => TestLedger.Must(await test.Ledger.UsageMap.ReadAsync(
            caller, world.Pool.Value, null, null, null, 500, RefusalTexts.English, CancellationToken.None)).Items.Single(row => row.License == license);

        foreach (var (own, other) in new[] { (Harbor, Willow), (Willow, Harbor) })
        {
            var caller = As(test, world, own, PoolRole.Licensee);
            Assert.Equal(1U, TestLedger.Must(await PeriodAsync(caller, test.Party(own).Value)).Reports);
            Assert.IsType<RoleMissing>((await PeriodAsync(caller, test.Party(other).Value)).Refusal);
            Assert.Equal([world.Claims[own]], await PaidAsync(caller));
            Assert.Equal([world.Claims[own]], await ListedAsync(caller));
            foreach (var of in _holders)
            {
                Assert.Equal(of == own, await test.Ledger.Gate.RecordAsync(caller, world.Receipts[of], CancellationToken.None) is null);
            }

            var graph = TestLedger.Must(await test.Ledger.Graphs.DrawAsync(caller, license, null, RefusalTexts.English, CancellationToken.None));
            Assert.Equal([world.Reports[own]], graph.Nodes.Where(node => node.Kind == "UsageReport").Select(node => node.Record));
            Assert.Equal([world.Claims[own]], graph.Nodes.Where(node => node.Kind == "PaymentClaimed").Select(node => node.Record));
            Assert.DoesNotContain(graph.LeftOut, rest => rest.Kind is "UsageReport" or "PaymentClaimed");
            var period = (await RowAsync(caller)).Periods.Single(one => one.PeriodStart == world.Start);
            Assert.Equal(1, period.Reports);
        }

        var auditor = As(test, world, "working-group", PoolRole.Auditor);
        Assert.Equal(1U, TestLedger.Must(await PeriodAsync(auditor, test.Party(Harbor).Value)).Reports);
        Assert.Equal(1U, TestLedger.Must(await PeriodAsync(auditor, null)).Reports);
        Assert.Equal(world.Claims.Values.Order(), await PaidAsync(auditor));
        Assert.Equal(world.Claims.Values.Order(), await ListedAsync(auditor));
        var all = await RowAsync(auditor);
        Assert.Equal(2, all.Periods.Single(one => one.PeriodStart == world.Start).Reports);

        // What was to be reported before it had the license is none of Willow's, and Harbor's stays Harbor's.
        Assert.Equal([world.Start], (await RowAsync(As(test, world, Willow, PoolRole.Licensee))).Periods.Select(one => one.PeriodStart));
        Assert.Equal(all.Periods.Select(one => one.PeriodStart), (await RowAsync(As(test, world, Harbor, PoolRole.Licensee))).Periods.Select(one => one.PeriodStart));
    }

    [Fact]
    public async Task A_matter_gives_out_what_its_owner_may_know_when_it_is_exported_and_nothing_once_it_may_not()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = new LicenseId((await test.LicenseAsync(Harbor)).Id);
        var pool = new PoolId((await test.PoolAsync()).Id);
        Task<Outcome<MatterView>> OpenAsync(Caller caller) => test.Ledger.Exports.OpenAsync(new MatterRequest("Mine", license.Value), caller, CancellationToken.None);
        Caller Of(string name, PoolRole? role) => new(
            "key of " + name, test.Party(name), AccessScopes.Party, role is { } one ? new Dictionary<PoolId, PoolRole> { [pool] = one } : []);
        var before = TestLedger.Must(await OpenAsync(Of(Harbor, PoolRole.Licensee)));
        TestLedger.Must(await test.Ledger.Exports.ExportAsync(before.Id, Of(Harbor, PoolRole.Licensee), CancellationToken.None));
        var world = await AssignedAsync(test);
        await test.AnchorAsync();

        Assert.IsType<RoleMissing>((await test.Ledger.Exports.ExportAsync(before.Id, Of(Harbor, PoolRole.Licensee), CancellationToken.None)).Refusal);

        var own = await RecordsAsync(test, TestLedger.Must(await OpenAsync(Of(Willow, PoolRole.Licensee))), Of(Willow, PoolRole.Licensee));
        var (willow, administrator) = (test.Party(Willow), test.Party("administrator"));
        Assert.Equal(
            new[] { world.Reports[Willow], world.Claims[Willow], world.Receipts[Willow] }.Order(),
            own.Where(shown => shown.Record is not StreamOpening).Select(shown => shown.Id.Value).Order());
        Assert.All(own, shown => Assert.Contains(shown.Record.Author, new[] { willow, administrator }));

        var dispute = TestLedger.Must(await OpenAsync(Of("alliance", PoolRole.Dispute)));
        var all = await RecordsAsync(test, dispute, Of("alliance", PoolRole.Dispute));
        Assert.Superset(world.Reports.Values.ToHashSet(), all.Select(shown => shown.Id.Value).ToHashSet());
        Assert.IsType<RoleMissing>((await test.Ledger.Exports.ExportAsync(dispute.Id, Of("alliance", null), CancellationToken.None)).Refusal);
    }

    private static async Task<ImmutableArray<RecordEvidence>> RecordsAsync(TestLedger test, MatterView matter, Caller caller)
    {
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, caller, CancellationToken.None));
        Assert.Equal("final", export.State);
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        return evidence.Records;
    }

    /// <summary>Harbor reports and pays, the license goes to Willow, and so does Willow, in the same quarter.</summary>
    private static async Task<Assigned> AssignedAsync(TestLedger test)
    {
        var granted = await test.LicenseAsync(Harbor);
        var license = new LicenseId(granted.Id);
        var (start, end) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        var world = new Assigned(license, new PoolId(granted.Pool), start, end);
        await UseAsync(test, world, Harbor);
        await test.RecordAsync("Assignment", new { license = license.Value, assignee = test.Party(Willow).Value }, null, "administrator", Harbor, Willow);
        await UseAsync(test, world, Willow);
        return world;
    }

    private static async Task UseAsync(TestLedger test, Assigned world, string by)
    {
        var lines = Records.Lines(2);
        var report = await test.ReportAsync(by, lines) with { License = world.License };
        world.Reports[by] = TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, by), CancellationToken.None)).ReportId;
        var claim = new PaymentClaimed(
            world.License, test.Party(by), world.Start, world.End, 5_000UL, "CNY", world.Start, "T-" + by, await test.RecentBlockAsync(), Records.Salt());
        world.Claims[by] = TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(claim, by), CancellationToken.None)).RecordId;
        var receipt = new PaymentReceived(
            world.License, test.Party("administrator"), claim.Id, 5_000UL, "CNY", world.Start, await test.RecentBlockAsync(), Records.Salt());
        world.Receipts[by] = TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(receipt, "administrator"), CancellationToken.None)).RecordId;
    }

    private static Caller As(TestLedger test, Assigned world, string name, PoolRole role) =>
        new("key of " + name, test.Party(name), AccessScopes.Party, new Dictionary<PoolId, PoolRole> { [world.Pool] = role });

    private sealed record Assigned(LicenseId License, PoolId Pool, ulong Start, ulong End)
    {
        public Dictionary<string, Hash32> Reports { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Hash32> Claims { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Hash32> Receipts { get; } = new(StringComparer.Ordinal);
    }
}
