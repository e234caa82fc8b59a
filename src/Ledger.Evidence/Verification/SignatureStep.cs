// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Evidence.Verification;

/// <summary>Every signature recovers, and they are those that the license's origin was recorded with.</summary>
internal static class SignatureStep
{
    private const StepName Name = StepName.Signature;

    public static VerificationStep Judge(LicenseCase license)
    {
        var signatures = license.Evidence.Signatures;
        var signers = license.Evidence.Origin.Kind is ActKind.AttestedImport ? 1 : 2;
        if (!signatures.IsWhole || signatures.Count != signers)
        {
            return Step.Fail(Name, Note.Of("signature-count", ("signers", signers)));
        }

        for (var i = 0; i < signers; i++)
        {
            if (license.SignerAt(i) is null)
            {
                return Step.Fail(Name, Note.Of("signature-broken", ("position", i)));
            }
        }

        return license switch
        {
            { Facts: null } => Step.NotReached(Name, Step.CauseOf(license)),
            { Origin: null } => Step.NotReached(Name, StepName.Receipt),
            _ when license.Origin.By.Signatures != signatures => Step.Fail(Name, Note.Of("signature-other")),
            _ => Step.Ok(Name, Told(license)),
        };
    }

    private static Note Told(LicenseCase license) => license switch
    {
        { Evidence.Origin.Kind: ActKind.Sublicense } =>
            Note.Of("signature-sublicense-ok", ("sublicensor", license.SignerAt(0)!.Value), ("sublicensee", license.SignerAt(1)!.Value)),
        { History.IsAttestedImport: true } => Note.Of("signature-attested", ("administrator", license.SignerAt(0)!.Value)),
        { Evidence.Origin.Kind: ActKind.AttestedImport } => Note.Of("signature-import-ok", ("administrator", license.SignerAt(0)!.Value)),
        _ => Note.Of("signature-ok", ("administrator", license.SignerAt(0)!.Value), ("licensee", license.SignerAt(1)!.Value)),
    };
}
