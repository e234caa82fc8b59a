// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Host.Tests.Refused;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>Takes a sound body of each route and puts something wrong in every place of it, one at a time.</summary>
[Collection(HostCollection.Name)]
public sealed class MutatedBodyTests(HostFixture host, ITestOutputHelper output)
{
    private static readonly string?[] _wrong = [null, "null", "7", "-1", "\"\"", "\"0x\"", "[]", "{}", "[[]]", "true", "\"\uFEFF\u202E=1+1\""];

    [Theory]
    [InlineData("proposals")]
    [InlineData("signatures")]
    [InlineData("usage-reports")]
    [InlineData("records")]
    [InlineData("payments")]
    [InlineData("observations")]
    [InlineData("witnesses")]
    [InlineData("matters")]
    [InlineData("api-keys")]
    [InlineData("rpc")]
    public async Task Whatever_stands_wrong_in_a_body_is_never_a_fault_of_ours(string route)
    {
        var (path, body) = await new SoundBodies(host).OfAsync(route);
        var refusing = new Refusing(host, output);
        foreach (var place in Places(body, []))
        {
            foreach (var wrong in _wrong)
            {
                refusing.Hold($"a body of {route} with something wrong in it", await host.PostAsync(path, Put(body, place, wrong)), $"/{string.Join('/', place)} = {wrong ?? "nothing"}");
            }
        }

        refusing.Print();
        Assert.True(refusing.Count >= 2 * _wrong.Length, $"only {refusing.Count} bodies");
        Assert.Equal(200, (await host.GetAsync("/health/ready")).Status);
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
}
