// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>The keys that signed the origin were held by those who had to in the recording block, by key acts of which none is left out.</summary>
internal static class KeyStep
{
    private const StepName Name = StepName.Key;

    public static VerificationStep Judge(LicenseCase license)
    {
        if (license is not { Facts: not null, Origin.By.At: var at, Charter: not null } || license.Parties is null)
        {
            return Step.NotReached(
                Name, license.Facts is null ? Step.CauseOf(license) : license.Origin is null ? StepName.Receipt : StepName.Id);
        }

        if (license.Signers.IsEmpty)
        {
            return Step.NotReached(Name, StepName.Receipt);
        }

        foreach (var (position, signer) in license.Signers.Index())
        {
            if (license.SignerAt(position) is not { } key)
            {
                return Step.NotReached(Name, StepName.Signature);
            }

            if (Judge(license, signer.Party!.Value, key, at) is { } flaw)
            {
                return Step.Fail(Name, flaw);
            }
        }

        return Step.Ok(Name, Note.Of("key-ok", ("time", at.Time)));
    }

    /// <summary>What the contract saw: the keys as the facts before the grant had them, also those of its own block.</summary>
    private static Note? Judge(LicenseCase license, PartyId party, Address signer, FactPosition at)
    {
        if (Complete(license, party) is { } flaw)
        {
            return flaw;
        }

        var then = PartyHistory.From(license.Party(party).Facts.Where(fact => fact.At < at));
        return then.HoldsKey(signer, KeyScopes.Contract, at.Time)
            ? null
            : Note.Of("key-not-held", ("key", signer), ("party", party), ("scope", KeyScopes.Contract), ("time", at.Time));
    }

    /// <summary>
    /// What speaks against the key acts shown of a party who need not have signed what made the license: one is left out, or where they
    /// end is not proven, without which a willing host could hide that a key was retired. Null when nothing does.
    /// </summary>
    public static Note? Doubt(LicenseCase license, PartyId party) =>
        license.Evidence.State.KeysHeads.Any(proof => proof.Party == party) ? Complete(license, party) : Note.Of(Note.KeysUnshown, ("party", party));

    /// <summary>Whether the party's key acts lead, each from the one before, from its opening to the head that the chain has.</summary>
    private static Note? Complete(LicenseCase license, PartyId party)
    {
        var history = license.Party(party);
        if (history.Facts is not [PartyOpened, ..])
        {
            return Note.Of("party-missing", ("party", party));
        }

        var nodes = license.Evidence.State.KeysHeads.FirstOrDefault(proof => proof.Party == party)?.Nodes ?? [];
        if (license.Parties!.Read("keysHead", StorageSlots.KeysHead(party), nodes, out var head) is { } flaw)
        {
            return flaw;
        }

        var last = Hash32.Zero;
        foreach (var act in history.Facts.Skip(1).Select(fact => fact.Recorded))
        {
            if ((act.SecondPrevious ?? act.Previous) != last) // a recovery's completion names the keys' head second
            {
                return Note.Of("keys-incomplete", ("party", party), ("head", head));
            }

            last = act.ActId;
        }

        return last == head ? null : Note.Of("keys-incomplete", ("party", party), ("head", head));
    }
}
