// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Custody;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Pools;
using Ledger.Evidence.Disclosure;

namespace Ledger.Application.Tests;

/// <summary>The seeds' pool gives twenty days of Shanghai for a dispute and is silent about the grace; the host's options here are others.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class CharterTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const int HostDays = 5;

    private static readonly ApplicationOptions _options = new() { PaymentDisputeDays = HostDays, HeartbeatSeconds = 1 };
    private static readonly CharterDocument _stricter = new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "AVS Patent Pool (second charter)" }, "Asia/Tokyo", 3, 2);

    [Fact]
    public async Task A_claim_counts_as_paid_once_the_pools_own_deadline_has_passed_and_not_a_second_before()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var (claim, other) = (await ClaimAsync(test), await ClaimAsync(test));
        var before = Assert.Single(await PaymentsAsync(test), payment => payment.Claim == claim.Id.Value);
        Assert.Equal((null, "charter", 20), (before.DisputeBy, before.DisputeRule.Source, before.DisputeRule.Days));
        await test.AnchorAsync();

        var open = await PaymentAsync(test, claim);
        var anchored = await AnchoredAtAsync(test, claim);
        Assert.Equal(new PoolDeadline(20, "Asia/Shanghai").After(anchored), open.DisputeBy);
        Assert.Equal(((await test.PoolAsync()).Id, "Asia/Shanghai", null), (open.DisputeRule.Act, open.DisputeRule.Zone, open.DisputeRule.Seconds));

        await AtAsync(test, open.DisputeBy!.Value - 1);
        Assert.Equal(("claimed", "claimed"), ((await PaymentAsync(test, claim)).State, await TracedAsync(test, claim)));
        TestLedger.Must(await DisputeAsync(test, other));

        await AtAsync(test, open.DisputeBy.Value);
        Assert.Equal(("undisputed", "undisputed"), ((await PaymentAsync(test, claim)).State, await TracedAsync(test, claim)));
        Assert.Equal("disputed", (await PaymentAsync(test, other)).State);
        Assert.Equal(new DisputeTooLate(claim.Id, open.DisputeBy.Value), (await DisputeAsync(test, claim)).Refusal);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_charter_that_is_changed_judges_what_is_anchored_after_it_and_nothing_before()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var pool = (await test.PoolAsync()).Id;
        var first = await ClaimAsync(test);
        await test.AnchorAsync();
        var judged = await PaymentAsync(test, first);
        var change = await test.RecordAsync("PolicyChange", new { pool }, new ProposalDocuments(Charter: _stricter), "administrator");

        var second = await ClaimAsync(test);
        await test.AnchorAsync();
        Assert.Equal(judged, await PaymentAsync(test, first));
        var payment = await PaymentAsync(test, second);
        Assert.Equal(new PoolDeadline(3, "Asia/Tokyo").After(await AnchoredAtAsync(test, second)), payment.DisputeBy);
        Assert.Equal((change.Id, "charter"), (payment.DisputeRule.Act, payment.DisputeRule.Source));

        var shown = await test.PoolAsync();
        Assert.Equal(("charter", 3, "charter", 2), (shown.Rules.PaymentDispute.Source, shown.Rules.PaymentDispute.Days, shown.Rules.LodgeGrace.Source, shown.Rules.LodgeGrace.Days));
        Assert.Equal([(pool, true, 20, null), (change.Id, true, 3, 2)], shown.Charters.Select(text => (text.Act, text.Held, text.PaymentDisputeDays, text.LodgeGraceDays)));
        Assert.Equal("AVS Patent Pool (second charter)", shown.Names["en"]);
        await test.RestartAsync();
        Assert.Equal(payment, await PaymentAsync(test, second));
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task Without_a_charter_document_the_hosts_option_stands_and_every_view_says_so()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var pool = (await test.PoolAsync()).Id;
        await test.RecordAsync("PolicyChange", new { pool, policy = CharterTerms.Policy, policyRoot = Records.Salt() }, null, "administrator");
        var claim = await ClaimAsync(test);
        await test.AnchorAsync();
        var payment = await PaymentAsync(test, claim);
        Assert.Equal(await AnchoredAtAsync(test, claim) + (HostDays * 86_400), payment.DisputeBy);
        Assert.Equal(("host", null, HostDays * 86_400UL), (payment.DisputeRule.Source, payment.DisputeRule.Days, payment.DisputeRule.Seconds));
        Assert.False((await test.PoolAsync()).Charters[^1].Held);
        Assert.Contains("AVS", (await test.PoolAsync()).Names["en"], StringComparison.Ordinal); // of the last text that is held

        var old = (await test.RecordAsync(
            "PoolCharter",
            new { governance = 0, administrator = test.Party("administrator").Value },
            new ProposalDocuments(Profile: new ProfileDocument(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "Old pool" })),
            "administrator")).Id;
        var shown = TestLedger.Must(await test.Ledger.Registry.PoolAsync(old, CancellationToken.None));
        Assert.Equal(("Old pool", "host", "host", false), (shown.Names["en"], shown.Rules.PaymentDispute.Source, shown.Rules.LodgeGrace.Source, shown.Charters.Single().Held));
        Assert.Equal((604_800UL, old), (shown.Rules.LodgeGrace.Seconds, shown.Rules.LodgeGrace.Act));
    }

    [Fact]
    public async Task A_lodgings_grace_is_that_of_the_charter_that_stood_when_it_was_lodged()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var pool = new PoolId((await test.PoolAsync()).Id);
        await test.LodgeAsync(pool, Records.Salt(), "before");
        await test.RecordAsync("PolicyChange", new { pool = pool.Value }, new ProposalDocuments(Charter: _stricter), "administrator");
        await test.LodgeAsync(pool, Records.Salt(), "after");
        var lodgings = await test.LodgingsAsync(pool);
        Assert.Equal(("host", lodgings[0].Recorded.Time + 604_800), (lodgings[0].Grace.Source, lodgings[0].FollowBy));
        Assert.Equal(("charter", new PoolDeadline(2, "Asia/Tokyo").After(lodgings[1].Recorded.Time) - 1), (lodgings[1].Grace.Source, lodgings[1].FollowBy));
    }

    [Fact]
    public async Task A_charter_that_cannot_stand_is_refused_before_anybody_signs_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = (await test.PoolAsync()).Id;
        async Task<string?> CodeAsync(string kind, object message, ProposalDocuments documents) => (await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest(kind, TestLedger.Json(message), documents), "en", CancellationToken.None)).Refusal?.Code;
        var form = new { governance = 0, administrator = test.Party("administrator").Value };

        Assert.Equal("charter-zone-unknown", await CodeAsync("PoolCharter", form, new(Charter: _stricter with { Zone = "Tokyo" })));
        Assert.Equal("charter-days-out-of-range", await CodeAsync("PoolCharter", form, new(Charter: _stricter with { PaymentDisputeDays = 367 })));
        Assert.Equal("charter-days-out-of-range", await CodeAsync("PolicyChange", new { pool }, new(Charter: _stricter with { LodgeGraceDays = 0 })));
        Assert.Equal("document-invalid", await CodeAsync("PoolCharter", form, new(Charter: _stricter, Profile: new ProfileDocument(_stricter.Names))));
        Assert.Equal("document-invalid", await CodeAsync("PolicyChange", new { pool, policy = Records.Salt() }, new(Charter: _stricter)));
        Assert.Equal("document-invalid", await CodeAsync("PolicyChange", new { pool, policy = CharterTerms.Policy }, new(Policy: "Nothing is due.")));
        Assert.Equal("document-invalid", await CodeAsync("Admission", new { pool, party = test.Party(Harbor).Value }, new(Charter: _stricter)));
    }

    [Fact]
    public async Task Anybody_reads_a_charter_and_proves_its_deadline_by_the_root_on_chain_and_nobody_erases_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await test.PoolAsync();
        var stranger = new Caller("key", new PartyId(Records.Salt()), AccessScopes.Read, new Dictionary<PoolId, PoolRole>());
        var shown = TestLedger.Must(await test.Ledger.Documents.DiscloseAsync(stranger, pool.CharterRoot, ["paymentDisputeDays"], CancellationToken.None));
        var field = Assert.Single(shown.Fields);
        Assert.Equal(("paymentDisputeDays", "20"), (field.Name, field.Value));
        Assert.True(DisclosureCheck.Judge(pool.CharterRoot, shown) is DisclosureVerdict.Shown);
        Assert.False(DisclosureCheck.Judge(pool.CharterRoot, shown with { Fields = [field with { Value = "21" }] }) is DisclosureVerdict.Shown);
    }

    private static async Task<PaymentClaimed> ClaimAsync(TestLedger test)
    {
        var license = await test.LicenseAsync(Harbor);
        var (start, end) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        var claim = new PaymentClaimed(
            new LicenseId(license.Id), test.Party(Harbor), start, end, 5_000UL, "CNY", start, "Wire 1", await test.RecentBlockAsync(), Records.Salt());
        TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(claim, Harbor), CancellationToken.None));
        return claim;
    }

    private static async Task<Outcome<RecordReceipt>> DisputeAsync(TestLedger test, PaymentClaimed claim) => await test.Ledger.RecordIntake.SubmitAsync(
        test.Sign(new PaymentDisputed(claim.License, test.Party("administrator"), claim.Id, "Nothing arrived.", await test.RecentBlockAsync(), Records.Salt()), "administrator"),
        CancellationToken.None);

    private static async Task<IReadOnlyList<PaymentView>> PaymentsAsync(TestLedger test) =>
        TestLedger.Must(await test.Ledger.RecordBook.PaymentsAsync((await test.LicenseAsync(Harbor)).Id, CancellationToken.None));

    private static async Task<PaymentView> PaymentAsync(TestLedger test, PaymentClaimed claim) =>
        Assert.Single(await PaymentsAsync(test), payment => payment.Claim == claim.Id.Value);

    /// <summary>What the trace of a report of the claim's period says of it.</summary>
    private static async Task<string> TracedAsync(TestLedger test, PaymentClaimed claim)
    {
        var known = await test.Ledger.Context.Store.ReadAsync(reader =>
            new Tracing.TraceGround(test.Ledger.Context, test.Ledger.Context.On(reader)).Payments(claim.License.Value, claim.Payer.Value, claim.PeriodStart, claim.PeriodEnd).ToList());
        return known.Single(one => one.Claim.Id == claim.Id).State.ToString().ToLowerInvariant();
    }

    private static async Task<ulong> AnchoredAtAsync(TestLedger test, PaymentClaimed claim) =>
        TestLedger.Must(await test.Ledger.RecordBook.GetAsync(claim.Id.Value, CancellationToken.None)).Checkpoint!.Recorded.Time;

    private static async Task AtAsync(TestLedger test, ulong time)
    {
        test.Clock.Move(DateTimeOffset.FromUnixTimeSeconds((long)time) - test.Clock.GetUtcNow());
        await test.SettleAsync();
    }
}
