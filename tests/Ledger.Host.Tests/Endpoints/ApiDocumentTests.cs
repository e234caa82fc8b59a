// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Licenses;
using Ledger.Evidence.Verification;
using Ledger.Host.Tests.Support;
using Ledger.Store.Alerts;
using Ledger.Store.Proposals;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>The OpenAPI document says enough for a client to be generated from it.</summary>
[Collection(HostCollection.Name)]
public sealed class ApiDocumentTests(HostFixture host, ITestOutputHelper output)
{
    [Fact]
    public async Task Every_array_says_what_it_holds_and_every_reference_resolves()
    {
        var document = await DocumentAsync();
        var schemas = Below(document, "#").ToList();
        var arrays = schemas.Where(one => Types(one.Json).Contains("array")).ToList();
        var references = schemas.Where(one => one.Json.TryGetProperty("$ref", out var to) && to.ValueKind is JsonValueKind.String).ToList();

        output.WriteLine($"{arrays.Count} arrays, {references.Count} references");
        Assert.True(arrays.Count > 40 && references.Count > 100, $"only {arrays.Count} arrays and {references.Count} references were found");
        Assert.Empty(arrays.Where(one => !one.Json.TryGetProperty("items", out _)).Select(one => one.Path));
        Assert.Empty(references.Where(one => !Resolves(document, one.Json.GetProperty("$ref").GetString()!)).Select(one => one.Path));
    }

    [Theory]
    [InlineData("QuorumView", "members", "^0x[0-9a-f]{64}$")]
    [InlineData("UsageProofView", "path", "^0x[0-9a-f]{64}$")]
    public async Task An_array_of_our_values_says_how_they_are_written(string schema, string property, string pattern)
    {
        var items = Property(await DocumentAsync(), schema, property).GetProperty("items");
        Assert.Equal(("string", pattern), (items.GetProperty("type").GetString(), items.GetProperty("pattern").GetString()));
    }

    [Fact]
    public async Task A_state_or_verdict_names_its_words()
    {
        var document = await DocumentAsync();
        AssertWords<Standing>(document, "LicenseView", "standing", name => name);
        AssertWords<ProposalState>(document, "ProposalView", "state");
        AssertWords<OperationState>(document, "OperationView", "state");
        AssertWords<AlertState>(document, "AlertView", "state");
        AssertWords<Verdict>(document, "VerificationView", "verdict");
    }

    private static void AssertWords<T>(JsonElement document, string schema, string property, Func<string, string>? write = null)
        where T : struct, Enum => Assert.Equal(
        Enum.GetNames<T>().Select(write ?? (name => name.ToLowerInvariant())),
        Property(document, schema, property).GetProperty("enum").EnumerateArray().Select(word => word.GetString()));

    private async Task<JsonElement> DocumentAsync() => (await host.GetAsync("/openapi/v1.json")).Json;

    private static JsonElement Property(JsonElement document, string schema, string property) =>
        document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").GetProperty(property);

    private static IReadOnlyList<string?> Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString())]
        : type.ValueKind is JsonValueKind.String ? [type.GetString()] : [];

    private static bool Resolves(JsonElement document, string reference) => reference.StartsWith("#/", StringComparison.Ordinal)
        && reference[2..].Split('/').Aggregate((JsonElement?)document, (at, name) => at is { ValueKind: JsonValueKind.Object } here && here.TryGetProperty(name, out var next) ? next : null) is not null;

    /// <summary>Every object of the document, with its place.</summary>
    private static IEnumerable<(string Path, JsonElement Json)> Below(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(one => Below(one.Value, $"{path}/{one.Name}")).Prepend((path, json)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((one, i) => Below(one, $"{path}/{i}")),
        _ => [],
    };
}
