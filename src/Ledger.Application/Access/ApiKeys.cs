// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Store.Access;

namespace Ledger.Application.Access;

/// <summary>API keys: made, listed and revoked by the operator; each request's key is looked up here.</summary>
public sealed class ApiKeys
{
    private const int LongestLabel = 80;

    private readonly LedgerContext _context;

    internal ApiKeys(LedgerContext context) => _context = context;

    /// <summary>Who calls with a token; refused where it is none of ours, expired or revoked.</summary>
    public async Task<Outcome<Caller>> AuthenticateAsync(string? text, CancellationToken cancellation)
    {
        if (!ApiToken.TryParse(text, out var token))
        {
            return text is null ? new ApiKeyMissing() : new ApiKeyUnknown();
        }

        var digest = token.Digest;
        return await _context.Store.ReadAsync(reader => reader.ApiKeys.WithDigest(digest), cancellation) is { } row ? Judge(row) : new ApiKeyUnknown();
    }

    /// <summary>Whether a caller's key still counts, for a connection that stays open.</summary>
    public async Task<Outcome<Caller>> AgainAsync(Caller caller, CancellationToken cancellation) =>
        await _context.Store.ReadAsync(reader => reader.ApiKeys.Find(caller.KeyId), cancellation) is { } row ? Judge(row) : new ApiKeyUnknown();

    /// <summary>Makes a key; the view holds its token, which is kept nowhere.</summary>
    public Task<Outcome<ApiKeyView>> CreateAsync(ApiKeyRequest request, CancellationToken cancellation) =>
        KeepAsync(request, ApiToken.Create(demo: false), cancellation);

    /// <summary>Keys, oldest first, also expired and revoked ones.</summary>
    public Task<Page<ApiKeyView>> ListAsync(string? cursor, int limit, CancellationToken cancellation) => _context.Store.ReadAsync(
        reader =>
        {
            var rows = reader.ApiKeys.List(Cursors.Read(cursor), limit);
            return new Page<ApiKeyView>([.. rows.Select(View)], rows.Count < limit ? null : Cursors.Write(rows[^1].Seq));
        },
        cancellation);

    /// <summary>Revokes a key at once and for good; one revoked before is shown as it is.</summary>
    public Task<Outcome<ApiKeyView>> RevokeAsync(string id, CancellationToken cancellation) => _context.Store.WriteAsync<Outcome<ApiKeyView>>(
        writer =>
        {
            if (writer.ApiKeys.Find(id) is not { } row)
            {
                return new ApiKeyNotFound(id);
            }

            if (row.Party is null && Judge(row).IsDone && writer.ApiKeys.OperatorKeys(Now) == 1)
            {
                return new LastOperatorKey(id);
            }

            writer.ApiKeys.Revoke(id, Now);
            return View(writer.ApiKeys.Find(id)!);
        },
        cancellation);

    /// <summary>Keeps a key for a token that lies in a file already, or is shown once.</summary>
    internal Task<Outcome<ApiKeyView>> KeepAsync(ApiKeyRequest request, ApiToken token, CancellationToken cancellation) =>
        _context.Store.WriteAsync<Outcome<ApiKeyView>>(
            writer =>
            {
                var read = Read(_context.On(writer), request, token.IsDemo);
                if (!read.IsDone)
                {
                    return read.Refusal;
                }

                var expires = request.ExpiresAt ?? (request.Operator ? null : (ulong?)Now + (ulong)_context.Options.ApiKeyLifetimeSeconds);
                var row = new ApiKeyRow(0, token.Id, token.Digest, request.Party, Now, (long?)expires, null, read.Value.Write());
                writer.ApiKeys.TryAdd(row);
                return View(writer.ApiKeys.Find(token.Id)!) with { Token = token.Text };
            },
            cancellation);

    private long Now => checked((long)_context.Now);

    private Outcome<Caller> Judge(ApiKeyRow row) => row switch
    {
        { RevokedAt: { } revoked } => new ApiKeyRevoked(row.Id, revoked),
        { ExpiresAt: { } end } when end <= Now => new ApiKeyExpired(row.Id, end),
        _ when ApiKeyBody.Read(row) is var body => body.Demo && !_context.Record.Demo ? new ApiKeyUnknown() : body.Caller(row),
    };

    private ApiKeyView View(ApiKeyRow row) => ApiKeyBody.Read(row).View(row, Now);

    /// <summary>The key as it is kept, or the first thing that is wrong with the request.</summary>
    private Outcome<ApiKeyBody> Read(Known known, ApiKeyRequest request, bool demo)
    {
        var allowed = request.Operator ? AccessScopes.Operator : AccessScopes.Party;
        var scopes = request.Scopes?.Select(AccessWords.Scope).ToList();
        var roles = request.Roles ?? [];
        var wrong = request switch
        {
            { Label.Length: 0 or > LongestLabel } => $"a label has 1 to {LongestLabel.ToString(CultureInfo.InvariantCulture)} characters",
            _ when request.Label.Any(char.IsControl) => "a label is one line of text",
            { Operator: true, Party: not null } or { Operator: false, Party: null } => "a key belongs to one party or to the operator",
            { Operator: true } when roles.Count > 0 => "the operator has no role in a pool",
            _ when scopes is [] || scopes?.Any(scope => scope is not { } it || !allowed.HasFlag(it)) == true =>
                $"scopes are among {string.Join(", ", AccessWords.Of(allowed))}",
            _ when roles.Any(role => role?.Role is not { } word || AccessWords.Role(word) is null) => $"a role is one of {string.Join(", ", AccessWords.Roles)}",
            _ when roles.Select(role => role.Pool).Distinct().Count() < roles.Count => "a pool stands once among the roles",
            { ExpiresAt: { } end } when end <= _context.Now || end > long.MaxValue => "expiresAt lies in the future",
            _ => null,
        };
        if (wrong is not null)
        {
            return new ApiKeyInvalid(wrong);
        }

        return Held(known, request, roles) is { } refusal
            ? refusal
            : new ApiKeyBody(request.Label, scopes?.Aggregate(AccessScopes.None, (all, scope) => all | scope!.Value) ?? allowed, [.. roles], demo);
    }

    /// <summary>What the chain says against the key's party and roles.</summary>
    private static Refusal? Held(Known known, ApiKeyRequest request, IReadOnlyList<ApiKeyRoleView> roles)
    {
        if (request.Party is not { } id)
        {
            return null;
        }

        var party = new PartyId(id);
        return known.Party(party).Opened is null ? new PartyUnknown(party) : roles.Select(role => Held(known, party, role)).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Held(Known known, PartyId party, ApiKeyRoleView given)
    {
        var pool = new PoolId(given.Pool);
        return known.Pool(pool).Formed is null ? new PoolUnknown(pool)
            : ReadingRights.Holds(known, party, pool, AccessWords.Role(given.Role)!.Value) ? null
            : new RoleNotHeld(party, given.Role, pool);
    }
}
