// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Parties;

/// <summary>Why an act on a party is refused.</summary>
public abstract record PartyRefusal : Refusal;

/// <summary>The opening was recorded before.</summary>
public sealed record PartyExists(PartyId Party) : PartyRefusal
{
    public override string Code => "party-exists";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}

/// <summary>No opening with this id was recorded.</summary>
public sealed record PartyUnknown(PartyId Party) : PartyRefusal
{
    public override string Code => "party-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}

/// <summary>The act names the zero address as a key.</summary>
public sealed record KeyMissing() : PartyRefusal
{
    public override string Code => "key-missing";
}

/// <summary>The key was admitted to this party before, or is its first root key.</summary>
public sealed record KeyKnown(PartyId Party, Address Key) : PartyRefusal
{
    public override string Code => "key-known";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("key", Key));
}

/// <summary>Scopes are a mask of one to five bits.</summary>
public sealed record ScopesInvalid(KeyScopes Scopes) : PartyRefusal
{
    public override string Code => "scopes-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("scopes", (byte)Scopes));
}

/// <summary>A key that ends must end after the recording block.</summary>
public sealed record KeyTermEmpty(ulong ValidUntil, ulong Now) : PartyRefusal
{
    public override string Code => "key-term-empty";

    public override IReadOnlyDictionary<string, string> Args => Named(("validUntil", ValidUntil), ("now", Now));
}

/// <summary>The last root key without an end stays: nobody could ever replace it.</summary>
public sealed record LastRootKey(PartyId Party, Address Key) : PartyRefusal
{
    public override string Code => "last-root-key";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("key", Key));
}

/// <summary>The party never held this key.</summary>
public sealed record KeyUnknown(PartyId Party, Address Key) : PartyRefusal
{
    public override string Code => "key-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("key", Key));
}

/// <summary>The key is flagged already.</summary>
public sealed record AlreadyCompromised(PartyId Party, Address Key) : PartyRefusal
{
    public override string Code => "already-compromised";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("key", Key));
}

/// <summary>A key cannot have been lost after the block that says so.</summary>
public sealed record LostInFuture(ulong Since, ulong Now) : PartyRefusal
{
    public override string Code => "lost-in-future";

    public override IReadOnlyDictionary<string, string> Args => Named(("since", Since), ("now", Now));
}
