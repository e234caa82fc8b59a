// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Ledger.Cli.Tests.Support;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed partial class AuditTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_log_is_read_whole_against_the_chain_and_the_next_time_only_what_is_new()
    {
        using var folder = new TemporaryFolder();
        var (pool, file) = (await StreamAsync(), folder.File("audit.json"));
        var first = await UntilAnchoredAsync(pool, file);
        var again = await LedgerAsync($"audit log --pool {pool} --state-file {file} --json");
        await StreamAsync();
        var chinese = await LedgerAsync($"audit log --pool {pool} --state-file {file} --lang zh-CN");
        var other = await LedgerAsync($"audit log --pool 0x{new string('1', 64)} --state-file {file}");

        Assert.True(first.Json.GetProperty("checkpoints").GetInt32() > 0);
        Assert.Equal(first.Json.GetProperty("read").GetInt32(), first.Json.GetProperty("anchored").GetInt32() + first.Json.GetProperty("beyond").GetInt32());
        Assert.True(again.ExitCode == 0, again.Error + again.Out);
        Assert.True(again.Json.GetProperty("anchored").GetInt32() >= first.Json.GetProperty("anchored").GetInt32());
        Assert.True(again.Json.GetProperty("read").GetInt32() < first.Json.GetProperty("read").GetInt32());
        Assert.Contains("没有一叶缺少记录正文", chinese.Out, StringComparison.Ordinal);
        Assert.Equal(2, other.ExitCode);
    }

    [Fact]
    public async Task An_auditor_reads_the_log_with_his_own_key_and_a_licensee_is_told_which_role_he_lacks()
    {
        using var folder = new TemporaryFolder();
        var pool = await StreamAsync();
        await UntilAnchoredAsync(pool, folder.File("audit.json"));
        Task<Run> AuditAsync(string name, string more) => Run.LedgerAsync($"audit log --pool {pool} --url {host.Url} --api-key-file {host.ApiKeyFile(name)} {more}");

        var auditor = await AuditAsync("working-group", "--json");
        var (licensee, english, chinese) =
            (await AuditAsync("licensee-harbor", "--json"), await AuditAsync("licensee-harbor", "--lang en"), await AuditAsync("licensee-harbor", "--lang zh-CN"));

        Assert.True(auditor.ExitCode == 0, auditor.Error + auditor.Out);
        Assert.True(auditor.Json.GetProperty("ok").GetBoolean());
        Assert.True(auditor.Json.GetProperty("anchored").GetInt32() > 1);
        Assert.Equal((1, 1, 1), (licensee.ExitCode, english.ExitCode, chinese.ExitCode));
        Assert.Equal("role-missing", licensee.Json.GetProperty("code").GetString());
        Assert.Contains("The API key has none of these roles", english.Error, StringComparison.Ordinal);
        Assert.Contains("auditor", english.Error, StringComparison.Ordinal);
        Assert.Contains("role-missing", english.Error, StringComparison.Ordinal);
        Assert.Contains(chinese.Error, letter => letter >= '\u4e00');
        Assert.Equal(("", ""), (english.Out, chinese.Out));
    }

    [Theory]
    [InlineData("body", "log-leaf-other,log-record-other")]
    [InlineData("no body", "log-body-missing")]
    [InlineData("signature", "log-leaf-other,log-signature-wrong")]
    [InlineData("record", "log-record-other")]
    [InlineData("promise", "log-promise-other")]
    [InlineData("dropped", "log-leaf-missing")]
    [InlineData("cut", "log-leaf-missing")]
    [InlineData("other record", "log-promise-place-other")]
    [InlineData("other key", "log-key-not-held")]
    [InlineData("other log key", "log-promise-key-other")]
    [InlineData("other place", "log-promise-place-other")]
    [InlineData("other pool", "log-place-other")]
    [InlineData("other license", "log-place-other")]
    public async Task A_leaf_that_the_host_changes_or_keeps_back_is_named(string lie, string codes)
    {
        using var folder = new TemporaryFolder();
        var pool = await StreamAsync();
        await UntilAnchoredAsync(pool, folder.File("audit.json"));
        var forger = new LogForger(host, await _walk.UsageDomainAsync());
        await using var liar = await LyingHost.StartAsync(host.Url, text => Lie(lie, text, forger));

        var run = await LedgerAsync($"audit log --pool {pool} --json", liar.Url);

        Assert.True(run.ExitCode == 1, run.Error + run.Out);
        var finding = run.Json.GetProperty("findings")[0];
        Assert.Contains(finding.GetProperty("code").GetString(), codes.Split(','));
        Assert.True(lie is "other record" or "cut" || finding.GetProperty("leafIndex").GetInt32() == 0, run.Out);
        if (lie is not "signature") // of what replaces it a key may come out, or none, and then no leaf
        {
            Assert.Equal(lie is "body" or "other record" or "other key" or "other pool" or "other license", run.Out.Contains("log-root-other", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("", "log-root-other")]
    [InlineData("number", "log-lines-other")]
    [InlineData("root", "log-lines-other")]
    [InlineData("quantity", "log-lines-other")]
    [InlineData("value", "log-lines-other")]
    [InlineData("currency", "log-lines-other")]
    public async Task A_report_that_says_another_sum_than_its_lines_is_named(string other, string code)
    {
        using var folder = new TemporaryFolder();
        var pool = await StreamAsync();
        await UntilAnchoredAsync(pool, folder.File("audit.json"));
        var (license, forger) = (await _walk.LicenseAsync(), new LogForger(host, await _walk.UsageDomainAsync()));
        await using var liar = await LyingHost.StartAsync(host.Url, text =>
            IsFirst(text) && text.IndexOf('\n', StringComparison.Ordinal) is var end
                ? forger.ReportOf(text[..end], license, report => Changed(report, other)) + text[end..]
                : text);

        var run = await LedgerAsync($"audit log --pool {pool} --json", liar.Url);

        Assert.True(run.ExitCode == 1, run.Error + run.Out);
        Assert.Equal(code, run.Json.GetProperty("findings")[0].GetProperty("code").GetString());
    }

    private static UsageReport Changed(UsageReport report, string other) => other switch
    {
        "number" => report with { LineCount = 2 },
        "root" => report with { LinesRoot = report.Salt },
        "quantity" => report with { TotalQuantity = UInt256.From(report.TotalQuantity.ToBigInteger() + 1) },
        "value" => report with { TotalNetValue = UInt256.From(1) },
        "currency" => report with { Currency = "CNY" },
        _ => report,
    };

    private static bool IsFirst(string text) => text.StartsWith("{\"epoch\":0,\"leafIndex\":0,", StringComparison.Ordinal);

    private static string Lie(string lie, string text, LogForger forger)
    {
        if (!IsFirst(text))
        {
            return text;
        }

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0] = lie switch
        {
            "body" => Salt().Replace(lines[0], match => match.Groups["name"].Value + new string('7', 64), 1),
            "no body" => lines[0].Replace("\"body\":{", "\"body\":null,\"was\":{", StringComparison.Ordinal),
            "signature" => SignatureOf().Replace(lines[0], match => match.Groups["name"].Value + new string('3', 62), 1),
            "record" => RecordOf().Replace(lines[0], match => match.Groups["name"].Value + new string('5', 64), 1),
            "promise" => lines[0].Replace("\"promiseSignature\":\"0x", "\"promiseSignature\":\"", StringComparison.Ordinal),
            "other key" => forger.SignedByAnother(lines[0]),
            "other log key" => forger.PromisedByAnother(lines[0]),
            "other pool" => forger.OfAnotherPool(lines[0], byLicense: false),
            "other license" => forger.OfAnotherPool(lines[0], byLicense: true),
            "other place" => forger.PromisedElsewhere(lines[0]),
            _ => lines[0],
        };
        return string.Concat((lie switch { "dropped" => lines[1..], "cut" => lines[..1], "other record" => Twice(lines), _ => lines }).Select(line => line + '\n'));
    }

    /// <summary>A sound record under its own name, at a place that is another's.</summary>
    private static string[] Twice(string[] lines) =>
        [lines[0], lines[0].Replace("\"leafIndex\":0,", "\"leafIndex\":1,", StringComparison.Ordinal), .. lines.Skip(2)];

    private async Task<string> StreamAsync()
    {
        var license = await _walk.LicenseAsync();
        var pool = license.GetProperty("pool").GetString()!;
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        foreach (var name in (string[])["Plant-1", "Plant-2"])
        {
            var run = await LedgerAsync($"stream open --pool {pool} --name {name} --key-file {key} --json");
            Assert.True(run.ExitCode == 0, run.Error);
        }

        return pool;
    }

    /// <summary>Audits until a final checkpoint passes two leaves.</summary>
    private async Task<Run> UntilAnchoredAsync(string pool, string file)
    {
        Run? run = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                File.Delete(file);
                run = await LedgerAsync($"audit log --pool {pool} --state-file {file} --json");
                Assert.True(run.ExitCode is 0 or 4, run.Error + run.Out);
                return run.ExitCode == 0 && run.Json.GetProperty("anchored").GetInt32() > 1;
            },
            "The log has a final checkpoint.");
        return run!;
    }

    private Task<Run> LedgerAsync(string line, string? url = null) => Run.LedgerAsync($"{line} --url {url ?? host.Url.ToString()}", host.Environment());

    [GeneratedRegex("(?<name>\"salt\":\"0x)[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Salt();

    [GeneratedRegex("(?<name>\"signature\":\"0x)[0-9a-f]{62}", RegexOptions.None, 1000)]
    private static partial Regex SignatureOf();

    [GeneratedRegex("(?<name>\"record\":\"0x)[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex RecordOf();
}
