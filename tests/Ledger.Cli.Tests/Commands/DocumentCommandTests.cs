// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class DocumentCommandTests(HostFixture host)
{
    [Fact]
    public async Task A_licensee_lists_reads_and_discloses_its_terms_and_custody_tells()
    {
        using var folder = new TemporaryFolder();
        var root = await TermsAsync("licensee-harbor");
        var list = await AsAsync("licensee-harbor", "document list --json --limit 200");
        Assert.Equal((0, ""), (list.ExitCode, list.Error));
        Assert.Contains(list.Json.GetProperty("items").EnumerateArray(), item => item.GetProperty("root").ValueEquals(root));

        var show = await AsAsync("licensee-harbor", $"document show {root} --json");
        Assert.Equal((0, ""), (show.ExitCode, show.Error));
        var field = show.Json.GetProperty("fields").EnumerateArray().First(each => each.GetProperty("type").ValueEquals("text")).GetProperty("name").GetString();
        var shown = await AsAsync("licensee-harbor", $"document show {root} --field {field} --json");
        Assert.Equal(0, shown.ExitCode);
        var file = folder.Write("shown.json", shown.Out);
        var check = await Run.LedgerAsync($"document check {file} --root {root}");
        Assert.Equal(0, check.ExitCode);
        Assert.Contains(field!, check.Out, StringComparison.Ordinal);
        var forged = folder.Write("forged.json", shown.Out.Replace("\"value\": \"", "\"value\": \"x", StringComparison.Ordinal));
        Assert.Equal(1, (await Run.LedgerAsync($"document check {forged} --root {root}")).ExitCode);

        var custody = await AsAsync("licensee-harbor", $"document custody {root} --lang zh-CN");
        Assert.Equal(0, custody.ExitCode);
        Assert.Contains("阅读", custody.Out, StringComparison.Ordinal);
        Assert.Contains("披露字段", custody.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("licensee-willow", "en", "document-unknown")]
    [InlineData("licensee-willow", "zh-CN", "document-unknown")]
    [InlineData(null, "en", "api-key-missing")]
    [InlineData(null, "zh-CN", "api-key-missing")]
    public async Task Nobody_else_reads_them(string? party, string language, string code)
    {
        var root = await TermsAsync("licensee-harbor");
        var run = await AsAsync(party, $"document show {root} --lang {language}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
        Assert.Equal(language is "zh-CN", run.Error.Any(letter => letter >= '\u4e00'));
    }

    [Fact]
    public async Task The_administrator_erases_terms_at_a_signed_demand_and_the_license_still_verifies()
    {
        var root = await TermsAsync("licensee-willow");
        var refused = await AsAsync("licensee-willow", $"document erase {root} --reason done --key-file {KeyFile("licensee-willow")}");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("erasure-not-theirs", refused.Error, StringComparison.Ordinal);
        var erased = await AsAsync("administrator", $"document erase {root} --reason done --key-file {KeyFile("administrator")} --json");
        Assert.Equal((0, ""), (erased.ExitCode, erased.Error));
        Assert.Equal("erased", erased.Json.GetProperty("state").GetString());
        var gone = await AsAsync("licensee-willow", $"document show {root}");
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains("document-erased", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_a_dispute_teams()
    {
        var root = await TermsAsync("licensee-harbor");
        var run = await AsAsync("licensee-harbor", $"document hold {root} --matter 7 --reason pending");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("role-missing", run.Error, StringComparison.Ordinal);

        var held = await AsAsync("alliance", $"document hold {root} --matter 7 --reason pending --json");
        Assert.Equal((0, ""), (held.ExitCode, held.Error));
        Assert.Equal("7", held.Json.GetProperty("held")[0].GetString());
        var refused = await AsAsync("administrator", $"document erase {root} --reason done --key-file {KeyFile("administrator")}");
        Assert.Contains("document-held", refused.Error, StringComparison.Ordinal);
        var released = await AsAsync("alliance", $"document release {root} --matter 7 --reason settled --json");
        Assert.Equal((0, 0), (released.ExitCode, released.Json.GetProperty("held").GetArrayLength()));
    }

    private string KeyFile(string party) => Path.Combine(host.DataDirectory, "keys", "demo", party + ".json");

    private async Task<string> TermsAsync(string licensee)
    {
        var party = JsonElement.Parse(await File.ReadAllTextAsync(KeyFile(licensee))).GetProperty("party").GetString();
        var licenses = await Run.LedgerAsync($"license list --licensee {party} --json --url {host.Url}");
        return licenses.Json.GetProperty("items")[0].GetProperty("termsRoot").GetString()!;
    }

    private Task<Run> AsAsync(string? party, string line) => Run.LedgerAsync(
        line + $" --url {host.Url}",
        party is null ? null : new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LEDGER_API_KEY_FILE"] = Path.Combine(host.DataDirectory, "keys", "demo", party + ".apikey"),
        });
}
