// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Views;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>Takes a sound body of each route and puts something wrong in every place of it, one at a time.</summary>
[Collection(HostCollection.Name)]
public sealed class MutatedBodyTests(HostFixture host)
{
    private static readonly string?[] _wrong = [null, "null", "7", "-1", "\"\"", "\"0x\"", "[]", "{}", "[[]]", "true", "\"\uFEFF\u202E=1+1\""];

    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("proposals")]
    [InlineData("signatures")]
    [InlineData("usage-reports")]
    [InlineData("observations")]
    [InlineData("matters")]
    [InlineData("rpc")]
    public async Task Whatever_stands_wrong_in_a_body_is_never_a_fault_of_ours(string route)
    {
        var (path, body) = await SoundAsync(route);
        List<string> faults = [];
        foreach (var place in Places(body, []))
        {
            foreach (var wrong in _wrong)
            {
                var mutated = Put(body, place, wrong);
                var answer = await host.PostAsync(path, mutated);
                if (answer.Status >= 500)
                {
                    faults.Add($"/{string.Join('/', place)} = {wrong ?? "nothing"}: {answer.Status}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(200, (await host.GetAsync("/health/ready")).Status);
    }

    private async Task<(string Path, JsonNode Body)> SoundAsync(string route)
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
            "usage-reports" => ("/api/v1/usage-reports", Node(await _walk.ReportAsync(Walk.Salt(), lines: 1))),
            "observations" => ("/api/v1/observations", Node(await _walk.ObservationAsync("Mutant"))),
            "matters" => ("/api/v1/matters", JsonNode.Parse($"{{\"title\":\"t\",\"license\":{Raw(license, "id")}}}")!),
            _ => ("/rpc", JsonNode.Parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"latest\",false]}")!),
        };
    }

    private async Task<(string Path, JsonNode Body)> SignatureAsync()
    {
        var proposal = await _walk.ProposeAsync();
        var party = proposal.GetProperty("required")[0].GetProperty("party").GetString()!;
        return (
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures",
            Node(new { party, key = _walk.KeyOf(party).Signer.Address, signature = "0x" + new string('1', 130) }));
    }

    /// <summary>Every place within the body, by its property names and indexes.</summary>
    private static IEnumerable<object[]> Places(JsonNode? node, object[] at) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Places(field.Value, [.. at, field.Key]).Prepend([.. at, field.Key])),
        JsonArray items => items.SelectMany((item, i) => Places(item, [.. at, i]).Prepend([.. at, i])),
        _ => [],
    };

    /// <summary>The body with something else at the place; with nothing there where <paramref name="wrong"/> is null.</summary>
    private static string Put(JsonNode body, object[] place, string? wrong)
    {
        var mutated = body.DeepClone();
        var parent = place[..^1].Aggregate(mutated, (node, step) => step is int i ? node[i]! : node[(string)step]!);
        var value = wrong is null ? null : JsonNode.Parse(wrong);
        switch (parent, place[^1])
        {
            case (JsonObject fields, string name) when wrong is null:
                fields.Remove(name);
                break;
            case (JsonObject fields, string name):
                fields[name] = value;
                break;
            case (JsonArray items, int i) when wrong is null:
                items.RemoveAt(i);
                break;
            case (JsonArray items, int i):
                items[i] = value;
                break;
        }

        return mutated.ToJsonString();
    }

    private static string Raw(JsonElement json, string name) => json.GetProperty(name).GetRawText();

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, LedgerJson.Options)!;
}
