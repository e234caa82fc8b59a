// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Acts;

/// <summary>Whether the signatures bind those whom an act needs; the rule of the contracts.</summary>
public static class SignatureDecision
{
    /// <summary>Judges a whole run of signatures, in the order of <paramref name="required"/>.</summary>
    /// <param name="act">What was signed.</param>
    /// <param name="domain">The domain of the act's contract.</param>
    /// <param name="required">The act's signers.</param>
    /// <param name="signatures">65 bytes each.</param>
    /// <param name="parties">A party's history; null where there is none.</param>
    /// <param name="now">Time of the block that would record it (UTC seconds).</param>
    public static Decision Decide(
        IAct act,
        Eip712Domain domain,
        IReadOnlyList<RequiredSigner> required,
        SignatureRun signatures,
        Func<PartyId, PartyHistory?> parties,
        ulong now)
    {
        var length = signatures.AsSpan().Length;
        if (length != required.Count * Signature.Size)
        {
            return new SignaturesLength(length, required.Count * Signature.Size);
        }

        var digest = act.Digest(domain);
        for (var i = 0; i < required.Count; i++)
        {
            if (!signatures.TryGet(i, out var signature) || !Secp256k1.TryRecover(digest, signature, out var signer))
            {
                return new SignatureInvalid(i);
            }

            if (DecideSigner(act, required[i], signer, parties, now).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        return Decision.Permit;
    }

    /// <summary>Judges a whole run of signatures that a quorum is part of.</summary>
    /// <param name="act">What was signed.</param>
    /// <param name="domain">The domain of the act's contract.</param>
    /// <param name="table">The act's signers.</param>
    /// <param name="voters">Who votes.</param>
    /// <param name="signatures">Those of the fixed signers, and then the voters'.</param>
    /// <param name="parties">A party's history; null where there is none.</param>
    /// <param name="now">Time of the block that would record it (UTC seconds).</param>
    public static Decision Decide(
        IAct act,
        Eip712Domain domain,
        SignerTable table,
        VoterList voters,
        SignatureRun signatures,
        Func<PartyId, PartyHistory?> parties,
        ulong now) => table.Check(voters) ?? Decide(act, domain, table.With(voters), signatures, parties, now).Refusal;

    /// <summary>Judges one signature, recovered to <paramref name="signer"/>, for one required signer.</summary>
    public static Decision DecideSigner(
        IAct act, RequiredSigner required, Address signer, Func<PartyId, PartyHistory?> parties, ulong now)
    {
        if (required.Key is { } key)
        {
            return signer == key ? Decision.Permit : new NotTheKey(signer, key);
        }

        var party = required.Party!.Value;
        return parties(party) switch
        {
            null or { Opened: null } => new PartyUnknown(party),
            var history when history.HasVoided(act.Contract, act.ActId) && act.Kind != ActKind.Void => new ActIsVoid(act.ActId, party),
            var history when !history.HoldsKey(signer, required.Scope, now) => new KeyNotHeld(party, signer, required.Scope),
            var history when required.HeldBefore is { } before && history.Keys[signer].From is var from && from >= before => new KeyNotOlder(signer, from, before),
            _ => Decision.Permit,
        };
    }
}
