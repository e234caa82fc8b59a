// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Payments;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Verification;

/// <summary>
/// Each record fits those before it in the log, by the rules of intake: a report its stream and what it corrects, a statement the
/// reports of its period, a payment's answer its claim. So a statement shows whether a report that it counts was left out.
/// </summary>
internal sealed class RecordsStep
{
    private const StepName Name = StepName.Records;

    private readonly LicenseCase _license;
    private readonly LicenseRecords _all;
    private readonly HashSet<RecordId> _seen = [];
    private readonly Dictionary<RecordId, StreamOpening> _openings = [];
    private readonly Dictionary<RecordId, UsageReport> _heads = [];

    private RecordsStep(LicenseCase license, IEnumerable<IUsageRecord> records) => (_license, _all) = (license, LicenseRecords.From(records));

    /// <summary>One step for each record shown, in the order of the evidence; null where a record says nothing of others.</summary>
    public static VerificationStep?[] Judge(LicenseCase license)
    {
        var shown = license.Evidence.Records;
        int[] order = [.. Enumerable.Range(0, shown.Length).OrderBy(at => (shown[at].Promise.Epoch, shown[at].Promise.Index))];
        List<IUsageRecord> records = [.. order.Select(at => shown[at].Record)];
        var step = new RecordsStep(license, records);
        var steps = new VerificationStep?[shown.Length];
        foreach (var (at, before) in order.Zip(LicenseRecords.Before(records)))
        {
            steps[at] = step.Judge(shown[at], before);
        }

        return steps;
    }

    private VerificationStep? Judge(RecordEvidence shown, LicenseRecords before)
    {
        var of = shown.Id.ToString();
        if (!_seen.Add(shown.Id))
        {
            return Step.Fail(Name, Note.Of("record-twice"), of);
        }

        switch (shown.Record)
        {
            case StreamOpening opening:
                _openings[opening.Id] = opening;
                return null;
            case { Kind: var kind } when !RecordEvidence.Kinds.Contains(kind):
                return null;
            case UsageReport report:
                var flaw = CheckStream(report) ?? Said(ReportDecision.CheckCorrection(before, report));
                _heads[report.Stream] = report;
                return flaw is null ? Step.Ok(Name, Counted(report), of) : Step.Fail(Name, flaw, of);
            case var _ when _license.Facts is null || !_license.Checkpoints.ContainsKey(shown.Checkpoint):
                return Step.NotReached(Name, _license.Facts is null ? Step.CauseOf(_license) : StepName.Receipt, of);
            default:
                return Refused(shown, before) is { } refusal ? Step.Fail(Name, Said(refusal)!, of) : Step.Ok(Name, Fitting(shown.Record, before), of);
        }
    }

    private Note? CheckStream(UsageReport report)
    {
        if (!_openings.TryGetValue(report.Stream, out var opening))
        {
            return Note.Of("stream-not-opened", ("stream", report.Stream));
        }

        if (opening.Pool != _license.Pool || opening.Reporter != report.Reporter)
        {
            return Note.Of("stream-of-other", ("stream", report.Stream), ("party", opening.Reporter));
        }

        // Between two reports shown may stand others of the stream, under other licenses.
        return _heads.TryGetValue(report.Stream, out var last)
            && (report.Sequence <= last.Sequence || (report.Sequence - 1 == last.Sequence && report.Previous != last.Id))
                ? Note.Of("stream-broken", ("sequence", report.Sequence), ("last", last.Sequence))
                : null;
    }

    /// <summary>By the office of the pool at one end of the record's time.</summary>
    private Refusal? Refused(RecordEvidence shown, LicenseRecords before)
    {
        if (shown.Record is ReportVoid { Report: var report } && !before.Reports.ContainsKey(report))
        {
            return null; // it takes back what the log did not take: nothing is shown of that
        }

        var checkpoint = _license.Checkpoints[shown.Checkpoint].At;
        var refusal = Decide(shown.Record, before, checkpoint.Block.Number, checkpoint.Time);
        return refusal is NotAdministrator && _license.Headers.Find(shown.Record.RecentBlock) is { } recent
            ? Decide(shown.Record, before, recent.Number, checkpoint.Time)
            : refusal;
    }

    private Refusal? Decide(IUsageRecord record, LicenseRecords before, ulong block, ulong now) => RecordDecision.CheckContent(
        new RecordGround(
            new IntakeContext(_license.Evidence.Deployment.DomainOf(Domain.Acts.ContractName.UsageLog), PartyHistory.Empty, null, now, new IntakeOptions()),
            PoolHistory.From(_license.Offices.Facts.Where(fact => fact.At.Block.Number <= block)),
            _license.History,
            FileHistory.Empty,
            before),
        record);

    private Note Counted(UsageReport report) =>
        _all.VoidOf(report.Id) is { } taken ? Note.Of("report-void", ("by", taken))
        : _all.CorrectionOf(report.Id) is { } correction ? Note.Of("report-corrected", ("by", correction))
        : Note.Of("report-counts", ("sequence", report.Sequence));

    private Note Fitting(IUsageRecord record, LicenseRecords before) => record switch
    {
        ReportVoid { Report: var report } => Note.Of(before.Reports.ContainsKey(report) ? "void-ok" : "void-unshown", ("report", report)),
        PeriodStatement statement when _all.StatementOf(statement.Reporter, statement.PeriodStart, statement.PeriodEnd) is { } last && last.Id != statement.Id =>
            Note.Of("statement-superseded", ("by", last.Id)),
        PeriodStatement statement => Note.Of("statement-ok", ("reports", statement.Reports), ("lines", statement.Lines)),
        PaymentClaimed claim when _all.ReceiptOf(claim.Id) is { } receipt => Note.Of("claim-received", ("by", receipt.Id)),
        PaymentClaimed claim when _all.DisputeOf(claim.Id) is { } dispute => Note.Of("claim-disputed", ("by", dispute.Id)),
        PaymentClaimed => Note.Of("claim-open"),
        PaymentReceived { Claim: var claim } => Note.Of("receipt-of-claim", ("claim", claim)),
        PaymentDisputed { Claim: var claim } => Note.Of("dispute-of-claim", ("claim", claim)),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, "Evidence holds no record of this kind."),
    };

    /// <summary>A refusal has a stable code, which is known outside of this room too.</summary>
    private static Note? Said(Refusal? refusal) => refusal is null ? null : Note.Of("record-contradicts", ("code", refusal.Code));
}
