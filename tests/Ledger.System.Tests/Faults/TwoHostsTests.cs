// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Store.Sqlite;

namespace Ledger.SystemTests.Faults;

/// <summary>Hosts as processes of their own on one data directory: one writes, the others wait for their turn.</summary>
public sealed class TwoHostsTests
{
    private static readonly (string, string)[] _shortLease = [("Ledger__WriterLeaseSeconds", "5"), ("LC_ALL", "C.UTF-8")];

    [Fact]
    public async Task A_second_host_waits_and_takes_over_from_a_dead_one_and_from_one_that_stands_still()
    {
        var directory = Path.Combine(Path.GetTempPath(), "ledger-two-" + Path.GetRandomFileName());
        List<KillableHost> hosts = [];
        try
        {
            await KillableHost.InitAsync(directory);
            List<string> operations = [];
            hosts.Add(await KillableHost.ServeAsync(directory, 0, _shortLease));
            var seeded = await GrantAsync(directory, hosts[0], operations);

            // The first dies: the second, which said for whom it waits, has its place at once.
            hosts.Add(await WaitingAsync(directory, hosts[0]));
            await hosts[0].KillAsync();
            await hosts[1].UntilReadyAsync();
            await GrantAsync(directory, hosts[1], operations);

            // The second stands still with something on its way: the third has its place once the lease is over.
            hosts.Add(await WaitingAsync(directory, hosts[1]));
            var chain = await HashesAsync(directory, hosts[1]);
            await StandStillAsync(directory, hosts[1], hosts[2]);
            await GrantAsync(directory, hosts[2], operations);
            hosts[1].GoOn();
            await hosts[1].UntilAsync(async () => (await ProblemsAsync(hosts[1])).Contains("writer-lost"), "aware that it is no longer the writer");
            await AssertRefusesAsync(directory, hosts[1], "en", "Another host");
            await AssertRefusesAsync(directory, hosts[1], "zh-CN", "另一主机");
            await AssertReadsAsync(hosts[1]);

            await GrantAsync(directory, hosts[2], operations);
            using var client = new PatientClient(hosts[2].Port, Crowd.TokenOf(directory));
            await Aftermath.AssertOneEachAsync(client, seeded, operations);
            Assert.Equal(chain, (await Aftermath.HashesAsync(client)).Take(chain.Count), StringComparer.Ordinal);
            Assert.True(await hosts[2].IsReadyAsync());
            await hosts[1].DisposeAsync();
            await hosts[2].DisposeAsync();
            await Aftermath.AssertSoundAsync(directory);
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }

            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>One more license, accepted and on its way, once those before it are there; gives how many there were before.</summary>
    private static async Task<int> GrantAsync(string directory, KillableHost host, List<string> operations)
    {
        using var client = new PatientClient(host.Port, Crowd.TokenOf(directory));
        await Aftermath.AllFinalAsync(client, operations);
        var before = (await client.ListAsync("/api/v1/licenses")).Count;
        operations.Add(await new Crowd(directory, client).GrantAsync(operations.Count));
        return before;
    }

    private static async Task<KillableHost> WaitingAsync(string directory, KillableHost writer)
    {
        var host = KillableHost.Begin(directory, 0, _shortLease);
        await host.UntilAsync(() => Task.FromResult(host.Said.Any(line => line.Contains($"{writer.Id}@", StringComparison.Ordinal))), "waiting");
        Assert.False(await host.IsReadyAsync());
        Assert.True(await writer.IsReadyAsync());
        return host;
    }

    /// <summary>
    /// A process may come to stand still within a transaction, which nobody can pass: then it goes on for a moment and is stopped again.
    /// Never after its place was taken: woken then, it could come to stand still in the next one's way.
    /// </summary>
    private static async Task StandStillAsync(string directory, KillableHost sleeper, KillableHost next)
    {
        var looks = 0;
        sleeper.StandStill();
        await next.UntilAsync(
            async () =>
            {
                if (looks++ % 500 == 499 && IsWriter(directory, sleeper))
                {
                    sleeper.GoOn();
                }
                else if (looks % 500 == 1)
                {
                    sleeper.StandStill();
                }

                return await next.IsReadyAsync();
            },
            "the writer");
    }

    private static bool IsWriter(string directory, KillableHost host) =>
        StoreFile.Writer(new DataDirectory(directory).Store)?.Holder.StartsWith($"{host.Id}@", StringComparison.Ordinal) ?? false;

    private static async Task<List<string>> HashesAsync(string directory, KillableHost host)
    {
        using var client = new PatientClient(host.Port, Crowd.TokenOf(directory));
        return await Aftermath.HashesAsync(client);
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(KillableHost host)
    {
        using var answer = await host.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/health/ready"));
        var health = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. health.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!.Split(':')[0])];
    }

    /// <summary>Who lost the place answers from the store; the chain is the other's now.</summary>
    private static async Task AssertReadsAsync(KillableHost host)
    {
        using var licenses = await host.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/licenses"));
        Assert.Equal(HttpStatusCode.OK, licenses.StatusCode);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/rpc") { Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method = "eth_blockNumber", @params = Array.Empty<string>() }) };
        using var chain = await host.AskAsync(call);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, chain.StatusCode);
        Assert.Contains("writer-lost", await chain.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task AssertRefusesAsync(string directory, KillableHost host, string language, string words)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/proposals") { Content = JsonContent.Create(new { kind = "LicenseGrant", message = new { } }) };
        request.Headers.Authorization = new("Bearer", Crowd.TokenOf(directory));
        request.Headers.Add("Idempotency-Key", "late-" + language);
        request.Headers.Add("Accept-Language", language);
        using var answer = await host.AskAsync(request);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "writer-lost"), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
