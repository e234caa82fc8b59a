// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Access;

/// <summary>Who calls: the party or the operator behind an API key, with what the key may be used for.</summary>
/// <param name="KeyId">The key's id: what custody and the log name, never the token.</param>
/// <param name="Party">The party that the key is bound to; null for the operator.</param>
/// <param name="Scopes">What the key may be used for.</param>
/// <param name="Roles">The party's role in each of the key's pools, as the operator gave them; <see cref="ReadingRights"/> holds them against the chain.</param>
public sealed record Caller(string KeyId, PartyId? Party, AccessScopes Scopes, IReadOnlyDictionary<PoolId, PoolRole> Roles)
{
    /// <summary>The host's own work, such as loading the seeds: no request ever comes as it.</summary>
    public static Caller Host { get; } = new("host", null, AccessScopes.None, new Dictionary<PoolId, PoolRole>());

    /// <summary>Whether it is the host itself.</summary>
    public bool IsHost => ReferenceEquals(this, Host);

    /// <summary>Whether the key is the operator's, who is no party.</summary>
    public bool IsOperator => Party is null && !IsHost;

    public bool May(AccessScopes scope) => (Scopes & scope) == scope;

    /// <summary>Whether the key speaks for that party.</summary>
    public bool Is(Hash32? party) => Party is { } own && own.Value == party;

    /// <summary>Whether the key has one of the roles in the pool, as the operator gave them.</summary>
    public bool HasRole(PoolId pool, params ReadOnlySpan<PoolRole> roles) => Roles.TryGetValue(pool, out var role) && roles.Contains(role);
}
