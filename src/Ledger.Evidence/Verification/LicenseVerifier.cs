// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Model;

namespace Ledger.Evidence.Verification;

/// <summary>Judges the evidence of one license. Total: whatever it is given, it gives a verdict and throws nothing.</summary>
public static class LicenseVerifier
{
    /// <summary>Judges <paramref name="evidence"/>.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="trust">What the caller trusts; null when nothing, and the best verdict is then <see cref="Verdict.Unconfirmed"/>.</param>
    /// <param name="at">The time to say the standing of (UTC seconds); null for that of the state's block.</param>
    public static LicenseVerification Verify(LicenseEvidence evidence, Trust? trust, ulong? at = null) =>
        throw new NotSupportedException();
}
