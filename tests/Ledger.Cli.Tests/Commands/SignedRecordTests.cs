// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary><c>ledger record signed</c>: what was signed, fetched, judged, and sent again from where nothing of it was kept.</summary>
[Collection(HostCollection.Name)]
public sealed class SignedRecordTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_report_that_is_fetched_holds_and_sent_again_gives_the_same_id_and_promise()
    {
        using var folder = new TemporaryFolder();
        var receipt = (await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(SomeRecords.Salt()))).Json;
        var (id, file) = (receipt.GetProperty("reportId").GetString()!, folder.File("report.signed.json"));

        var saved = await LedgerAsync($"record signed {id} --output {file} --json");
        Assert.True(saved.ExitCode == 0, saved.Error);
        Assert.Equal((id, "UsageReport"), (Text(saved, "record"), Text(saved, "kind")));
        Assert.Equal(2, (await LedgerAsync($"record signed {id} --output {file}")).ExitCode); // what is there is not overwritten
        Assert.Equal(0, (await LedgerAsync($"record signed 0x{id[2..].ToUpperInvariant()} --output {file}.upper")).ExitCode);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)); // it holds salts
        }

        var judged = await LedgerAsync($"evidence verify {file} --json");
        Assert.Equal((0, "valid", id), (judged.ExitCode, Text(judged, "verdict"), Text(judged, "record")));
        Assert.Contains("所列密钥签署的正是此内容", (await LedgerAsync($"evidence verify {file} --lang zh-CN")).Out, StringComparison.Ordinal);
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString();
        var deployment = folder.Write("deployment.json", (await LedgerAsync("deployment show --json")).Out);
        Assert.Equal(0, (await LedgerAsync($"evidence verify {file} --license {license} --deployment {deployment}")).ExitCode);
        Assert.Equal(1, (await LedgerAsync($"evidence verify {file} --license {SomeRecords.Salt()}")).ExitCode);
        Assert.Equal(2, (await LedgerAsync($"evidence verify {file} --pool {SomeRecords.Salt()}")).ExitCode); // a report names its license
        var again = await LedgerAsync($"usage submit {file} --json");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(id, Text(again, "reportId"));
        Assert.True(JsonElement.DeepEquals(receipt.GetProperty("promise"), again.Json.GetProperty("promise")), again.Out);
        var wrong = await LedgerAsync($"record submit {file} --lang en");
        Assert.Equal((2, true), (wrong.ExitCode, wrong.Error.Contains("usage submit", StringComparison.Ordinal)));

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"STB-1\"", "\"STB-9\"", StringComparison.Ordinal));
        var changed = await LedgerAsync($"evidence verify {file} --json");
        Assert.Equal((1, "signed-record-lines-wrong"), (changed.ExitCode, Text(changed, "code")));
    }

    [Fact]
    public async Task A_fork_is_found_by_its_id_in_upper_case_too()
    {
        using var folder = new TemporaryFolder();
        var label = SomeRecords.Salt();
        var (first, second) = (await _walk.ReportAsync(label), await _walk.ReportAsync(label));
        Assert.Equal(201, (await host.PostAsync("/api/v1/usage-reports", first)).Status);
        Assert.NotEqual(201, (await host.PostAsync("/api/v1/usage-reports", second)).Status);

        var saved = await LedgerAsync($"usage fork 0x{Walk.ReportOf(second).Id.ToString()[2..].ToUpperInvariant()} --output {folder.File("fork.json")}");

        Assert.True(saved.ExitCode == 0, saved.Error);
    }

    [Fact]
    public async Task A_sheet_keeps_what_was_signed_in_the_same_form()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var opened = await LedgerAsync($"stream open --pool {license.GetProperty("pool").GetString()} --name 宁波工厂 --key-file {key} --json");
        var stream = Text(opened, "recordId");
        var sheet = folder.Write("q.csv", "product,act,made in,sold in,quantity\nSTB-1,sale,CN,VN,70\nSTB-2,sale,CN,,3\n");
        var filed = await LedgerAsync(
            $"usage submit {sheet} --license {license.GetProperty("id").GetString()} --start {Quarters.FirstDay(0)} --end {Quarters.FirstDay(3)} --zone {SomeRecords.Quarterly.Zone} --stream {stream} --key-file {key} --json");
        Assert.True(filed.ExitCode == 0, filed.Error);

        var fetched = folder.File("fetched.json");
        Assert.Equal(0, (await LedgerAsync($"record signed {Text(filed, "reportId")} --output {fetched}")).ExitCode);
        var (kept, given) = (JsonElement.Parse(await File.ReadAllBytesAsync(sheet + ".signed.json")), JsonElement.Parse(await File.ReadAllBytesAsync(fetched)));
        foreach (var name in (string[])["format", "version", "eip712", "request", "receipt"])
        {
            Assert.True(JsonElement.DeepEquals(kept.GetProperty(name), given.GetProperty(name)), $"{name}: {given.GetProperty(name)}");
        }

        var opening = folder.File("opening.json");
        Assert.Equal(0, (await LedgerAsync($"record signed {stream} --output {opening}")).ExitCode);
        var sent = await LedgerAsync($"record submit {opening} --key-file {key} --json");
        Assert.True(sent.ExitCode == 0, sent.Error + sent.Out);
        Assert.Equal(stream, Text(sent, "recordId"));
        var csv = folder.File("lines.csv");
        Assert.Equal(0, (await LedgerAsync($"usage lines {Text(filed, "reportId")} --csv {csv} --lang zh-CN")).ExitCode);
        Assert.Contains("STB-2,销售,CN,,3,", await File.ReadAllTextAsync(csv), StringComparison.Ordinal);
    }

    private static string Text(Run run, string name) => run.Json.GetProperty(name).GetString()!;

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url}", host.Environment());
}
