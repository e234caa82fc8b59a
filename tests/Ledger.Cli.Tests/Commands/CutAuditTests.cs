// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary><c>ledger audit log</c> goes on from what a run kept that was cut short.</summary>
[Collection(HostCollection.Name)]
public sealed class CutAuditTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_run_that_was_cut_short_is_gone_on_with_and_nobody_is_accused()
    {
        using var folder = new TemporaryFolder();
        var (pool, file) = ((await _walk.LicenseAsync()).GetProperty("pool").GetString()!, folder.File("audit.json"));
        await AuditedAsync(pool, file, await SizeAsync(pool) + 1);
        // What a run keeps in between: the edges that it has come to, and the block that it began with.
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        kept["block"] = 0;
        await File.WriteAllTextAsync(file, kept.ToJsonString());

        await AuditedAsync(pool, file, await SizeAsync(pool) + 1);
    }

    /// <summary>Puts a record into the log, and audits until that many leaves are under checkpoints.</summary>
    private async Task AuditedAsync(string pool, string file, long size)
    {
        var license = await _walk.LicenseAsync();
        await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), license.GetProperty("licensee").GetString()!);
        await Eventually.IsTrueAsync(async () => await SizeAsync(pool) >= size, "The record is anchored.");
        var run = await Run.LedgerAsync($"audit log --pool {pool} --state-file {file} --url {host.Url} --json", host.Environment());
        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        Assert.True(run.Json.GetProperty("anchored").GetInt64() >= size, run.Out);
    }

    private async Task<long> SizeAsync(string pool)
    {
        var items = (await host.GetAsync($"/api/v1/pools/{pool}/checkpoints?limit=1")).Json.GetProperty("items");
        return items.GetArrayLength() == 0 ? 0 : items[0].GetProperty("size").GetInt64();
    }
}
