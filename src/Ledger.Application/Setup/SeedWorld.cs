// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Application.Setup;

/// <summary>Small readable worlds (<c>seeds/*.json</c>): acts in the order of their dates, which are days before the first start.</summary>
/// <param name="Schedules">What schedules are called within the file, and what they are.</param>
/// <param name="Roles">By pool, what parties are in it that no act shows: <c>auditor</c>, <c>dispute</c>. Their demo API keys say so.</param>
/// <param name="Values">Values that steps build upon, by name.</param>
/// <param name="Steps">The acts; each is proposed, signed and recorded as a user would.</param>
internal sealed record SeedWorld(
    int SeedFormat,
    IReadOnlyDictionary<string, string> Note,
    IReadOnlyDictionary<string, SeedSchedule> Schedules,
    IReadOnlyList<SeedStep> Steps,
    IReadOnlyDictionary<string, JsonElement>? Values = null,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Roles = null)
{
    private const int Format = 2;

    /// <summary>What the file is called, without its ending.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Its records; null where it has none, or was read alone.</summary>
    public SeedRecords? Records { get; private init; }

    /// <summary>
    /// Reads one world, or every world of a directory in the order of their names, each with its records (<c>records/NAME.json</c>); the refusal says
    /// what is wrong.
    /// </summary>
    public static Outcome<IReadOnlyList<SeedWorld>> Read(string path)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)] : [path];
        List<SeedWorld> worlds = [];
        foreach (var file in files)
        {
            var world = ReadFile(file, withRecords: file != path);
            if (!world.IsDone)
            {
                return world.Refusal;
            }

            worlds.Add(world.Value);
        }

        return worlds;
    }

    private static Outcome<SeedWorld> ReadFile(string path, bool withRecords)
    {
        try
        {
            var world = JsonSerializer.Deserialize<SeedWorld>(File.ReadAllBytes(path), LedgerJson.Options);
            if (world is not { SeedFormat: Format })
            {
                return new SeedInvalid(path, $"seedFormat is not {Format}");
            }

            world = world with { Name = Path.GetFileNameWithoutExtension(path) };
            path = Path.Combine(Path.GetDirectoryName(path)!, "records", Path.GetFileName(path));
            return withRecords && File.Exists(path)
                ? world with { Records = JsonSerializer.Deserialize<SeedRecords>(File.ReadAllBytes(path), LedgerJson.Options) }
                : world;
        }
        catch (Exception wrong) when (wrong is IOException or JsonException or UnauthorizedAccessException)
        {
            return new SeedInvalid(path, wrong.Message);
        }
    }
}

/// <param name="Pool">The name of the step that forms its pool.</param>
internal sealed record SeedSchedule(string Pool, string Standard);

/// <param name="Act">The act's struct name, such as <c>LicenseGrant</c>.</param>
/// <param name="Name">What other steps call it; a <c>PartyOpening</c>'s also names its demo key file.</param>
/// <param name="Message">The act's fields, with references as <see cref="SeedReferences"/> has them.</param>
/// <param name="Documents">What comes with it, as <see cref="ProposalDocuments"/>, with references too.</param>
/// <param name="Voters">Who votes for it, where a quorum does.</param>
internal sealed record SeedStep(
    int DaysAgo, string Act, string? Name = null, JsonElement? Message = null, JsonElement? Documents = null, IReadOnlyList<string>? Voters = null);
