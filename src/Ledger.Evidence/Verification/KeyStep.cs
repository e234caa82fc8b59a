// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>The signing keys held by administrator and licensee in the recording block, by key acts of which none is left out.</summary>
internal static class KeyStep
{
    private const StepName Name = StepName.Key;

    public static VerificationStep Judge(LicenseCase license)
    {
        if (license is not { Facts: not null, Granted: { } granted, Charter: { } charter } || license.Parties is null)
        {
            return Step.NotReached(
                Name, license.Facts is null ? Step.CauseOf(license) : license.Granted is null ? StepName.Receipt : StepName.Id);
        }

        if (license.SignerAt(0) is not { } administrator || license.SignerAt(1) is not { } licensee)
        {
            return Step.NotReached(Name, StepName.Signature);
        }

        var flaw = Judge(license, charter.Act.Administrator, administrator, granted.At)
            ?? Judge(license, license.Evidence.Grant.Licensee, licensee, granted.At);
        return flaw is null ? Step.Ok(Name, Note.Of("key-ok", ("time", granted.At.Time))) : Step.Fail(Name, flaw);
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
            if (act.Previous != last)
            {
                return Note.Of("keys-incomplete", ("party", party), ("head", head));
            }

            last = act.ActId;
        }

        return last == head ? null : Note.Of("keys-incomplete", ("party", party), ("head", head));
    }
}
