// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

/// <summary>Records among each other: what was corrected, taken back, stated and paid, and what shows when one of them is left out.</summary>
public sealed class RecordsStepTests
{
    private const int Opening = 0, First = 1, Second = 2, Third = 3, Void = 4, VoidOfFork = 5, Statement = 6, Repetition = 7;
    private const int Confirmed = 8, Disputed = 9, Open = 10, Receipt = 11, Dispute = 12;

    private static readonly EvidenceWorld World = new(everyKind: true);
    private static readonly LicenseEvidence True = World.Evidence;

    [Fact]
    public void Every_kind_of_record_says_what_it_says_of_the_others()
    {
        var verification = EvidenceBundle.Verify(EvidenceBundle.Write(True), World.Trust);
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, verification.Failed?.Detail));
        Assert.Equal(
            [
                (First, "report-corrected"), (Second, "report-void"), (Third, "report-counts"), (Void, "void-ok"), (VoidOfFork, "void-unshown"),
                (Statement, "statement-superseded"), (Repetition, "statement-ok"), (Confirmed, "claim-received"), (Disputed, "claim-disputed"),
                (Open, "claim-open"), (Receipt, "receipt-of-claim"), (Dispute, "dispute-of-claim"),
            ],
            verification.Steps.Where(step => step.Name is StepName.Records).Select(step => (Place(step.Of!), step.Note.Code)));
    }

    [Fact]
    public void They_are_judged_in_the_order_of_the_log_in_whatever_order_they_are_shown()
    {
        var turned = LicenseVerifier.Verify(True with { Records = [.. True.Records.Reverse()] }, World.Trust);
        Assert.Equal((Verdict.Valid, null), (turned.Verdict, turned.Failed?.Detail));
    }

    /// <summary>What is changed, the record that shows it, its note, and the code of the refusal in it.</summary>
    public static TheoryData<string, int, string, string?, Func<LicenseEvidence, LicenseEvidence>> Wrong => new()
    {
        { "the opening is left out", First, "stream-not-opened", null, evidence => Without(evidence, Opening) },
        { "a report is shown twice", Third, "record-twice", null, evidence => evidence with { Records = evidence.Records.Add(evidence.Records[Third]) } },
        { "what a report corrects is left out", Third, "record-contradicts", "superseded-unknown", evidence => Without(evidence, First) },
        { "a report that a statement counts is left out", Statement, "record-contradicts", "statement-report-unknown", evidence => Without(evidence, Third) },
        { "a taking-back is left out", Statement, "record-contradicts", "statement-sum-differs", evidence => Without(evidence, Void) },
        { "a statement is left out", Repetition, "record-contradicts", "statement-superseded", evidence => Without(evidence, Statement) },
        { "a claim is left out that was confirmed", Receipt, "record-contradicts", "claim-unknown", evidence => Without(evidence, Confirmed) },
        { "a claim is left out that was disputed", Dispute, "record-contradicts", "claim-unknown", evidence => Without(evidence, Disputed) },
        { "a report does not follow the one before", Second, "stream-broken", null, evidence => Changed<UsageReport>(evidence, Second, it => it with { Previous = default }) },
        { "a report takes a place again", Second, "stream-broken", null, evidence => Changed<UsageReport>(evidence, Second, it => it with { Sequence = 1 }) },
        { "the opening is another's", First, "stream-not-opened", null, evidence => Changed<StreamOpening>(evidence, Opening, it => it with { Name = "another" }) },
        { "a report corrects one of another period", Third, "record-contradicts", "superseded-otherwise", evidence => Changed<UsageReport>(evidence, Third, it => it with { PeriodEnd = it.PeriodEnd + 1 }) },
        { "a confirmation is no administrator's", Receipt, "record-contradicts", "not-administrator", evidence => Changed<PaymentReceived>(evidence, Receipt, it => it with { Administrator = World.Licensee }) },
        { "a payment lies in the future", Open, "record-contradicts", "paid-in-future", evidence => Changed<PaymentClaimed>(evidence, Open, it => it with { PaidAt = ulong.MaxValue }) },
        { "a statement says another sum", Statement, "record-contradicts", "statement-sum-differs", evidence => Changed<PeriodStatement>(evidence, Statement, it => it with { TotalQuantity = 1 }) },
        { "a taking-back is another's", Void, "record-contradicts", "report-not-own", evidence => Changed<ReportVoid>(evidence, Void, it => it with { Reporter = World.Charter.Administrator }) },
        { "the checkpoint is not shown", Open, "not-reached", null, evidence => evidence with { Records = evidence.Records.SetItem(Open, evidence.Records[Open] with { Checkpoint = default }) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_shows_when(string what, int record, string code, string? refusal, Func<LicenseEvidence, LicenseEvidence> spoil)
    {
        var spoilt = spoil(True);
        var of = spoilt.Records.First(shown => shown.Promise.Index == (ulong)record).Id.ToString();
        var verification = LicenseVerifier.Verify(spoilt, World.Trust);
        Assert.True(verification.Verdict is Verdict.Invalid, what);
        Assert.Contains(verification.Steps, found => found.Name is StepName.Records && found.Of == of && !found.Ok && found.Note.Code == code
            && found.Note.Args.GetValueOrDefault("code") == refusal);
    }

    [Fact]
    public void A_promise_that_was_broken_is_said_and_is_nobodys_fault_but_the_hosts()
    {
        var late = new EvidenceWorld(promisedFor: 1);
        var verification = LicenseVerifier.Verify(late.Evidence, late.Trust);
        Assert.Equal(Verdict.Valid, verification.Verdict);
        Assert.All(verification.Steps.Where(step => step is { Name: StepName.Completeness, Of: not null }), step => Assert.Equal("inclusion-late", step.Note.Code));
    }

    [Fact]
    public void A_record_of_another_kind_is_no_evidence_of_a_license()
    {
        var request = new LicenseRequest(World.Charter.Id, World.Licensee, "players", "CN", 0, "", default, default);
        var shown = True.Records[Open] with { Record = request };
        var verification = LicenseVerifier.Verify(True with { Records = [shown] }, World.Trust);
        Assert.Contains(verification.Steps, step => step.Of == shown.Id.ToString() && step.Note.Code == "record-elsewhere");
        var unreadable = EvidenceBundle.Verify(EvidenceBundle.Write(True with { Records = [shown] }), World.Trust);
        Assert.Equal("entry-unreadable", unreadable.Failed?.Note.Code);
    }

    private static int Place(string id) => Enumerable.Range(0, True.Records.Length).Single(at => True.Records[at].Id.ToString() == id);

    private static LicenseEvidence Without(LicenseEvidence evidence, int record) => evidence with { Records = evidence.Records.RemoveAt(record) };

    /// <summary>The record says something else; its proofs stay those of the true one, so that other steps fail too.</summary>
    private static LicenseEvidence Changed<T>(LicenseEvidence evidence, int record, Func<T, T> change)
        where T : IUsageRecord
    {
        var changed = evidence.Records[record] with { Record = change((T)evidence.Records[record].Record) };
        return evidence with { Records = evidence.Records.SetItem(record, changed) };
    }
}
