// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Evidence.Events;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>A log whose key changed while records waited for their checkpoint; on a chain of its own, for the change stays.</summary>
public sealed class EpochAuditTests : IClassFixture<HostFixture>
{
    private readonly HostFixture _host;
    private readonly Walk _walk;
    private int _opened;

    public EpochAuditTests(HostFixture host) => (_host, _walk) = (host, new Walk(host));

    [Fact]
    public async Task A_log_is_audited_over_a_change_of_its_key_with_the_leaves_that_it_carries_on()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var pool = license.GetProperty("pool").GetString()!;
        var file = folder.File("audit.json");
        var carried = await ChangeKeyAsync(license);
        await OpenAsync(license);
        var before = (await LeavesAsync(pool, carried.Epoch - 1)).Length;
        var whole = await AnchoredAsync(pool, file);
        await OpenAsync(license);
        var later = await LedgerAsync($"audit log --pool {pool} --state-file {file} --json");

        Assert.True(before > 0 && whole.Json.GetProperty("anchored").GetInt32() > before + carried.Leaves.Length, whole.Out);
        Assert.True(later.ExitCode == 0, later.Error + later.Out);
        Assert.True(later.Json.GetProperty("read").GetInt32() < whole.Json.GetProperty("read").GetInt32());
        await NamedAsync(pool, "log-leaf-past-seal", text => Of(text, carried.Epoch - 1, 0) ? text + Moved(carried.Leaves[0], carried.Epoch - 1, before) : text);
        await NamedAsync(pool, "log-promise-place-other", text => Of(text, carried.Epoch, 0) ? Shifted(text, carried.Epoch) : text);
        await NamedAsync(pool, "log-epochs-incomplete", text => LyingHost.Without(text, EventTopics.LogKeyChanged));
        await NamedAsync(pool, "log-leaf-missing", text => Of(text, carried.Epoch, 0) ? "" : text);
    }

    /// <summary>Changes the log key until a record that was promised before stands past the seal.</summary>
    private async Task<(int Epoch, string[] Leaves)> ChangeKeyAsync(JsonElement license)
    {
        var pool = license.GetProperty("pool").GetString()!;
        for (var epoch = 1; epoch <= 20; epoch++)
        {
            await OpenAsync(license);
            await AnchoredAsync(pool);
            var proposal = await _host.PostAsync("/api/v1/proposals", new { kind = "LogKeyChange", message = new { pool } });
            Assert.True(proposal.Status == 201, proposal.Text);
            await OpenAsync(license);
            var administrator = proposal.Json.GetProperty("required").EnumerateArray().First(one => one.GetProperty("role").GetString() is "administrator");
            var signed = await _walk.SignAsync(proposal.Json, administrator.GetProperty("party").GetString()!);
            Assert.True(signed.Status == 200, signed.Text);
            await Eventually.IsTrueAsync(
                async () => (await _walk.PoolAsync()).GetProperty("epoch").GetInt32() == epoch, "The log key is changed.");
            string[] carried = [.. (await LeavesAsync(pool, epoch)).Where(line => EpochPromised(line) < epoch)];
            if (carried.Length > 0)
            {
                return (epoch, carried);
            }
        }

        throw new InvalidOperationException("Each record was anchored before its key change.");
    }

    private async Task NamedAsync(string pool, string code, Func<string, string> lie)
    {
        await using var liar = await LyingHost.StartAsync(_host.Url, lie);
        var run = await LedgerAsync($"audit log --pool {pool} --json", liar.Url);
        Assert.True(run.ExitCode == 1, code + run.Error + run.Out);
        Assert.Equal(code, run.Json.GetProperty("findings")[0].GetProperty("code").GetString());
    }

    /// <summary>Whether an answer is the stream of that epoch, from that leaf on.</summary>
    private static bool Of(string text, int epoch, int index) => text.StartsWith($"{{\"epoch\":{epoch},\"leafIndex\":{index},", StringComparison.Ordinal);

    /// <summary>The epoch's leaves without the first, each a place further to the front.</summary>
    private static string Shifted(string text, int epoch) =>
        string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select((line, i) => Moved(line, epoch, i)));

    private static string Moved(string line, int epoch, int index) => $"{{\"epoch\":{epoch},\"leafIndex\":{index},{line[line.IndexOf("\"record\":", StringComparison.Ordinal)..]}\n";

    private static int EpochPromised(string line) => JsonElement.Parse(line).GetProperty("promise").GetProperty("epoch").GetInt32();

    private async Task<string[]> LeavesAsync(string pool, int epoch) =>
        (await _host.GetAsync($"/api/v1/usage-reports?pool={pool}&epoch={epoch}&since=0")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task OpenAsync(JsonElement license)
    {
        var opening = SomeRecords.Opening(license, await _walk.RecentBlockAsync()) with { Name = $"Plant {++_opened}" };
        await _walk.RecordAsync(opening, opening.Reporter.Value.ToString());
    }

    /// <summary>Audits until final checkpoints pass every leaf.</summary>
    private async Task<Run> AnchoredAsync(string pool, string? file = null)
    {
        Run? run = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                File.Delete(file ?? "none");
                run = await LedgerAsync($"audit log --pool {pool} --json" + (file is null ? "" : $" --state-file {file}"));
                Assert.True(run.ExitCode is 0 or 4, run.Error + run.Out);
                return run.ExitCode == 0 && run.Json.GetProperty("beyond").GetInt32() == 0;
            },
            "Final checkpoints pass every leaf.");
        return run!;
    }

    private Task<Run> LedgerAsync(string line, string? url = null) => Run.LedgerAsync($"{line} --url {url ?? _host.Url.ToString()}", _host.Environment());
}
