// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>No act on the license and no grant of its file is left out: the slots of both heads say where the acts end.</summary>
internal static class CompletenessStep
{
    private const StepName Name = StepName.Completeness;

    public static VerificationStep Judge(LicenseCase license)
    {
        if (license is not { Facts: { } facts, Granted: not null, Licenses: { } state, StateHeader: { } header })
        {
            return Step.NotReached(Name, license.Headers.Flaw is null ? StepName.Receipt : StepName.Header);
        }

        if (facts.Any(fact => fact.At.Block.Number > header.Number))
        {
            return Step.Fail(Name, Note.Of("license-later", ("state", header.Number)));
        }

        return (Head(license, state) ?? File(license, state)) is { } flaw
            ? Step.Fail(Name, flaw)
            : Step.Ok(Name, Note.Of("completeness-ok", ("acts", Acts(license).Count + Grants(license).Count - 1)));
    }

    private static Note? Head(LicenseCase license, StateReader state)
    {
        var id = license.Evidence.License;
        if (state.Read("head", StorageSlots.Head(id), license.Evidence.State.HeadNodes, out var slot) is { } flaw)
        {
            return flaw;
        }

        var head = slot.IsZero ? id.Value : slot;
        var shown = Follow(Acts(license), Hash32.Zero, grantsStart: true);
        return shown == head ? null : Note.Of("head-mismatch", ("actual", head), ("shown", shown));
    }

    private static Note? File(LicenseCase license, StateReader state)
    {
        var grant = license.Evidence.Grant;
        var slot = StorageSlots.File(grant.Pool, grant.Licensee);
        return state.Read("fileHead", slot, license.Evidence.State.FileNodes, out var head)
            ?? (Follow(Grants(license), Hash32.Zero, grantsStart: false) == head
                ? null
                : Note.Of("file-incomplete", ("head", head)));
    }

    /// <summary>Where a chain of acts ends, each naming the one before; zero where it breaks.</summary>
    private static Hash32 Follow(List<Fact> facts, Hash32 head, bool grantsStart)
    {
        foreach (var act in facts.Select(fact => fact.Recorded))
        {
            // A license's own acts begin with its grant, whose previous is the file's.
            if (!(grantsStart && act is LicenseGrant) && act.Previous != head)
            {
                return Hash32.Zero;
            }

            head = act.ActId;
        }

        return head;
    }

    private static List<Fact> Acts(LicenseCase license) => Of(license, Subject.License(license.Evidence.License));

    private static List<Fact> Grants(LicenseCase license) =>
        Of(license, Subject.File(license.Evidence.Grant.Pool, license.Evidence.Grant.Licensee));

    private static List<Fact> Of(LicenseCase license, Subject subject) =>
        [.. license.Facts!.Value.Where(fact => fact.Subjects.Contains(subject))];
}
