// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain.Pools;

namespace Ledger.Application.Setup;

/// <summary>A small readable world (<c>seeds/*.json</c>). Dates are days before the first start; keys name things within the file.</summary>
internal sealed record SeedWorld(
    int SeedFormat, IReadOnlyDictionary<string, string> Note, IReadOnlyList<SeedParty> Parties, IReadOnlyList<SeedPool> Pools)
{
    private const int Format = 1;

    /// <summary>How long ago the world begins, in days.</summary>
    public int DaysAgo => Parties.Select(party => party.DaysAgo).Concat(Pools.Select(pool => pool.DaysAgo)).DefaultIfEmpty(0).Max();

    /// <summary>Reads a world; the refusal says what is wrong with it.</summary>
    public static Outcome<SeedWorld> Read(string path)
    {
        try
        {
            var world = JsonSerializer.Deserialize<SeedWorld>(File.ReadAllBytes(path), LedgerJson.Options);
            return world is { SeedFormat: Format } ? world : new SeedInvalid(path, $"seedFormat is not {Format}");
        }
        catch (Exception wrong) when (wrong is IOException or JsonException or UnauthorizedAccessException)
        {
            return new SeedInvalid(path, wrong.Message);
        }
    }
}

internal sealed record SeedParty(string Key, int DaysAgo, ProfileDocument Profile);

internal sealed record SeedPool(
    string Key,
    int DaysAgo,
    string Governance,
    string Administrator,
    IReadOnlyList<string> Founders,
    ushort QuorumPerMille,
    ProfileDocument Profile,
    IReadOnlyList<SeedMember> Members,
    IReadOnlyList<SeedSchedule> Schedules,
    IReadOnlyList<SeedLicense> Licenses)
{
    public Governance GovernanceMode => Enum.Parse<Governance>(Governance);
}

internal sealed record SeedMember(string Party, int DaysAgo);

internal sealed record SeedSchedule(string Key, string Standard, int DaysAgo, IReadOnlyList<SeedPatent> Patents);

internal sealed record SeedPatent(
    string Holder, string Country, string Number, string Kind, string Family, DateOnly? InForceFrom, DateOnly? InForceUntil, string Source);

internal sealed record SeedLicense(string Key, string Licensee, string Schedule, int DaysAgo, int Years, JsonElement Terms);
