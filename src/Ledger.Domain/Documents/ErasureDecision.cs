// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Documents;

/// <summary>Whether a demand for erasure stands on its own: its form, its time, and the key that signed it.</summary>
public static class ErasureDecision
{
    /// <summary>How long after its signing a demand is taken, seconds; and how far ahead its clock may be.</summary>
    public const ulong MaxAgeSeconds = 86_400;

    /// <param name="party">Who demands it.</param>
    /// <param name="now">UTC seconds.</param>
    public static Decision Decide(IErasureDemand erasure, PartyHistory party, Signature signature, Eip712Domain domain, ulong now)
    {
        if (erasure.Reason.Length is 0 or > 256 || erasure.Reason.Any(char.IsControl))
        {
            return new ErasureReasonInvalid();
        }

        if (erasure.RequestedAt > now + MaxAgeSeconds || erasure.RequestedAt + MaxAgeSeconds < now)
        {
            return new ErasureUntimely(erasure.RequestedAt, now);
        }

        return IsSigned(erasure, party, signature, domain, now) ? Decision.Permit : new ErasureUnsigned(erasure.Party);
    }

    /// <summary>Whether one of the party's keys signed it that may sign for the party at that time.</summary>
    public static bool IsSigned(IErasureDemand erasure, PartyHistory party, Signature signature, Eip712Domain domain, ulong at) =>
        Secp256k1.TryRecover(erasure.Digest(domain), signature, out var key) && party.HoldsKey(key, KeyScopes.Contract, at);

    /// <summary>Whether such a key signed it, for whoever does not know when the demand was taken: that is known to a day.</summary>
    public static bool WasSigned(IErasureDemand erasure, PartyHistory party, Signature signature, Eip712Domain domain) =>
        erasure.RequestedAt <= ulong.MaxValue - MaxAgeSeconds
        && (IsSigned(erasure, party, signature, domain, erasure.RequestedAt) || IsSigned(erasure, party, signature, domain, erasure.RequestedAt + MaxAgeSeconds));
}

/// <summary>Why a demand for erasure is not one.</summary>
public abstract record ErasureRefusal : Refusal;

/// <summary>The reason is missing, longer than 256 characters, or holds control characters.</summary>
public sealed record ErasureReasonInvalid : ErasureRefusal
{
    public override string Code => "erasure-reason-invalid";
}

/// <summary>The demand was signed more than a day ago, or is signed for the future.</summary>
public sealed record ErasureUntimely(ulong RequestedAt, ulong Now) : ErasureRefusal
{
    public override string Code => "erasure-untimely";

    public override IReadOnlyDictionary<string, string> Args => Named(("requestedAt", RequestedAt), ("now", Now));
}

/// <summary>No key of the party that may sign for it signed the demand.</summary>
public sealed record ErasureUnsigned(PartyId Party) : ErasureRefusal
{
    public override string Code => "erasure-unsigned";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}
