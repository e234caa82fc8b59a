// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Evidence.Verification;

/// <summary>Both signatures recover, and are those that the grant was recorded with.</summary>
internal static class SignatureStep
{
    private const StepName Name = StepName.Signature;
    private const int Signers = 2;

    public static VerificationStep Judge(LicenseCase license)
    {
        var signatures = license.Evidence.Signatures;
        if (!signatures.IsWhole || signatures.Count != Signers)
        {
            return Step.Fail(Name, Note.Of("signature-count"));
        }

        for (var i = 0; i < Signers; i++)
        {
            if (license.SignerAt(i) is null)
            {
                return Step.Fail(Name, Note.Of("signature-broken", ("position", i)));
            }
        }

        return license switch
        {
            { Facts: null } => Step.NotReached(Name, Step.CauseOf(license)),
            { Granted: null } => Step.NotReached(Name, StepName.Receipt),
            _ when license.Granted.Signatures != signatures => Step.Fail(Name, Note.Of("signature-other")),
            _ => Step.Ok(
                Name, Note.Of("signature-ok", ("administrator", license.SignerAt(0)!.Value), ("licensee", license.SignerAt(1)!.Value))),
        };
    }
}
