// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Pools;

namespace Ledger.Evidence.Verification;

/// <summary>The license's id is the hash of the grant; the pool's that of a charter that names this deployment.</summary>
internal static class IdStep
{
    private const StepName Name = StepName.Id;

    public static VerificationStep Judge(LicenseCase license)
    {
        var (evidence, trust) = (license.Evidence, license.Trust);
        var actual = new LicenseId(evidence.Origin.ActId);
        if (actual != evidence.License)
        {
            return Step.Fail(Name, Note.Of("id-mismatch", ("actual", actual), ("claimed", evidence.License)));
        }

        if (trust is not null && trust.Contracts != evidence.Deployment.Contracts)
        {
            return Step.Fail(Name, Note.Of("deployment-foreign"));
        }

        if (trust?.LicensesCodeHash is { } code && license.Licenses?.Account?.CodeHash is { } shown && shown != code)
        {
            return Step.Fail(Name, Note.Of("code-foreign", ("actual", shown)));
        }

        return license switch
        {
            { Facts: null } => Step.NotReached(Name, Step.CauseOf(license)),
            { Charter: null, Pool: { } pool } => Step.Fail(Name, Note.Of("charter-missing", ("pool", pool))),
            { Charter: null } => Step.NotReached(Name, StepName.Receipt),
            { Charter.Act: var charter } when Named(charter) != evidence.Deployment.Contracts => Step.Fail(Name, Note.Of("charter-foreign")),
            _ => Step.Ok(Name, Note.Of("id-ok")),
        };
    }

    private static ContractAddresses Named(PoolCharter charter) =>
        new(charter.ChainId, charter.Parties, charter.Pools, charter.Licenses, charter.UsageLog);
}
