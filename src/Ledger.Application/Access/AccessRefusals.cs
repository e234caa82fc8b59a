// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Application.Access;

/// <summary>Why a caller is not let in, or not let near something.</summary>
public abstract record AccessRefusal : Refusal;

/// <summary>The route needs a key, and none came.</summary>
public sealed record ApiKeyMissing : AccessRefusal
{
    public override string Code => "api-key-missing";
}

/// <summary>What came is no key of this host.</summary>
public sealed record ApiKeyUnknown : AccessRefusal
{
    public override string Code => "api-key-unknown";
}

/// <summary>The key's time is over.</summary>
public sealed record ApiKeyExpired(string Key, long ExpiresAt) : AccessRefusal
{
    public override string Code => "api-key-expired";

    public override IReadOnlyDictionary<string, string> Args => Named(("key", Key), ("expiresAt", ExpiresAt));
}

/// <summary>The key was revoked.</summary>
public sealed record ApiKeyRevoked(string Key, long RevokedAt) : AccessRefusal
{
    public override string Code => "api-key-revoked";

    public override IReadOnlyDictionary<string, string> Args => Named(("key", Key), ("revokedAt", RevokedAt));
}

/// <summary>The key may not be used for this.</summary>
public sealed record ScopeMissing(string Scope) : AccessRefusal
{
    public override string Code => "scope-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("scope", Scope));
}

/// <summary>The key has none of the roles that this takes; where a pool is named, there.</summary>
public sealed record RoleMissing(string Roles) : AccessRefusal
{
    public override string Code => "role-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("roles", Roles));

    public static RoleMissing Of(params IEnumerable<PoolRole> roles) => new(string.Join(", ", roles.Select(AccessWords.Of)));
}

/// <summary>Only a party's key may; the operator is no party.</summary>
public sealed record PartyOnly : AccessRefusal
{
    public override string Code => "party-only";
}

/// <summary>Only the operator's key may.</summary>
public sealed record OperatorOnly : AccessRefusal
{
    public override string Code => "operator-only";
}

/// <summary>What was handed in speaks for another party than the key.</summary>
public sealed record PartyMismatch(PartyId Party) : AccessRefusal
{
    public override string Code => "party-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}

/// <summary>A proposal is withdrawn by who made it.</summary>
public sealed record NotProposer : AccessRefusal
{
    public override string Code => "not-proposer";
}

/// <summary>No key of that id is here.</summary>
public sealed record ApiKeyNotFound(string Key) : AccessRefusal
{
    public override string Code => "api-key-not-found";

    public override IReadOnlyDictionary<string, string> Args => Named(("key", Key));
}

/// <summary>A key is asked for that cannot be made.</summary>
public sealed record ApiKeyInvalid(string Reason) : AccessRefusal
{
    public override string Code => "api-key-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}

/// <summary>The chain does not show the party in that role.</summary>
public sealed record RoleNotHeld(PartyId Party, string Role, PoolId Pool) : AccessRefusal
{
    public override string Code => "role-not-held";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("role", Role), ("pool", Pool));
}

/// <summary>The operator's last key is not revoked: nobody could make another.</summary>
public sealed record LastOperatorKey(string Key) : AccessRefusal
{
    public override string Code => "last-operator-key";

    public override IReadOnlyDictionary<string, string> Args => Named(("key", Key));
}
