// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Store.Access;

namespace Ledger.Application.Access;

/// <summary>What the store keeps with a key.</summary>
internal sealed record ApiKeyBody(string Label, AccessScopes Scopes, IReadOnlyList<ApiKeyRoleView> Roles, bool Demo)
{
    public static ApiKeyBody Read(ApiKeyRow row) => JsonSerializer.Deserialize<ApiKeyBody>(row.Body, LedgerJson.Options)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Options);

    public Caller Caller(ApiKeyRow row) => new(
        row.Id,
        row.Party is { } party ? new PartyId(party) : null,
        Scopes,
        Roles.ToDictionary(role => new PoolId(role.Pool), role => AccessWords.Role(role.Role)!.Value));

    public ApiKeyView View(ApiKeyRow row, long now) => new(
        row.Id,
        Label,
        row.Party,
        row.Party is null,
        Roles,
        AccessWords.Of(Scopes),
        Demo,
        (ulong)row.CreatedAt,
        (ulong?)row.ExpiresAt,
        (ulong?)row.RevokedAt,
        row.RevokedAt is not null ? "revoked" : row.ExpiresAt <= now ? "expired" : "active");
}
