// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Refused;

/// <summary>A sound body for each route that takes one, to be spoiled.</summary>
internal sealed class SoundBodies(HostFixture host)
{
    /// <summary>The routes that take JSON, as they stand in the OpenAPI document, with what each is called here.</summary>
    public static IReadOnlyDictionary<string, string> Routes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/api/v1/proposals"] = "proposals",
        ["/api/v1/proposals/{id}/signatures"] = "signatures",
        ["/api/v1/usage-reports"] = "usage-reports",
        ["/api/v1/observations"] = "observations",
        ["/api/v1/records"] = "records",
        ["/api/v1/payments"] = "payments",
        ["/api/v1/witnesses"] = "witnesses",
        ["/api/v1/matters"] = "matters",
        ["/api/v1/api-keys"] = "api-keys",
        ["/api/v1/documents/{id}/hold"] = "hold",
        ["/api/v1/documents/{id}/release"] = "release",
        ["/api/v1/documents/{id}/erasure"] = "erasure",
        ["/api/v1/records/{id}/hold"] = "record-hold",
        ["/api/v1/records/{id}/release"] = "record-release",
        ["/api/v1/records/{id}/erasure"] = "record-erasure",
        ["/rpc"] = "rpc",
    };

    private readonly Walk _walk = new(host);

    public async Task<(string Path, JsonNode Body)> OfAsync(string route)
    {
        var license = await _walk.LicenseAsync();
        return route switch
        {
            "proposals" => ("/api/v1/proposals", JsonNode.Parse("""
                {"kind":"LicenseGrant","message":{"pool":"P","licensee":"L","schedule":"S","startsAt":1700000000,"endsAt":1900000000},
                 "documents":{"terms":"T"}}
                """.Replace("\"P\"", Raw(license, "pool"), StringComparison.Ordinal)
                .Replace("\"L\"", Raw(license, "licensee"), StringComparison.Ordinal)
                .Replace("\"S\"", Raw(license, "schedule"), StringComparison.Ordinal)
                .Replace("\"T\"", SomeTerms.Text, StringComparison.Ordinal))!),
            "signatures" => await SignatureAsync(),
            "usage-reports" => ("/api/v1/usage-reports", Node(await _walk.ReportAsync(SomeRecords.Salt(), lines: 1))),
            "observations" => ("/api/v1/observations", Node(await _walk.ObservationAsync("Mutant"))),
            "records" => ("/api/v1/records", Node(await RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync())))),
            "payments" => ("/api/v1/payments", Node(await RecordAsync(SomeRecords.Claim(license, await _walk.ChainTimeAsync(), await _walk.RecentBlockAsync())))),
            "witnesses" => ("/api/v1/witnesses", Node(await WitnessAsync(license))),
            "matters" => ("/api/v1/matters", JsonNode.Parse($"{{\"title\":\"t\",\"license\":{Raw(license, "id")}}}")!),
            "api-keys" => ("/api/v1/api-keys", JsonNode.Parse($$"""
                {"label":"l","party":{{Raw(license, "licensee")}},"roles":[{"pool":{{Raw(license, "pool")}},"role":"licensee"}],"scopes":["read"],"expiresAt":4000000000}
                """)!),
            "hold" or "release" => ($"/api/v1/documents/{await TermsAsync()}/{route}", JsonNode.Parse("{\"matter\":\"m\",\"reason\":\"r\"}")!),
            "erasure" => await ErasureAsync(),
            "record-hold" or "record-release" => ($"/api/v1/records/{await RecordAsync()}/{route["record-".Length..]}", JsonNode.Parse("{\"matter\":\"m\",\"reason\":\"r\"}")!),
            "record-erasure" => await RecordErasureAsync(),
            _ => ("/rpc", JsonNode.Parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"latest\",false]}")!),
        };
    }

    private async Task<RecordRequest> RecordAsync<TRecord>(TRecord record)
        where TRecord : IUsageRecord, ITypedStruct<TRecord> =>
        SomeRecords.Sign(record, _walk.KeyOf(record.Author.Value.ToString()).Signer, await _walk.UsageDomainAsync());

    private async Task<WitnessRequest> WitnessAsync(JsonElement license)
    {
        var (pool, licensee) = (license.GetProperty("pool").GetString()!, license.GetProperty("licensee").GetString()!);
        await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), licensee);
        await Eventually.IsTrueAsync(async () => (await CheckpointsAsync(pool)).GetArrayLength() > 0, "The log has a checkpoint.");
        var newest = (await CheckpointsAsync(pool))[0];
        var witness = new Witness(
            new PoolId(Hash32.Parse(pool)),
            newest.GetProperty("epoch").GetUInt64(),
            newest.GetProperty("size").GetUInt64(),
            Hash32.Parse(newest.GetProperty("root").GetString()!),
            Hash32.Parse(newest.GetProperty("recorded").GetProperty("blockHash").GetString()!),
            new PartyId(Hash32.Parse(licensee)));
        var key = _walk.KeyOf(licensee).Signer;
        return new WitnessRequest(SomeRecords.Message(witness), key.Address, key.Sign(witness.Digest(await _walk.UsageDomainAsync())).ToString());
    }

    private async Task<JsonElement> CheckpointsAsync(string pool) =>
        (await host.GetAsync($"/api/v1/pools/{pool}/checkpoints?limit=1")).Json.GetProperty("items");

    private async Task<(string Path, JsonNode Body)> SignatureAsync()
    {
        var proposal = await _walk.ProposeAsync();
        var party = proposal.GetProperty("required")[0].GetProperty("party").GetString()!;
        return (
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures",
            Node(new { party, key = _walk.KeyOf(party).Signer.Address, signature = "0x" + new string('1', 130) }));
    }

    private async Task<(string Path, JsonNode Body)> ErasureAsync()
    {
        var document = await TermsAsync();
        var erasure = new { document, party = document, reason = "r", requestedAt = 1_700_000_000, salt = document };
        return ($"/api/v1/documents/{document}/erasure", Node(new { erasure, key = "0x" + new string('1', 40), signature = "0x" + new string('1', 130) }));
    }

    private async Task<(string Path, JsonNode Body)> RecordErasureAsync()
    {
        var record = await RecordAsync();
        var erasure = new { record, party = record, reason = "r", requestedAt = 1_700_000_000, salt = record };
        return ($"/api/v1/records/{record}/erasure", Node(new { erasure, key = "0x" + new string('1', 40), signature = "0x" + new string('1', 130) }));
    }

    private async Task<string> RecordAsync() =>
        (await host.GetAsync("/api/v1/records?limit=1")).Json.GetProperty("items").EnumerateArray().Select(record => record.GetProperty("id").GetString()).FirstOrDefault()
        ?? "0x" + new string('1', 64);

    private async Task<string> TermsAsync() => (await host.GetAsync("/api/v1/documents?limit=500")).Json.GetProperty("items").EnumerateArray()
        .First(document => document.GetProperty("kind").GetString() is "license-terms").GetProperty("root").GetString()!;

    private static string Raw(JsonElement json, string name) => json.GetProperty(name).GetRawText();

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, LedgerJson.Options)!;
}
