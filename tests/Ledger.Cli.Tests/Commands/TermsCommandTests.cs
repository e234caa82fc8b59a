// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Commands;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class TermsCommandTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_template_is_whole_terms_that_can_be_proposed_as_they_are(string language)
    {
        using var folder = new TemporaryFolder();
        var template = await LedgerAsync($"license terms template --lang {language}");
        var terms = folder.Write("terms.json", template.Out);
        var license = await _walk.LicenseAsync();

        var proposed = await LedgerAsync(
            $"license propose --pool {Text(license, "pool")} --licensee {Text(license, "licensee")} --starts 2026-01-01 --terms {terms} --json");

        Assert.Contains("//", template.Out, StringComparison.Ordinal);
        Assert.True(proposed.ExitCode == 0, proposed.Error);
    }

    [Fact]
    public void Both_templates_say_the_same() => Assert.True(JsonElement.DeepEquals(
        JsonElement.Parse(TermsTemplate.In("en"), TermsTemplate.Options), JsonElement.Parse(TermsTemplate.In("zh-CN"), TermsTemplate.Options)));

    [Fact]
    public async Task Some_terms_are_disclosed_to_a_file_that_is_checked_with_the_network_off()
    {
        using var folder = new TemporaryFolder();
        var license = Text(await _walk.LicenseAsync(), "id");
        var file = folder.File("rate.json");

        var written = await LedgerAsync($"license disclose {license} --fields rate.1.rate,territory --output {file}");
        var again = await LedgerAsync($"license disclose {license} --fields cap --output {file}");
        var english = await Run.LedgerAsync($"license terms verify {file} --license {license} --lang en");
        var chinese = await Run.LedgerAsync($"evidence verify {file} --license {license} --lang zh-CN");
        var json = await Run.LedgerAsync($"license terms verify {file} --json");

        Assert.True(written.ExitCode == 0, written.Error);
        Assert.Equal(2, again.ExitCode);
        Assert.Equal((0, 0), (english.ExitCode, chinese.ExitCode));
        Assert.Equal((4, "unconfirmed", "terms-license-unconfirmed"), (json.ExitCode, Text(json.Json, "verdict"), Text(json.Json, "code")));
        Assert.Contains("任何人都能写出", (await Run.LedgerAsync($"evidence verify {file} --lang zh-CN")).Out, StringComparison.Ordinal);
        Assert.Contains("2 of 84 terms are shown", english.Out, StringComparison.Ordinal);
        Assert.Contains("rate.1.rate", english.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("cap.amount", english.Out, StringComparison.Ordinal);
        Assert.Contains("其余各项不作任何说明", chinese.Out, StringComparison.Ordinal);
        Assert.Equal(["worldwide", "1"], json.Json.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task A_changed_disclosure_and_one_of_another_license_are_refused_and_show_nothing()
    {
        using var folder = new TemporaryFolder();
        var license = Text(await _walk.LicenseAsync(), "id");
        var file = folder.File("rate.json");
        await LedgerAsync($"license disclose {license} --fields rate.1.rate --output {file}");
        var forged = folder.Write("forged.json", (await File.ReadAllTextAsync(file)).Replace("\"value\":\"1\"", "\"value\":\"0\"", StringComparison.Ordinal));

        var changed = await Run.LedgerAsync($"license terms verify {forged} --lang en");
        var other = await Run.LedgerAsync($"license terms verify {file} --license {SomeRecords.Salt()} --lang zh-CN");

        Assert.Equal((1, 1), (changed.ExitCode, other.ExitCode));
        Assert.Contains("do not lead to the tree's root", changed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("rate.1.rate", changed.Out, StringComparison.Ordinal);
        Assert.Contains("属于另一许可", other.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_are_listed_and_shown_with_what_enforces_them()
    {
        var license = Text(await _walk.LicenseAsync(), "id");

        var list = await LedgerAsync("license terms list --lang en");
        var show = await LedgerAsync($"license terms show {license} --lang zh-CN");

        var version = await LedgerAsync($"license terms show {license} --act {license} --json");
        var unknown = await LedgerAsync($"license terms show {license} --act {SomeRecords.Salt()} --lang en");

        Assert.Equal(license, Text(version.Json, "version"));
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("has no version", unknown.Error, StringComparison.Ordinal);
        Assert.Contains($"{license}  LicenseGrant", show.Out, StringComparison.Ordinal);
        Assert.Contains("recorded only", list.Out, StringComparison.Ordinal);
        Assert.Contains("LicensedScope", list.Out, StringComparison.Ordinal);
        Assert.Contains("仅作记录", show.Out, StringComparison.Ordinal);
        Assert.Contains("CalendarTerms", show.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_discloses_the_terms_asked_for()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("evidence.zip");

        var exported = await LedgerAsync($"evidence export --license {Text(await _walk.LicenseAsync(), "id")} --output {file} --disclose cap,rate.1 --act {Text(await _walk.LicenseAsync(), "id")}");
        var verified = await Run.LedgerAsync($"evidence verify {file} --lang en");

        Assert.True(exported.ExitCode == 0, exported.Error);
        Assert.Equal(4, verified.ExitCode);
        Assert.Contains("[ ok ] terms  7 of 84 terms are shown", verified.Out, StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url}", host.Environment());
}
