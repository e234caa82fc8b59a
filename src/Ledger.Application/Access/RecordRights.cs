// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Application.Access;

/// <summary>Whether a caller may hand a signed record in. The signature says whose it is; the key says who may bring it here.</summary>
internal static class RecordRights
{
    /// <param name="author">Who signed the record.</param>
    /// <param name="pool">The pool whose log would take it; null where it names none that is known, which another rule refuses.</param>
    public static AccessRefusal? Judge(Caller caller, PartyId author, PoolId? pool, params ReadOnlySpan<PoolRole> roles) =>
        caller.IsHost ? null
        : !caller.Is(author.Value) ? new PartyMismatch(author)
        : pool is { } of && !caller.HasRole(of, roles) ? RoleMissing.Of(roles.ToArray())
        : null;
}
