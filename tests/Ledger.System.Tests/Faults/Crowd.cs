// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.SystemTests.Faults;

/// <summary>The demonstration's parties, from outside: they grant, report and observe with the API and their key files, whatever happens to the host.</summary>
/// <param name="directory">The ledger's data directory, for the demonstration's keys.</param>
internal sealed class Crowd(string directory, PatientClient client)
{
    private readonly ConcurrentDictionary<string, ISigner> _keys = new(
        Directory.EnumerateFiles(Path.Combine(directory, "keys", "demo"), "*.json").Select(KeyFile.Read)
            .ToDictionary(key => key.Party!.Value.Value.ToString(), key => key.Signer, StringComparer.Ordinal),
        StringComparer.Ordinal);

    private readonly Dictionary<string, string> _tokens = Directory.EnumerateFiles(Path.Combine(directory, "keys", "demo"), "*.json").ToDictionary(
        file => KeyFile.Read(file).Party!.Value.Value.ToString(), file => TokenOf(directory, Path.GetFileNameWithoutExtension(file)), StringComparer.Ordinal);

    private World? _world;
    private readonly ConcurrentDictionary<Hash32, UsageReport> _last = new();
    private readonly ConcurrentDictionary<Hash32, RecordId> _streams = new();

    /// <summary>The API key of one of the demonstration's parties.</summary>
    public static string TokenOf(string directory, string name = "administrator") =>
        File.ReadAllText(Path.Combine(directory, "keys", "demo", name + ".apikey")).Trim();

    /// <summary>Opens a party with a key of its own, to be a licensee: grants to one licensee wait for one another.</summary>
    /// <param name="number">Tells it from the others.</param>
    /// <returns>The party, and the operation that opens it, just accepted.</returns>
    public async Task<(string Party, string Operation)> OpenAsync(int number)
    {
        var signer = new LocalSigner(RandomNumberGenerator.GetBytes(Hash32.Size), isDemo: true);
        var proposal = await client.PostAsync(
            "/api/v1/proposals", new { kind = "PartyOpening", message = new { rootKey = signer.Address } }, $"opening-{signer.Address}");
        var party = TypedDataJson.ReadMessage<PartyOpening>(proposal.GetProperty("typedData").GetProperty("message")).Id.Value.ToString();
        _keys[party] = signer;
        return (party, (await SignAsync(proposal, null, signer, $"opening-{number}")).GetProperty("operation").GetString()!);
    }

    /// <summary>Proposes one more license to a party and signs it for both sides; gives its operation, just accepted.</summary>
    /// <param name="number">Tells it from the others.</param>
    /// <param name="to">The licensee; the first license's where it is left out.</param>
    public async Task<string> GrantAsync(int number, string? to = null)
    {
        var license = (await WorldAsync()).License;
        var proposal = await client.PostAsync(
            "/api/v1/proposals",
            new
            {
                kind = "LicenseGrant",
                message = new
                {
                    pool = license.GetProperty("pool"),
                    licensee = to ?? license.GetProperty("licensee").GetString(),
                    schedule = license.GetProperty("schedule"),
                    startsAt = license.GetProperty("startsAt"),
                    endsAt = 4_000_000_000,
                },
                documents = new { terms = SomeTerms.Json },
            },
            $"grant-{number}");
        var signed = proposal;
        foreach (var required in proposal.GetProperty("required").EnumerateArray())
        {
            var party = required.GetProperty("party").GetString()!;
            signed = await SignAsync(proposal, party, _keys[party], $"grant-{number}");
        }

        return signed.GetProperty("operation").GetString()!;
    }

    /// <summary>The administrator has seen somebody who is no licensee: an alert.</summary>
    public async Task ObserveAsync(int number)
    {
        var world = await WorldAsync();
        var (recent, time) = await RecentAsync();
        var observation = SomeRecords.Observation(world.Pool, $"Maker {number}", "CN", time, recent);
        var signer = _keys[observation.Observer.Value.ToString()];
        await client.PostAsync("/api/v1/observations", SomeRecords.Sign(observation, signer, world.Domain), $"observation-{number}");
    }

    /// <summary>The first license's holder reports once more in a stream of its own; gives the report's id. One at a time in a stream.</summary>
    public async Task<RecordId> ReportAsync(Hash32 stream, int lines = 3)
    {
        var world = await WorldAsync();
        var licensee = world.License.GetProperty("licensee").GetString()!;
        var said = SomeRecords.Lines(lines);
        var (recent, time) = await RecentAsync();
        var report = SomeRecords.Report(world.License, await StreamAsync(world, stream, recent), _last.GetValueOrDefault(stream), said, time, recent);
        await client.PostAsync(
            "/api/v1/usage-reports", SomeRecords.Sign(report, said, _keys[licensee], world.Domain), report.Id.Value.ToString(), _tokens[licensee]);
        _last[stream] = report;
        return report.Id;
    }

    /// <summary>Reports in a stream of its own until something had to be sent again; gives the ids of all.</summary>
    public async Task<List<RecordId>> ReportUntilSentAgainAsync(int lines)
    {
        var stream = SomeRecords.Salt();
        List<RecordId> reports = [];
        while (client.Again == 0)
        {
            reports.Add(await ReportAsync(stream, lines));
        }

        return reports;
    }

    /// <summary>The stream of that label, opened on the first call.</summary>
    private async Task<RecordId> StreamAsync(World world, Hash32 label, Hash32 recent)
    {
        if (!_streams.TryGetValue(label, out var stream))
        {
            var opening = SomeRecords.Opening(world.License, recent);
            var licensee = opening.Reporter.Value.ToString();
            await client.PostAsync("/api/v1/records", SomeRecords.Sign(opening, _keys[licensee], world.Domain), opening.Id.Value.ToString(), _tokens[licensee]);
            _streams[label] = stream = opening.Id;
        }

        return stream;
    }

    /// <param name="party">Who signs; null where the act makes the party.</param>
    private Task<JsonElement> SignAsync(JsonElement proposal, string? party, ISigner signer, string key)
    {
        Assert.True(TypedData.TryParse(proposal.GetProperty("typedData"), out var data, out var error), error);
        return client.PostAsync(
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures",
            new { party, key = signer.Address, signature = signer.Sign(data.Digest).ToString() },
            $"{key}-{signer.Address}");
    }

    /// <summary>The newest block that is final and known to the host: what a record names as recent, and its time, UTC seconds.</summary>
    private async Task<(Hash32 Recent, ulong Time)> RecentAsync()
    {
        var block = (await client.GetAsync("/api/v1/deployment")).GetProperty("finality").GetProperty("block");
        return (Hash32.Parse(block.GetProperty("hash").GetString()!), block.GetProperty("time").GetUInt64());
    }

    private async Task<World> WorldAsync() => _world ??= await World.ReadAsync(client);

    /// <summary>What stays as it was seeded.</summary>
    private sealed record World(JsonElement License, JsonElement Pool, Eip712Domain Domain)
    {
        public static async Task<World> ReadAsync(PatientClient client)
        {
            return new World(
                (await client.GetAsync("/api/v1/licenses")).GetProperty("items")[0],
                (await client.GetAsync("/api/v1/pools")).GetProperty("items")[0],
                SomeRecords.UsageDomain(await client.GetAsync("/api/v1/deployment")));
        }
    }
}
