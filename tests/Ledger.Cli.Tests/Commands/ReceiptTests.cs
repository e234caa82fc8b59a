// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>What the host answers to a signed report is judged before it is kept, and a report that was kept goes to its place or nowhere.</summary>
[Collection(HostCollection.Name)]
public sealed partial class ReceiptTests(HostFixture host)
{
    private const string Sheet = "product,act,quantity\nSTB-1,manufacture,100\n";

    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("leaf", "another record")]
    [InlineData("pool", "another log")]
    [InlineData("verifyingContract", "another log")]
    [InlineData("signature", "log key")]
    [InlineData("epoch", "log key")]
    public async Task A_promise_that_does_not_hold_is_not_kept_and_the_true_one_comes_with_the_same_bytes(string field, string sentence)
    {
        using var folder = new TemporaryFolder();
        var (file, options) = (folder.Write("q.csv", Sheet), await OptionsAsync());
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.StartsWith("{\"reportId\"", StringComparison.Ordinal) ? Changed(text, field) : text);

        var english = await LedgerAsync($"usage submit {file} {options} --lang en", liar.Url);
        var chinese = await LedgerAsync($"usage submit {file} {options} --lang zh-CN", liar.Url);

        Assert.Equal((1, 1, "", ""), (english.ExitCode, chinese.ExitCode, english.Out, chinese.Out));
        Assert.Contains(sentence, english.Error, StringComparison.Ordinal);
        Assert.Contains("the same command sends the same bytes again", english.Error, StringComparison.Ordinal);
        Assert.Contains("回执不予显示，也未保存", chinese.Error, StringComparison.Ordinal);
        var kept = Stored(file);
        Assert.Equal(JsonValueKind.Null, kept.GetProperty("receipt").ValueKind);
        var done = await LedgerAsync($"usage submit {file} {options} --json");
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal(kept.GetProperty("request").GetRawText(), Stored(file).GetProperty("request").GetRawText());
        Assert.Equal(JsonValueKind.Object, Stored(file).GetProperty("receipt").ValueKind);
    }

    [Fact]
    public async Task A_promise_that_is_shown_after_a_refusal_is_judged_too()
    {
        using var folder = new TemporaryFolder();
        var (file, options) = (folder.Write("q.csv", Sheet), await OptionsAsync());
        static bool IsTaken(string text) => text.StartsWith("{\"reportId\"", StringComparison.Ordinal);
        await using var liar = await LyingHost.StartAsync(
            host.Url,
            text => IsTaken(text) ? """{"code":"block-too-old","title":"No","detail":"Too old."}""" : Changed(text, "leaf"),
            refuse: IsTaken);
        await using var honest = await LyingHost.StartAsync(
            host.Url, text => IsTaken(text) ? """{"code":"block-too-old","title":"No","detail":"Too old."}""" : text, refuse: IsTaken);

        var lied = await LedgerAsync($"usage submit {file} {options} --lang en", liar.Url);
        Assert.Equal((1, true), (lied.ExitCode, lied.Error.Contains("another record", StringComparison.Ordinal)));
        Assert.Equal(JsonValueKind.Null, Stored(file).GetProperty("receipt").ValueKind);
        Assert.Equal(0, (await LedgerAsync($"usage submit {file} {options}", honest.Url)).ExitCode);
    }

    [Fact]
    public async Task A_stream_opening_whose_promise_does_not_hold_is_refused()
    {
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.StartsWith("{\"recordId\"", StringComparison.Ordinal) ? Changed(text, "signature") : text);
        var run = await LedgerAsync($"stream open --pool {license.GetProperty("pool").GetString()} --name Plant-{SomeRecords.Salt()} --key-file {key} --lang en", liar.Url);
        Assert.Equal((1, true), (run.ExitCode, run.Error.Contains("log key", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_report_that_was_kept_unsent_is_not_sent_where_another_took_its_place(bool asSignedFile)
    {
        using var folder = new TemporaryFolder();
        var (file, options) = (folder.Write("q.csv", Sheet), await OptionsAsync());
        await using (var silent = await LyingHost.StartAsync(host.Url, text => text, (method, path) => method is "POST" && path is "/api/v1/usage-reports"))
        {
            Assert.Equal(3, (await LedgerAsync($"usage submit {file} {options}", silent.Url)).ExitCode);
        }

        var id = (await LedgerAsync($"usage submit {folder.Write("q2.csv", Sheet)} {options} --json")).Json.GetProperty("reportId").GetString();
        await using var between = await LyingHost.StartAsync(host.Url, text => text);
        var line = asSignedFile ? $"usage submit {file}.signed.json" : $"usage submit {file} {options}";
        var (english, chinese) = (await LedgerAsync($"{line} --lang en", between.Url), await LedgerAsync($"{line} --lang zh-CN", between.Url));

        Assert.Equal((1, 1, 0), (english.ExitCode, chinese.ExitCode, between.Posts));
        Assert.Contains($"remove {file}.signed.json first", english.Error, StringComparison.Ordinal);
        Assert.Contains("会形同分叉", chinese.Error, StringComparison.Ordinal);
        File.Delete(file + ".signed.json");
        Assert.Equal(0, (await LedgerAsync($"usage submit {file} {options}", between.Url)).ExitCode);
        Assert.Equal(id, Stored(file).GetProperty("request").GetProperty("report").GetProperty("previous").GetString());
    }

    [Fact]
    public async Task A_report_that_arrived_is_sent_again_though_others_followed_it()
    {
        using var folder = new TemporaryFolder();
        var (file, options) = (folder.Write("q.csv", Sheet), await OptionsAsync());
        await using (var deaf = await LyingHost.StartAsync(host.Url, text => text.StartsWith("{\"reportId\"", StringComparison.Ordinal) ? "" : text))
        {
            Assert.Equal(3, (await LedgerAsync($"usage submit {file} {options}", deaf.Url)).ExitCode);
        }

        Assert.Equal(0, (await LedgerAsync($"usage submit {folder.Write("q2.csv", Sheet)} {options}")).ExitCode);
        var done = await LedgerAsync($"usage submit {file} {options}");
        Assert.True(done.ExitCode == 0, done.Error);
    }

    /// <summary>The promise in an answer with one field changed; of an answer without a promise nothing.</summary>
    private static string Changed(string text, string field)
    {
        var at = text.IndexOf("\"promise\":{", StringComparison.Ordinal);
        return at < 0 ? text : text[..at] + (field switch
        {
            "epoch" => Epoch().Replace(text[at..], "\"epoch\":7", 1),
            _ => Bytes().Replace(text[at..], match => match.Groups["name"].Value == field ? $"\"{field}\":\"0x{new string('7', 30)}{match.Groups["rest"].Value}" : match.Value),
        });
    }

    /// <summary>A license, the present quarter, and a stream of this test alone.</summary>
    private async Task<string> OptionsAsync()
    {
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var opened = await LedgerAsync($"stream open --pool {license.GetProperty("pool").GetString()} --name Plant-{SomeRecords.Salt()} --key-file {key} --json");
        Assert.True(opened.ExitCode == 0, opened.Error);
        return $"--license {license.GetProperty("id").GetString()} --start {Quarters.FirstDay(0)} --end {Quarters.FirstDay(3)} --zone {SomeRecords.Quarterly.Zone}"
            + $" --stream {opened.Json.GetProperty("recordId").GetString()} --key-file {key}";
    }

    private static JsonElement Stored(string file) => JsonElement.Parse(File.ReadAllBytes(file + ".signed.json"));

    private Task<Run> LedgerAsync(string line, string? url = null) => Run.LedgerAsync($"{line} --url {url ?? host.Url.ToString()}", host.Environment());

    [GeneratedRegex("\"epoch\":[0-9]+", RegexOptions.None, 1_000)]
    private static partial Regex Epoch();

    [GeneratedRegex("\"(?<name>[a-zA-Z]+)\":\"0x[0-9a-fA-F]{30}(?<rest>[0-9a-fA-F]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Bytes();
}
