// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Chain.Keys;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.SystemTests.Faults;

/// <summary>Grants licenses from outside: with the API and the demonstration's key files, nothing else.</summary>
internal sealed class Granting(string directory)
{
    private readonly Dictionary<string, KeyFile> _keys = Directory.EnumerateFiles(Path.Combine(directory, "keys", "demo"), "*.json")
        .Select(KeyFile.Read).ToDictionary(key => key.Party!.Value.Value.ToString(), StringComparer.Ordinal);

    private readonly string _token = File.ReadAllText(Path.Combine(directory, "keys", "demo", "administrator.apikey")).Trim();
    private int _posts;

    /// <summary>Proposes one more license to the licensee of the first and signs it for both; gives its operation, just accepted.</summary>
    public async Task<string> GrantAsync(KillableHost host)
    {
        var license = (await host.GetAsync("/api/v1/licenses")).GetProperty("items")[0];
        var proposal = await PostAsync(host, "/api/v1/proposals", new
        {
            kind = "LicenseGrant",
            message = new
            {
                pool = license.GetProperty("pool"),
                licensee = license.GetProperty("licensee"),
                schedule = license.GetProperty("schedule"),
                startsAt = license.GetProperty("startsAt"),
                endsAt = 4_000_000_000,
            },
            documents = new { terms = SomeTerms.Json },
        });
        var signed = proposal;
        foreach (var required in proposal.GetProperty("required").EnumerateArray())
        {
            signed = await SignAsync(host, proposal, required.GetProperty("party").GetString()!);
        }

        return signed.GetProperty("operation").GetString()!;
    }

    private Task<JsonElement> SignAsync(KillableHost host, JsonElement proposal, string party)
    {
        Assert.True(TypedData.TryParse(proposal.GetProperty("typedData"), out var data, out var error), error);
        var signer = _keys[party].Signer;
        return PostAsync(
            host,
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures",
            new { party, key = signer.Address.ToString(), signature = signer.Sign(data.Digest).ToString() });
    }

    private async Task<JsonElement> PostAsync(KillableHost host, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"kill-{++_posts}");
        request.Headers.Authorization = new("Bearer", _token);
        using var answer = await host.Client.SendAsync(request);
        var text = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(text));
        return JsonElement.Parse(text);
    }
}
