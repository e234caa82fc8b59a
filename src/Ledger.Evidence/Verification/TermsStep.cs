// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Verification;

/// <summary>The terms disclosed are those that the grant commits to; only where some are.</summary>
internal static class TermsStep
{
    public static IEnumerable<VerificationStep> Judge(LicenseCase license)
    {
        if (license.Evidence.Terms is not { } shown)
        {
            return [];
        }

        var verdict = DisclosureVerifier.Verify(license.Evidence.TermsRoot, shown, DisclosureFile.Known);
        return [new(StepName.Terms, verdict is DisclosureVerdict.Shown, DisclosureNotes.Of(verdict))];
    }
}
