// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store.Projections;

namespace Ledger.Application.Setup;

/// <summary>Demonstration API keys beside the demonstration's signing keys: one for each party, with its role in each pool.</summary>
internal sealed class DemoApiKeys(OpenLedger ledger, LedgerContext context, IReadOnlyList<SeedWorld> worlds)
{
    public async Task MakeAsync(CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(context.Directory.DemoKeys, "*.json").Order(StringComparer.Ordinal))
        {
            var path = Path.ChangeExtension(file, ".apikey");
            if (KeyFile.Read(file).Party is { } party && !await IsKnownAsync(path, cancellation))
            {
                var name = Path.GetFileNameWithoutExtension(file);
                var roles = await context.Store.ReadAsync(reader => Roles(context.On(reader), party, name), cancellation);
                await OperatorKey.KeepAsync(
                    ledger.ApiKeys, context, path, new ApiKeyRequest($"demonstration: {name}", party.Value, Roles: roles), demo: true, cancellation);
            }
        }
    }

    private async Task<bool> IsKnownAsync(string path, CancellationToken cancellation) =>
        File.Exists(path) && ApiToken.TryParse((await File.ReadAllTextAsync(path, cancellation)).Trim(), out var token)
        && await context.Store.ReadAsync(reader => reader.ApiKeys.WithDigest(token.Digest), cancellation) is not null;

    private List<ApiKeyRoleView> Roles(Known known, PartyId party, string name)
    {
        List<ApiKeyRoleView> roles = [];
        foreach (var pool in known.Store.Projections.List(RowKinds.Pool, default(ProjectionFilter), 0, int.MaxValue).Select(row => new PoolId(row.Id)))
        {
            PoolRole? role = ReadingRights.Holds(known, party, pool, PoolRole.Administrator) ? PoolRole.Administrator
                : ReadingRights.Holds(known, party, pool, PoolRole.Licensor) ? PoolRole.Licensor
                : known.File(pool, party).Arrivals.Count > 0 ? PoolRole.Licensee
                : Told(known, pool, name);
            if (role is { } found)
            {
                roles.Add(new ApiKeyRoleView(pool.Value, AccessWords.Of(found)));
            }
        }

        return roles;
    }

    /// <summary>What the world says of a party that no act shows.</summary>
    private PoolRole? Told(Known known, PoolId pool, string party) => (
        from world in worlds
        from told in world.Roles ?? new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
        where known.Store.Meta.Get(Seeder.MetaName(world, told.Key)) is { } id && Hash32.Parse(id) == pool.Value && told.Value.ContainsKey(party)
        select AccessWords.Role(told.Value[party])).FirstOrDefault();
}
