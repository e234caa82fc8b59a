// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Console;

/// <summary>A ledger in which somebody lodged a report that is there, and another digest that nothing followed; and in which another report's lines were erased.</summary>
public sealed class LodgedLedger : RunningLedger, IAsyncLifetime
{
    private readonly Place _place = new();

    /// <summary>The report that was lodged.</summary>
    public string Report { get; private set; } = "";

    /// <summary>The report whose lines were erased.</summary>
    public string Erased { get; private set; } = "";

    async Task IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        var reports = JsonElement.Parse(await RunAsync("record", "list", "--kind", "UsageReport", "--json", "--api-key-file", Key("administrator.apikey")));
        var report = reports.GetProperty("items")[0];
        Report = report.GetProperty("id").GetString()!;
        await LodgeAsync(Report, report.GetProperty("pool").GetString()!);
        Erased = reports.GetProperty("items").EnumerateArray()
            .Last(one => one.GetProperty("typedData").GetProperty("message").GetProperty("lineCount").GetInt32() > 0).GetProperty("id").GetString()!;
        await RunAsync(
            "record", "erase", Erased, "--reason", "The licensee asked", "--key-file", Key("administrator.json"), "--api-key-file", Key("administrator.apikey"));
        await LodgeAsync("0x" + new string('7', 64), report.GetProperty("pool").GetString()!);
    }

    Task IAsyncLifetime.DisposeAsync()
    {
        _place.Dispose();
        return base.DisposeAsync();
    }

    private Task<string> LodgeAsync(string digest, string pool) => RunAsync("usage", "lodge", digest, "--pool", pool, "--key-file", Key("licensee-willow.json"));

    private string Key(string name) => Path.Combine(DataDirectory, "keys", "demo", name);

    private async Task<string> RunAsync(params string[] arguments)
    {
        var ended = await Running.Shell.LedgerAsync(Url, _place.Root, arguments);
        Assert.True(ended.Code == 0, ended.Error + ended.Output);
        return ended.Output;
    }
}
