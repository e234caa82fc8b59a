// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>Whether a usage report is taken in.</summary>
public static class ReportDecision
{
    /// <param name="context">What it is judged against.</param>
    /// <param name="license">The license that it names.</param>
    /// <param name="opening">The opening of its stream; null where no record opened that.</param>
    /// <param name="stream">The last journaled report of its stream; null when there is none.</param>
    /// <param name="report">The report.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="signature">The reporter's.</param>
    /// <param name="terms">The license's terms, as far as they are held: they say when it is reported.</param>
    public static Decision Decide(
        IntakeContext context,
        LicenseHistory license,
        StreamOpening? opening,
        StreamHead? stream,
        UsageReport report,
        IReadOnlyList<UsageLine> lines,
        Signature signature,
        TermsInEffect terms) => Decide(license, opening, stream, report, lines, context.Check(report, signature), terms);

    /// <summary>The same of a report whose signature was recovered already.</summary>
    /// <param name="key">Who signed.</param>
    public static Decision Decide(
        IntakeContext context,
        LicenseHistory license,
        StreamOpening? opening,
        StreamHead? stream,
        UsageReport report,
        IReadOnlyList<UsageLine> lines,
        Address key,
        TermsInEffect terms) => Decide(license, opening, stream, report, lines, context.Check(report, key), terms);

    private static Decision Decide(
        LicenseHistory license,
        StreamOpening? opening,
        StreamHead? stream,
        UsageReport report,
        IReadOnlyList<UsageLine> lines,
        Refusal? unsigned,
        TermsInEffect terms) => license.Origin is null
            ? new LicenseUnknown(report.License)
            : CheckReporter(license, report.License, report.Reporter, report.PeriodStart, report.PeriodEnd)
                ?? unsigned
                ?? CheckStream(license.Origin.Pool, opening, report)
                ?? terms.CheckPeriod(report)
                ?? StreamHead.Check(stream, report)
                ?? UsageLines.Check(report, lines)
                ?? terms.CheckValues(report, lines);

    /// <summary>Whether a correction names a report that it can correct.</summary>
    /// <param name="records">What the log has about the license.</param>
    public static Refusal? CheckCorrection(ILicenseLog records, UsageReport report) =>
        report.Supersedes.IsZero ? null
        : records.Report(report.Supersedes) is not { } old ? new SupersededUnknown(report.Supersedes)
        : (records.CorrectionOf(old.Id) ?? records.VoidOf(old.Id)) is not null ? new SupersededAlready(old.Id)
        : (old.Reporter, old.PeriodStart, old.PeriodEnd) == (report.Reporter, report.PeriodStart, report.PeriodEnd) ? null
        : new SupersededOtherwise(old.Id);

    /// <summary>Whoever had the license in the period reports on it, and whoever has it now.</summary>
    internal static Refusal? CheckReporter(LicenseHistory license, LicenseId id, PartyId reporter, ulong periodStart, ulong periodEnd) =>
        periodEnd <= periodStart ? new PeriodEmpty(periodStart, periodEnd)
        : reporter == license.Licensee || license.IsHeldWithin(reporter, periodStart, periodEnd) ? null
        : new ReporterNotLicensee(reporter, id);

    private static Refusal? CheckStream(PoolId pool, StreamOpening? opening, UsageReport report) =>
        opening is null ? new StreamUnknown(report.Stream)
        : opening.Pool != pool || opening.Reporter != report.Reporter ? new StreamOfAnother(report.Stream, opening.Reporter)
        : null;
}
