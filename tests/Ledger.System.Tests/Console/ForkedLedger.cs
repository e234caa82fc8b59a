// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Console;

/// <summary>A ledger in which two licensees of a pool each signed a second report for a place of their streams, and one witnessed the log in which the first ones stand; the other took its fork back, and signed a report before which others are missing and one in a stream not its own.</summary>
public sealed class ForkedLedger : RunningLedger, IAsyncLifetime
{
    private readonly Place _place = new();

    /// <summary>The report in the log whose fork stands.</summary>
    public string Report { get; private set; } = "";

    /// <summary>The record that took the other fork back.</summary>
    public string VoidedBy { get; private set; } = "";

    /// <summary>The refused report before which others are missing.</summary>
    public string Gap { get; private set; } = "";

    /// <summary>The refused report in another's stream.</summary>
    public string Stray { get; private set; } = "";

    /// <summary>The pool in whose log it stands.</summary>
    public string Pool { get; private set; } = "";

    async Task IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        var cured = await ForkAsync("licensee-harbor");
        var fork = await ForkAsync("licensee-willow");
        VoidedBy = await TakeBackAsync("licensee-harbor", cured);
        Gap = await RefusedAsync("licensee-harbor", "sequence-skipped", cured, report => report with { Sequence = report.Sequence + 100 });
        Stray = await RefusedAsync("licensee-harbor", "stream-of-another", cured, report => report with { Stream = fork.Stream });
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

    /// <summary>Signs another report for the place of the licensee's second one, and hands it in; gives it. It is of the present period, on which nobody relies yet: so it can be taken back.</summary>
    private async Task<UsageReport> ForkAsync(string licensee)
    {
        var report = (await GetAsync("/records?kind=UsageReport", licensee)).GetProperty("items").EnumerateArray().First(one => Message(one).GetProperty("sequence").GetInt32() == 2);
        (Report, Pool) = (Text(report, "id"), Text(report, "pool"));
        var usage = (await GetAsync($"/pools/{Pool}/usage?limit=500", licensee)).GetProperty("items").EnumerateArray();
        var present = usage.First(one => Text(one, "license") == Text(report, "license")).GetProperty("periods").EnumerateArray().Last();
        var draft = _place.Write($"fork-{licensee}.json", JsonSerializer.Serialize(new
        {
            license = Text(report, "license"),
            periodStart = present.GetProperty("periodStart"),
            periodEnd = present.GetProperty("periodEnd"),
            lines = new[] { new { product = "television", act = "sale", madeIn = "CN", soldIn = "CN", quantity = 7 } },
        }));
        var fork = await RunAsync(licensee, "usage", "submit", draft, "--after", Text(Message(report), "previous"));
        Assert.True(fork.Code == 1 && fork.Error.Contains("sequence-taken", StringComparison.Ordinal), fork.Error + fork.Output);
        return TypedDataJson.ReadMessage<UsageReport>(Signed(licensee).Message);
    }

    /// <summary>Takes a report back; gives the record that does.</summary>
    private async Task<string> TakeBackAsync(string licensee, UsageReport report)
    {
        var draft = _place.Write($"void-{licensee}.json", JsonSerializer.Serialize(new { kind = "ReportVoid", record = new { license = $"{report.License}", report = $"{report.Id}" } }));
        var taken = await RunAsync(licensee, "record", "submit", draft, "--json");
        Assert.True(taken.Code == 0, taken.Error + taken.Output);
        return Text(JsonElement.Parse(taken.Output), "recordId");
    }

    /// <summary>Signs what the licensee's fork says, changed, and hands it in; gives the id under which it is refused.</summary>
    private async Task<string> RefusedAsync(string licensee, string code, UsageReport fork, Func<UsageReport, UsageReport> change)
    {
        var (signed, key, report) = (Signed(licensee), KeyFile.Read(Key($"{licensee}.json")).Signer, change(fork));
        var request = signed.Request.Deserialize<UsageReportRequest>(LedgerJson.Options)! with
        {
            Report = JsonElement.Parse(ActJson.Message(report)),
            Signature = key.Sign(report.Digest(signed.Domain!)).ToString(),
        };
        var file = _place.Write($"{code}.signed.json", JsonSerializer.Serialize(request, LedgerJson.Options));
        var refused = await RunAsync(licensee, "usage", "submit", file);
        Assert.True(refused.Code == 1 && refused.Error.Contains(code, StringComparison.Ordinal), refused.Error + refused.Output);
        return report.Id.ToString();
    }

    /// <summary>What the command signed of the licensee's fork.</summary>
    private SignedRecord Signed(string licensee) => SignedRecord.TryRead(JsonElement.Parse(File.ReadAllText(_place[$"fork-{licensee}.json.signed.json"])))!;

    private Task<Ended> RunAsync(string party, params string[] arguments) => Running.Shell.LedgerAsync(
        Url, _place.Root, [.. arguments, "--key-file", Key($"{party}.json"), "--api-key-file", Key($"{party}.apikey")]);

    private string Key(string name) => Path.Combine(DataDirectory, "keys", "demo", name);

    private static JsonElement Message(JsonElement record) => record.GetProperty("typedData").GetProperty("message");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
