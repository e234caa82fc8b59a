// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class BusyHostTests(HostFixture host)
{
    private const int PlacesOfKey = 16;
    private const string SentAway = "ledger_intake_sent_away_total ";

    [Fact]
    public async Task A_command_that_a_busy_host_sends_away_comes_again_when_it_is_told_to()
    {
        using var folder = new TemporaryFolder();
        var report = folder.Write("report.json", JsonSerializer.Serialize(await new Walk(host).ReportAsync(SomeRecords.Salt()), LedgerJson.Options));
        var keyFile = host.ApiKeyFile("licensee-harbor");
        var token = (await File.ReadAllTextAsync(keyFile)).Trim();
        var before = await SentAwayAsync();
        List<SlowSender> slow = [];
        for (var i = 0; i < PlacesOfKey; i++)
        {
            slow.Add(await SlowSender.StartAsync(host.Url, token, $"busy-{i}-" + SomeRecords.Salt()));
            await slow[^1].SendAsync("{\"report\":7}\n");
            await slow[^1].HearAsync("json-shape", 1);
        }

        var run = Run.LedgerAsync($"usage submit {report} --api-key-file {keyFile} --url {host.Url} --json", host.Environment());
        await Eventually.IsTrueAsync(async () => await SentAwayAsync() > before, "The command is sent away.");
        foreach (var one in slow)
        {
            await one.EndAsync();
            await one.HearEndAsync();
            await one.DisposeAsync();
        }

        var done = await run;
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.True(done.Json.TryGetProperty("reportId", out _), done.Out);
    }

    private async Task<double> SentAwayAsync() => (await host.GetAsync("/metrics")).Text.Split('\n')
        .Where(line => line.StartsWith(SentAway, StringComparison.Ordinal))
        .Select(line => double.Parse(line[SentAway.Length..], CultureInfo.InvariantCulture)).SingleOrDefault();
}
