// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>A sheet of lines becomes a report: signed, stored, sent, and never a second time another one.</summary>
[Collection(HostCollection.Name)]
public sealed partial class SheetSubmitTests(HostFixture host)
{
    private const string Sheet = "product,act,made in,sold in,quantity,net value,currency\nSTB-1,manufacture,CN,,100,,\nSTB-1,sale,CN,CN,70,12500.5,CNY\n";

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_sheet_is_filed_once_and_a_later_run_shows_its_receipt_again()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("q.csv", Sheet);
        await using var between = await LyingHost.StartAsync(host.Url, text => text);
        var options = await OptionsAsync();

        var filed = await LedgerAsync($"usage submit {file} {options} --json", between.Url);
        Assert.True(filed.ExitCode == 0, filed.Error);
        var id = Text(filed, "reportId");
        Assert.Equal(file + ".signed.json", Text(filed, "signedFile"));
        var posts = between.Posts;
        var again = await LedgerAsync($"usage submit {file} {options} --json", between.Url);
        var people = await LedgerAsync($"usage submit {file} {options} --lang zh-CN", between.Url);

        Assert.Equal((0, id, Promise(filed)), (again.ExitCode, Text(again, "reportId"), Promise(again)));
        Assert.Contains("该文件此前已提交", people.Out, StringComparison.Ordinal);
        Assert.Equal(posts, between.Posts);
        var lines = (await LedgerAsync($"usage lines {id} --json")).Json.GetProperty("items");
        Assert.Equal([("100", "0"), ("70", "1250050")], lines.EnumerateArray().Select(line => (line.GetProperty("quantity").ToString(), line.GetProperty("netValue").ToString())));
        Assert.Equal(["q.csv", "q.csv.signed.json"], folder.Names());
    }

    [Theory]
    [InlineData(true)] // killed between storing and sending
    [InlineData(false)] // sent, and the answer lost
    public async Task After_a_failure_the_same_command_sends_the_same_bytes_and_the_report_is_the_same(bool isLost)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("q.csv", Sheet);
        var options = await OptionsAsync();
        string? promised = null;
        await using var between = await LyingHost.StartAsync(
            host.Url,
            text =>
            {
                promised = ReportOf().Match(text) is { Success: true } answer ? answer.Groups["id"].Value + PromiseOf().Match(text).Groups["signature"].Value : promised;
                return ReportOf().IsMatch(text) ? "" : text;
            },
            (method, path) => isLost && method is "POST" && path is "/api/v1/usage-reports");

        var failed = await LedgerAsync($"usage submit {file} {options} --lang en", between.Url);
        Assert.Equal(3, failed.ExitCode);
        Assert.Contains($"What was signed lies in {file}.signed.json", failed.Error, StringComparison.Ordinal);
        var stored = Stored(file);
        Assert.Equal(JsonValueKind.Null, stored.GetProperty("receipt").ValueKind);

        var done = await LedgerAsync($"usage submit {file} {options} --json");
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal(stored.GetProperty("request").GetRawText(), Stored(file).GetProperty("request").GetRawText());
        Assert.Equal(Text(done, "reportId"), Stored(file).GetProperty("receipt").GetProperty("reportId").GetString());
        Assert.Equal(isLost ? null : Text(done, "reportId") + Promise(done), promised);
        Assert.Equal(1, await SequenceAsync(options));
    }

    [Fact]
    public async Task A_sheet_that_was_changed_since_it_was_signed_is_refused_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("q.csv", Sheet);
        var options = await OptionsAsync();
        await using (var between = await LyingHost.StartAsync(host.Url, text => text, (method, path) => method is "POST" && path is "/api/v1/usage-reports"))
        {
            Assert.Equal(3, (await LedgerAsync($"usage submit {file} {options}", between.Url)).ExitCode);
        }

        folder.Write("q.csv", Sheet.Replace("100", "200", StringComparison.Ordinal));
        var unsent = await LedgerAsync($"usage submit {file} {options} --lang en");
        Assert.Equal(1, unsent.ExitCode);
        Assert.Contains("put the file back as it was", unsent.Error, StringComparison.Ordinal);

        folder.Write("q.csv", Sheet);
        var id = Text(await LedgerAsync($"usage submit {file} {options} --json"), "reportId");
        var other = await LedgerAsync($"usage submit {file} {options} --supersedes {id} --lang en");
        Assert.Equal((1, true), (other.ExitCode, other.Error.Contains("save the sheet under a new name", StringComparison.Ordinal)));
        folder.Write("q.csv", Sheet.Replace("100", "200", StringComparison.Ordinal));
        var sent = await LedgerAsync($"usage submit {file} {options} --lang zh-CN");
        Assert.Equal((1, true), (sent.ExitCode, sent.Error.Contains($"--supersedes {id}", StringComparison.Ordinal)));
        Assert.Equal(1, await SequenceAsync(options));

        var corrected = folder.Write("q2.csv", Sheet.Replace("100", "200", StringComparison.Ordinal));
        var correction = await LedgerAsync($"usage submit {corrected} {options} --supersedes {id} --json");
        Assert.True(correction.ExitCode == 0, correction.Error);
        Assert.Equal(2, await SequenceAsync(options));
    }

    [Fact]
    public async Task What_the_host_refuses_says_where_it_lies_and_how_to_sign_anew()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("q.csv", Sheet);
        var options = (await OptionsAsync()).Replace(Quarters.FirstDay(3), Quarters.FirstDay(4), StringComparison.Ordinal);
        var refused = await LedgerAsync($"usage submit {file} {options} --lang en");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("to sign anew, remove that file first", refused.Error, StringComparison.Ordinal);
        Assert.Contains("period-off-calendar", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sheet, ",")]
    [InlineData("\uFEFFProduct;Act;Quantity;Net value;Currency\r\nSTB-1;Manufacture;170;\" 12500.50 \";CNY\r\n;;;;\r\n", ";")]
    [InlineData("产品\t行为\t数量\t净销售额\t币种\nSTB-1\t制造\t170\t12500.5\tCNY\n", "TAB")]
    public async Task A_dry_run_shows_each_line_and_the_totals_and_sends_nothing(string text, string separator)
    {
        using var folder = new TemporaryFolder();
        var line = $"usage submit {folder.Write("q.csv", text)} --license {SomeRecords.Salt()} --start 2026-07-01 --end 2026-10-01 --dry-run";
        await using var between = await LyingHost.StartAsync(host.Url, said => said);

        var dry = await LedgerAsync($"{line} --json", between.Url);
        var people = await LedgerAsync($"{line} --lang en", between.Url);

        Assert.True(dry.ExitCode == 0, dry.Out + dry.Error);
        var totals = dry.Json.GetProperty("totals");
        Assert.Equal(("170", "12500.50", "CNY"), (totals.GetProperty("quantity").GetString(), totals.GetProperty("netValue").GetString(), totals.GetProperty("currency").GetString()));
        Assert.All(dry.Json.GetProperty("lines").EnumerateArray(), one => Assert.Equal("sound", one.GetProperty("result").GetString()));
        Assert.Equal(separator, dry.Json.GetProperty("separator").GetString());
        Assert.Contains("170 pieces, net value 12500.50 CNY; 0 lines are not.", people.Out, StringComparison.Ordinal);
        Assert.Equal((separator is not ",", 0), (people.Out.Contains($"parted by {separator}", StringComparison.Ordinal), between.Posts));
        Assert.Equal(["q.csv"], folder.Names());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_template_of_each_language_is_a_sound_sheet(string language)
    {
        using var folder = new TemporaryFolder();
        var template = await LedgerAsync($"usage template --lang {language}");
        var dry = await LedgerAsync($"usage submit {folder.Write("t.csv", template.Out)} --license {SomeRecords.Salt()} --start 2026-07-01 --end 2026-10-01 --zone Asia/Shanghai --dry-run --json");
        Assert.True(dry.ExitCode == 0, dry.Out + dry.Error);
        Assert.Equal("125000.50", dry.Json.GetProperty("totals").GetProperty("netValue").GetString());
    }

    [Fact]
    public async Task Ten_thousand_lines_are_one_report()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("long.csv", "product,act,quantity\n" + string.Concat(Enumerable.Range(1, 10_000).Select(i => $"STB-{i},manufacture,{i}\n")));
        var filed = await LedgerAsync($"usage submit {file} {await OptionsAsync()} --json");
        Assert.True(filed.ExitCode == 0, filed.Error);
        var shown = await LedgerAsync($"usage show {Text(filed, "reportId")} --json");
        Assert.Equal((10_000, "50005000"), (shown.Json.GetProperty("lines").GetInt32(), shown.Json.GetProperty("typedData").GetProperty("message").GetProperty("totalQuantity").ToString()));
    }

    [Theory]
    [InlineData("en", "salting lines", "sending")]
    [InlineData("zh-CN", "为各行加盐", "发送")]
    public async Task At_a_terminal_a_bar_goes_from_stage_to_stage_and_is_gone_when_the_receipt_stands_there(string language, string salting, string sending)
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // another `script`
        }

        using var folder = new TemporaryFolder();
        var file = folder.Write("q.csv", "product,act,quantity\n" + string.Concat(Enumerable.Range(1, 1_024).Select(i => $"STB-{i},manufacture,{i}\n")));
        var said = await Shell.RunAsync(
            "script", ["-qec", $"{Shell.Install(folder)} usage submit {file} {await OptionsAsync()} --url {host.Url} --lang {language}", "/dev/null"]);

        Assert.Contains($"\r[------------------------]   0 % {salting}", said, StringComparison.Ordinal);
        Assert.Contains($"\r[############------------]  50 % {salting}", said, StringComparison.Ordinal);
        Assert.Contains("\r" + sending, said, StringComparison.Ordinal);
        var seen = Screen(said);
        Assert.Contains(Stored(file).GetProperty("receipt").GetProperty("reportId").GetString()!, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(" % ", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(sending, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_draft_says_itself_is_no_option_of_it_and_a_sheet_needs_it()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, (await LedgerAsync($"usage submit {folder.Write("r.json", "{}")} --zone Asia/Shanghai")).ExitCode);
        Assert.Equal(2, (await LedgerAsync($"usage submit {folder.Write("r.csv", Sheet)} --start 2026-07-01 --end 2026-10-01")).ExitCode);
    }

    /// <summary>A license, the present quarter, and a stream of this test alone.</summary>
    private async Task<string> OptionsAsync()
    {
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var opened = await LedgerAsync($"stream open --pool {license.GetProperty("pool").GetString()} --name Plant-{SomeRecords.Salt()} --key-file {key} --json");
        Assert.True(opened.ExitCode == 0, opened.Error);
        return $"--license {license.GetProperty("id").GetString()} --start {Quarters.FirstDay(0)} --end {Quarters.FirstDay(3)} --zone {SomeRecords.Quarterly.Zone}"
            + $" --stream {Text(opened, "recordId")} --key-file {key}";
    }

    private async Task<int> SequenceAsync(string options) =>
        (await host.GetAsync($"/api/v1/streams/{StreamOf().Match(options).Groups["id"].Value}")).Json.GetProperty("sequence").GetInt32();

    /// <summary>What a terminal shows in the end: what stands behind a carriage return is written over what stood before it.</summary>
    private static string Screen(string said) => string.Join('\n', said.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(
        line => line.Split('\r').Aggregate("", (shown, part) => part + (part.Length < shown.Length ? shown[part.Length..] : ""))));

    private static JsonElement Stored(string file) => JsonElement.Parse(File.ReadAllBytes(file + ".signed.json"));

    private static string Promise(Run run) => run.Json.GetProperty("promise").GetProperty("signature").GetString()!;

    private static string Text(Run run, string name) => run.Json.GetProperty(name).GetString()!;

    private Task<Run> LedgerAsync(string line) => LedgerAsync(line, host.Url.ToString());

    private Task<Run> LedgerAsync(string line, string url) => Run.LedgerAsync($"{line} --url {url}", host.Environment());

    [GeneratedRegex("^\\{\"reportId\":\"(?<id>0x[0-9a-f]{64})\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ReportOf();

    [GeneratedRegex("\"signature\":\"(?<signature>0x[0-9a-f]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PromiseOf();

    [GeneratedRegex("--stream (?<id>0x[0-9a-f]{64})", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex StreamOf();
}
