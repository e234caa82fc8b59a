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
    /// <param name="stream">The last journaled report of its stream; null when there is none.</param>
    /// <param name="report">The report.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="signature">The reporter's.</param>
    /// <param name="terms">The license's terms, as far as they are held: they say when it is reported.</param>
    public static Decision Decide(
        IntakeContext context,
        LicenseHistory license,
        StreamHead? stream,
        UsageReport report,
        IReadOnlyList<UsageLine> lines,
        Signature signature,
        TermsInEffect terms) => license switch
        {
            { Origin: null } => new LicenseUnknown(report.License),
            _ when report.Reporter != license.Licensee => new ReporterNotLicensee(report.Reporter, report.License),
            _ => context.Check(report, report.Reporter, signature)
                ?? (report.PeriodEnd > report.PeriodStart ? null : new PeriodEmpty(report.PeriodStart, report.PeriodEnd))
                ?? terms.CheckPeriod(report)
                ?? StreamHead.Check(stream, report)
                ?? UsageLines.Check(report, lines),
        };
}
