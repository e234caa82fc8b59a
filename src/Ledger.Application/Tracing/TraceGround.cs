// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.Application.Tracing;

/// <summary>A license as its reports are judged by it, with its records other than reports.</summary>
internal sealed record TracedLicense(LicenseHistory History, TermsInEffect Terms, LicenseRecords Records);

/// <summary>The version of a license that stood at a time, and what it covers.</summary>
internal sealed record TracedVersion(TermsVersion Version, ScheduleId? Schedule, IReadOnlyList<uint> Revisions);

/// <summary>What reports stand on, in one snapshot: each license, version and log is folded once.</summary>
internal sealed class TraceGround(LedgerContext context, Known known)
{
    private readonly Dictionary<Hash32, TracedLicense> _licenses = [];
    private readonly Dictionary<(Hash32, Hash32), TracedVersion> _versions = [];
    private readonly Dictionary<Hash32, (UsageEpochs Epochs, ILogHistory Log)> _logs = [];
    private readonly Dictionary<Hash32, bool> _watched = [];
    private readonly Dictionary<PoolId, ClaimStandings> _claims = [];

    public Known Known => known;

    public Journaling Journaling { get; } = new(context);

    public TracedLicense License(Hash32 id)
    {
        if (!_licenses.TryGetValue(id, out var license))
        {
            var history = known.License(new LicenseId(id));
            license = new TracedLicense(history, HeldTerms.Of(context, known.Store, history), KeptRecords.OtherThanReports(known.Store, new LicenseId(id)));
            _licenses.Add(id, license);
        }

        return license;
    }

    /// <summary>The version that stood when a period began.</summary>
    public TracedVersion Version(Hash32 license, ulong periodStart)
    {
        var of = License(license);
        var version = of.History.VersionAt(periodStart)!;
        if (!_versions.TryGetValue((license, version.Id), out var traced))
        {
            var whole = new TermsVersion(of.History, version);
            var additions = of.Terms.Held.TryGetValue(version.Id, out var terms) ? terms.Time.LaterAdditions : LaterAdditions.None;
            var schedule = LicenseStanding.ScheduleAt(of.History, version.EffectiveAt, known.License);
            _versions.Add((license, version.Id), traced = new TracedVersion(whole, schedule, [.. whole.Covered(known, additions)]));
        }

        return traced;
    }

    /// <summary>The checkpoint that first passed a record; null while none did.</summary>
    public CheckpointAnchored? FirstPast(JournalRow row)
    {
        if (!_logs.TryGetValue(row.Pool, out var log))
        {
            _logs.Add(row.Pool, log = (UsageEpochs.Of(known, new PoolId(row.Pool)), known.Log(new PoolId(row.Pool))));
        }

        var (epoch, index) = log.Epochs.Place(row.Epoch, row.Index);
        return log.Log.FirstPast(epoch, index);
    }

    /// <summary>Whether a caller may read a party's reports and payments: the party, and administrator and auditors of the pool. The same as <see cref="ReadingRights.ReadsUsageOf"/>, each pool asked for once.</summary>
    public bool Reads(Caller caller, Hash32 pool, Hash32 reporter)
    {
        if (caller.Is(reporter))
        {
            return true;
        }

        if (!_watched.TryGetValue(pool, out var watched))
        {
            _watched.Add(pool, watched = ReadingRights.ReadsReportsOf(known, caller, pool));
        }

        return watched;
    }

    /// <summary>The payments claimed by a reporter for a time, each with where it stands by the chain's time.</summary>
    public IEnumerable<ClaimStanding> Payments(Hash32 license, Hash32 reporter, ulong periodStart, ulong periodEnd)
    {
        var of = License(license);
        return of.Records.Claims.Values
            .Where(claim => claim.Payer.Value == reporter && claim.PeriodStart < periodEnd && periodStart < claim.PeriodEnd)
            .Select(Standing);
    }

    /// <summary>Where a claimed payment stands by the chain's time.</summary>
    public ClaimStanding Standing(PaymentClaimed claim)
    {
        var of = License(claim.License.Value);
        return Claims(of.History.Origin!.Pool).Of(of.Records, claim);
    }

    /// <summary>When a report counts as handed in; its lodging matters only where it would be late by its coming alone.</summary>
    public HandIn HandIn(IndexedReport report, ulong? dueAt) => new(
        report.TakenAt, report.TakenAt >= dueAt ? Journaling.Lodging(known, new PoolId(report.Pool), report.RecordId) : null);


    private ClaimStandings Claims(PoolId pool)
    {
        if (!_claims.TryGetValue(pool, out var claims))
        {
            _claims.Add(pool, claims = new ClaimStandings(context, known, pool, FirstPast));
        }

        return claims;
    }

    /// <summary>Whether a report is neither corrected nor taken back.</summary>
    public bool Counts(Hash32 license, Hash32 report) =>
        License(license).Records.VoidOf(new RecordId(report)) is null && known.Store.Reports.CorrectionOf(report) is null;
}
