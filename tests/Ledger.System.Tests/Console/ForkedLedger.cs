// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Console;

/// <summary>A ledger in which two licensees of a pool each signed a second report for a place of their streams, and one witnessed the log in which the first ones stand.</summary>
public sealed class ForkedLedger : RunningLedger, IAsyncLifetime
{
    private readonly Place _place = new();

    /// <summary>The report in the log that the last of them forked.</summary>
    public string Report { get; private set; } = "";

    /// <summary>The pool in whose log it stands.</summary>
    public string Pool { get; private set; } = "";

    async Task IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        await ForkAsync("licensee-harbor");
        await ForkAsync("licensee-willow");
        var witness = await RunAsync("licensee-willow", "witness", "--pool", Pool, "--state", _place["witness.json"]);
        Assert.True(witness.Code == 0, witness.Error + witness.Output);
    }

    Task IAsyncLifetime.DisposeAsync()
    {
        _place.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>What the API answers to a party.</summary>
    internal async Task<JsonElement> GetAsync(string path, string party)
    {
        using var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Key($"{party}.apikey"))).Trim());
        return JsonElement.Parse(await client.GetByteArrayAsync($"/api/v1{path}"));
    }

    /// <summary>Signs another report for the place of the licensee's second one, and hands it in.</summary>
    private async Task ForkAsync(string licensee)
    {
        var report = (await GetAsync("/records?kind=UsageReport", licensee)).GetProperty("items").EnumerateArray().First(one => Message(one).GetProperty("sequence").GetInt32() == 2);
        (Report, Pool) = (Text(report, "id"), Text(report, "pool"));
        var draft = _place.Write($"fork-{licensee}.json", JsonSerializer.Serialize(new
        {
            license = Text(report, "license"),
            periodStart = Message(report).GetProperty("periodStart"),
            periodEnd = Message(report).GetProperty("periodEnd"),
            lines = new[] { new { product = "television", act = "sale", madeIn = "CN", soldIn = "CN", quantity = 7 } },
        }));
        var fork = await RunAsync(licensee, "usage", "submit", draft, "--after", Text(Message(report), "previous"));
        Assert.True(fork.Code == 1 && fork.Error.Contains("sequence-taken", StringComparison.Ordinal), fork.Error + fork.Output);
    }

    private Task<Ended> RunAsync(string party, params string[] arguments) => Running.Shell.LedgerAsync(
        Url, _place.Root, [.. arguments, "--key-file", Key($"{party}.json"), "--api-key-file", Key($"{party}.apikey")]);

    private string Key(string name) => Path.Combine(DataDirectory, "keys", "demo", name);

    private static JsonElement Message(JsonElement record) => record.GetProperty("typedData").GetProperty("message");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
