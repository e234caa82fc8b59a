// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Licenses;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Verification;

/// <summary>Judges the evidence of one license. Total: whatever it is given, it gives a verdict and throws nothing.</summary>
public static class LicenseVerifier
{
    /// <summary>Judges <paramref name="evidence"/>.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="trust">What the caller trusts; null when nothing, and the best verdict is then <see cref="Verdict.Unconfirmed"/>.</param>
    /// <param name="at">The time to say the standing of (UTC seconds); null for that of the state's block.</param>
    public static LicenseVerification Verify(LicenseEvidence evidence, Trust? trust, ulong? at = null)
    {
        var license = new LicenseCase(evidence, trust);
        var time = at ?? license.StateHeader?.Timestamp;
        ImmutableArray<VerificationStep> steps =
        [
            IdStep.Judge(license),
            SignatureStep.Judge(license),
            KeyStep.Judge(license),
            ReceiptStep.Judge(license),
            HeaderStep.Judge(license),
            CompletenessStep.Judge(license),
            StandingStep.Judge(license, time),
            .. ScheduleStep.Judge(license),
            .. TermsStep.Judge(license),
            .. RecordSteps.Judge(license),
        ];
        Standing? standing = steps.Any(step => step is { Name: StepName.Standing, Ok: true }) ? LicenseStanding.At(license.History, time!.Value, license.License) : null;
        return new(VerdictOf(license, steps), steps, standing, standing is null ? null : time) { Pool = license.Pool };
    }

    private static Verdict VerdictOf(LicenseCase license, ImmutableArray<VerificationStep> steps) => steps switch
    {
        _ when steps.Any(step => step is { Ok: false, IsOpen: false }) => Verdict.Invalid,
        _ when steps.All(step => step.Ok) && license.Used.All(license.Headers.IsConfirmed) => Verdict.Valid,
        _ => Verdict.Unconfirmed,
    };
}
