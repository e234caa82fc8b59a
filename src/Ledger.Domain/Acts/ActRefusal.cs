// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>Why any act may be refused, whatever its kind.</summary>
public abstract record ActRefusal : Refusal;

/// <summary>The act may be recorded while the block's time is at most its <c>expiresAt</c>.</summary>
public sealed record ActExpired(ulong ExpiresAt, ulong Now) : ActRefusal
{
    public override string Code => "act-expired";

    public override IReadOnlyDictionary<string, string> Args => Named(("expiresAt", ExpiresAt), ("now", Now));
}

/// <summary>The party took its signature back before the act was recorded.</summary>
public sealed record ActIsVoid(Hash32 ActId, PartyId Party) : ActRefusal
{
    public override string Code => "act-is-void";

    public override IReadOnlyDictionary<string, string> Args => Named(("actId", ActId), ("party", Party));
}

/// <summary>The act was signed on another head than the subject has.</summary>
public sealed record HeadMoved(Hash32 Previous, Hash32 Head) : ActRefusal
{
    public override string Code => "head-moved";

    public override IReadOnlyDictionary<string, string> Args => Named(("previous", Previous), ("head", Head));
}

/// <summary>There must be 65 bytes for each required signer.</summary>
public sealed record SignaturesLength(int Length, int Expected) : ActRefusal
{
    public override string Code => "signatures-length";

    public override IReadOnlyDictionary<string, string> Args => Named(("length", Length), ("expected", Expected));
}

/// <summary>The signature has a high s, a v other than 27 or 28, or recovers to nobody.</summary>
public sealed record SignatureInvalid(int Position) : ActRefusal
{
    public override string Code => "signature-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("position", Position));
}

/// <summary>The signer is no key of the party with these scopes at this time.</summary>
public sealed record KeyNotHeld(PartyId Party, Address Key, KeyScopes Scopes) : ActRefusal
{
    public override string Code => "key-not-held";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("key", Key), ("scopes", (byte)Scopes));
}

/// <summary>Only one given key may sign here, and another did.</summary>
public sealed record NotTheKey(Address Signer, Address Key) : ActRefusal
{
    public override string Code => "not-the-key";

    public override IReadOnlyDictionary<string, string> Args => Named(("signer", Signer), ("key", Key));
}

/// <summary>The party took this signature back already.</summary>
public sealed record AlreadyVoid(Hash32 ActId, PartyId Party) : ActRefusal
{
    public override string Code => "already-void";

    public override IReadOnlyDictionary<string, string> Args => Named(("actId", ActId), ("party", Party));
}
