// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Faults;

/// <summary>A host whose disk fails a write in the middle of its work: what is on the disk after that, nobody knows.</summary>
public sealed class FailingDiskTests
{
    private const int Grants = 6;
    private const int Lines = 1_000;
    private const long Mebibyte = 1L << 20;

    [Fact]
    public async Task After_a_failed_write_nothing_is_written_until_a_restart_and_then_everything_is_there_once()
    {
        using var place = new Place();
        await KillableHost.InitAsync(place["data"]);
        var host = await KillableHost.ServeAsync(place["data"]);
        try
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(place["data"]));
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            var crowd = new Crowd(place["data"], client);
            await host.LimitFilesAsync(new FileInfo(Path.Combine(place["data"], "ledger.db")).Length + Mebibyte);
            var filling = crowd.ReportUntilSentAgainAsync(Lines);
            var storming = Storm.BeginAsync(client, crowd, Grants);
            await host.UntilAsync(() => Task.FromResult(client.Again > 0 || filling.IsCompleted), "refused by its disk");

            await host.LimitFilesAsync(null);
            await AssertHaltedAsync(host, place["data"]);
            await host.UntilAsync(async () => await ProblemsAsync(host) is [var one, ..] && one.Contains("InputOutput", StringComparison.Ordinal), "aware of it");
            Assert.True((await client.ListAsync("/api/v1/licenses")).Count >= seeded, "what was written cannot be read");
            await host.DisposeAsync();

            host = await KillableHost.ServeAsync(place["data"], host.Port);
            await Aftermath.AssertAllThereAsync(client, seeded, await filling, await storming);
        }
        finally
        {
            await host.DisposeAsync();
        }

        await Aftermath.AssertSoundAsync(place["data"]);
    }

    /// <summary>There is room again, and still it refuses, in both languages.</summary>
    private static async Task AssertHaltedAsync(KillableHost host, string directory)
    {
        foreach (var (language, word) in new[] { ("en", "disk"), ("zh-CN", "磁盘") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/api-keys") { Content = JsonContent.Create(new { label = "one more", scopes = new[] { "read" } }) };
            request.Headers.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(directory, "operator.key"))).Trim());
            request.Headers.AcceptLanguage.ParseAdd(language);
            request.Headers.Add("Idempotency-Key", $"halted-{language}");
            using var answer = await host.AskAsync(request);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "store-failed"), (answer.StatusCode, problem.GetProperty("code").GetString()));
            Assert.Contains(word, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    private static async Task<List<string>> ProblemsAsync(KillableHost host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        using var answer = await host.AskAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(it => it.GetString()!).ToList();
    }
}
