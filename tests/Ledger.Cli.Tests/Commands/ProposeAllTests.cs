// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>One license for many licensees, against a real host.</summary>
[Collection(HostCollection.Name)]
public sealed class ProposeAllTests(HostFixture host)
{
    private const string Nobody = "0x0000000000000000000000000000000000000000000000000000000000000001";

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task Each_licensee_of_a_file_gets_a_proposal_of_its_own_and_each_line_its_result()
    {
        using var folder = new TemporaryFolder();
        var pool = (await _walk.PoolAsync()).GetProperty("id").GetString();
        var licensees = (await host.GetAsync($"/api/v1/licenses?pool={pool}")).Json.GetProperty("items").EnumerateArray()
            .Select(license => license.GetProperty("licensee").GetString()!).Distinct(StringComparer.Ordinal).Take(2).ToList();
        var file = folder.Write("licensees.txt", $"{licensees[0]}\r\n\r\n{Nobody}\r\n{licensees[1]}\r\n");

        var dry = await LedgerAsync($"license propose-all {file} --pool {pool} --dry-run --lang zh-CN");
        var run = await LedgerAsync($"license propose-all {file} --pool {pool} --starts 2026-01-01 --json");

        Assert.Equal(0, dry.ExitCode);
        Assert.Contains("尚未提议", dry.Out, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode); // one of them was refused, and the others stand
        var lines = run.Json.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal([(1, "proposed"), (3, "refused"), (4, "proposed")], lines.Select(line => (line.GetProperty("line").GetInt32(), Text(line, "result"))));
        Assert.Contains("party-unknown", Text(lines[1], "detail"), StringComparison.Ordinal);
        foreach (var line in lines.Where(line => Text(line, "result") is "proposed"))
        {
            var shown = (await LedgerAsync($"proposal show {Text(line, "proposal")} --json")).Json;
            Assert.Equal(Text(line, "licensee"), shown.GetProperty("typedData").GetProperty("message").GetProperty("licensee").GetString());
            Assert.Equal("collecting", Text(shown, "state"));
        }
    }

    [Theory]
    [InlineData("PARTY\n0x12\n", "faulty")]
    [InlineData("PARTY\nPARTY\n", "duplicate")]
    public async Task Where_a_line_is_wrong_nothing_is_proposed(string text, string result)
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var file = folder.Write("licensees.txt", text.Replace("PARTY", license.GetProperty("licensee").GetString(), StringComparison.Ordinal));

        var run = await LedgerAsync($"license propose-all {file} --pool {Text(license, "pool")} --json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["sound", result], run.Json.GetProperty("lines").EnumerateArray().Select(line => Text(line, "result")));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url}", host.Environment());
}
