// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>POST /api-keys</c>. Exactly one of <paramref name="Party"/> and <paramref name="Operator"/>.</summary>
/// <param name="Label">What the operator knows it by, 1 to 80 characters.</param>
/// <param name="Party">Whose key it is.</param>
/// <param name="Operator">Whether it is one more key of the operator's.</param>
/// <param name="Roles">The party's role in each pool; a pool stands once.</param>
/// <param name="Scopes">read | propose | report | resolve for a party, read | operate for the operator; all of them where left out.</param>
/// <param name="ExpiresAt">UTC seconds; where left out a year from now, and for the operator no end.</param>
public sealed record ApiKeyRequest(
    string Label,
    Hash32? Party = null,
    bool Operator = false,
    IReadOnlyList<ApiKeyRoleView>? Roles = null,
    IReadOnlyList<string>? Scopes = null,
    ulong? ExpiresAt = null);

/// <param name="Role">administrator | licensor | licensee | auditor | dispute.</param>
public sealed record ApiKeyRoleView(Hash32 Pool, string Role);

/// <param name="State">active | expired | revoked.</param>
/// <param name="Demo">Whether it is one of the demonstration's, which anybody may know.</param>
/// <param name="Token">The secret, in the answer that made the key and never again; send it as <c>Authorization: Bearer</c>.</param>
public sealed record ApiKeyView(
    string Id,
    string Label,
    Hash32? Party,
    bool Operator,
    IReadOnlyList<ApiKeyRoleView> Roles,
    IReadOnlyList<string> Scopes,
    bool Demo,
    ulong CreatedAt,
    ulong? ExpiresAt,
    ulong? RevokedAt,
    string State,
    string? Token = null);
