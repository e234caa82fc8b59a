// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Verification;

/// <summary>
/// The terms disclosed are those that their version's act commits to, and what is withheld was erased at a demand that the
/// pool's administrator signed: one step for each version of which the evidence says something.
/// </summary>
internal static class TermsStep
{
    private const StepName Name = StepName.Terms;

    public static IEnumerable<VerificationStep> Judge(LicenseCase license) => license.Evidence.Terms.Select(terms => Judge(license, terms));

    private static VerificationStep Judge(LicenseCase license, VersionTerms terms)
    {
        var of = terms.Version == license.Evidence.License.Value ? null : terms.Version.ToString();
        if (ActOf(license, terms.Version) is not { } act)
        {
            return license.Facts is null ? Step.NotReached(Name, Step.CauseOf(license), of) : Step.Fail(Name, Note.Of("terms-version-unknown", ("version", terms.Version)), of);
        }

        var root = VersionActs.Root(act);
        if (terms.Disclosed is { } shown)
        {
            var verdict = DisclosureVerifier.Verify(root, shown, [VersionActs.Schema(act)]);
            return new(Name, verdict is DisclosureVerdict.Shown, DisclosureNotes.Of(verdict, act, act is AttestedImport && license.History.CounterSigned is null), of);
        }

        if (license.Facts is null || license.Pool is null)
        {
            return Step.NotReached(Name, Step.CauseOf(license), of);
        }

        if (terms.Tombstone is not { Erasure: { } erasure } tombstone || erasure.Document != root || !IsSigned(license, tombstone))
        {
            return Step.Fail(Name, Note.Of("terms-tombstone-wrong", ("version", terms.Version)), of);
        }

        return KeyStep.Doubt(license, erasure.Party) is { } flaw
            ? Step.Fail(Name, flaw, of)
            : Step.Ok(Name, Note.Of("terms-withheld", ("version", terms.Version), ("party", erasure.Party), ("at", erasure.RequestedAt)), of);
    }

    /// <summary>The act that made the version, or the charter's text; the origin is shown even where the events cannot be read.</summary>
    private static IAct? ActOf(LicenseCase license, Hash32 version) => version == license.Evidence.License.Value
        ? license.Evidence.Origin
        : license.History.Versions.Find(one => one.Id == version)?.By.Recorded
            ?? license.Offices.Charters.FirstOrDefault(text => text.By.Recorded.ActId == version)?.By.Recorded;

    /// <summary>By a key of whoever administered the pool at some time.</summary>
    private static bool IsSigned(LicenseCase license, TermsTombstone tombstone) =>
        license.Offices.Administrators.Exists(term => term.Administrator == tombstone.Erasure.Party)
        && ErasureDecision.WasSigned(
            tombstone.Erasure, license.Party(tombstone.Erasure.Party), tombstone.Signature, license.Evidence.Deployment.DomainOf(ContractName.UsageLog));
}
