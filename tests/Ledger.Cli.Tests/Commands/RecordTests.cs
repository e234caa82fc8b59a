// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class RecordTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task Two_reports_are_signed_here_anchored_and_proven()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var draft = folder.Write("report.json", Draft(license, await StreamAsync(license, key)));

        var first = await LedgerAsync($"usage submit {draft} --key-file {key} --json");
        Assert.True(first.ExitCode == 0, first.Error);
        var sent = await LedgerAsync($"usage submit {draft} --key-file {key} --lang en");
        Assert.True(sent.ExitCode == 0 && sent.Out.Contains("was sent before", StringComparison.Ordinal), sent.Error + sent.Out);
        Assert.Contains(first.Json.GetProperty("reportId").GetString()!, sent.Out, StringComparison.Ordinal);
        draft = folder.Write("report-2.json", File.ReadAllText(draft));
        var second = await LedgerAsync($"usage submit {draft} --after {first.Json.GetProperty("reportId").GetString()} --key-file {key} --json");
        Assert.True(second.ExitCode == 0, second.Error);
        var id = second.Json.GetProperty("reportId").GetString();
        await Eventually.IsTrueAsync(async () => (await LedgerAsync($"usage proof {id}")).ExitCode == 0, "The report is anchored.");

        Assert.Equal(0, (await LedgerAsync($"usage show {id} --lang zh-CN")).ExitCode);
        Assert.Equal(3, (await LedgerAsync($"usage lines {id} --json")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_report_is_traced_and_its_lines_are_written_to_a_file_that_must_not_be_there_yet()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var (licensee, pool) = (license.GetProperty("licensee").GetString()!, license.GetProperty("pool").GetString());
        var key = _walk.KeyOf(licensee).Path;
        var taken = await LedgerAsync($"usage submit {folder.Write("report.json", Draft(license, await StreamAsync(license, key)))} --key-file {key} --json");
        var id = taken.Json.GetProperty("reportId").GetString();
        var file = folder.Write("there.csv", "kept");

        var trace = await LedgerAsync($"trace report {id} --line 1 --json");
        var chinese = await LedgerAsync($"trace report {id} --line 1 --lang zh-CN");
        var written = await LedgerAsync($"trace lines --licensee {licensee} --from 2020-01-01 --csv {file}.new");
        var taboo = await LedgerAsync($"trace lines --licensee {licensee} --csv {file}");
        var periods = await LedgerAsync($"trace periods --pool {pool} --lang zh-CN");
        var drawn = await LedgerAsync($"trace graph {id} --svg {file}.svg --lang zh-CN");
        var graph = await LedgerAsync($"trace graph {id} --lang zh-CN");

        Assert.Equal(license.GetProperty("id").GetString(), trace.Json.GetProperty("license").GetProperty("id").GetString());
        Assert.Contains("涵盖", chinese.Out, StringComparison.Ordinal);
        Assert.True(written.ExitCode == 0, written.Error);
        Assert.Equal(3, File.ReadLines(file + ".new").Count(line => line.StartsWith(id!, StringComparison.Ordinal)));
        Assert.Equal((2, "kept"), (taboo.ExitCode, File.ReadAllText(file)));
        Assert.True(drawn.ExitCode == 0 && graph.ExitCode == 0, drawn.Error + graph.Error);
        Assert.Equal("使用报告", XDocument.Load(file + ".svg").Descendants().First(text => text.Value == "使用报告").Value);
        Assert.Contains("使用报告", graph.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await LedgerAsync($"trace graph {id} --svg {file}")).ExitCode); // a file that is there
        Assert.Contains("已报告", periods.Out, StringComparison.Ordinal);
        Assert.Contains($"{Quarters.FirstDay(0)} – ", periods.Out, StringComparison.Ordinal);
        Assert.Contains("(Asia/Shanghai)", chinese.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_of_a_trace_begins_where_its_zone_says()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var draft = Draft(license, await StreamAsync(license, key)).Replace("STB-1", "STB-zone", StringComparison.Ordinal);
        await DoneAsync($"usage submit {folder.Write("report.json", draft)} --key-file {key} --json");
        async Task<int> LinesBeforeAsync(string zone) =>
            (await DoneAsync($"trace lines --product STB-zone --to {Quarter(0)}{zone} --json")).Json.GetProperty("items").GetArrayLength();

        Assert.Equal(3, await LinesBeforeAsync("")); // the quarter began in Shanghai eight hours before that day does in UTC
        Assert.Equal(0, await LinesBeforeAsync(" --zone Asia/Shanghai"));
        Assert.Equal(3, await LinesBeforeAsync(" --zone America/New_York"));
        Assert.Equal(2, (await LedgerAsync("trace lines --to 2026-10-01 --zone Mars/Olympus")).ExitCode);
    }

    [Fact]
    public async Task A_usage_proof_that_the_host_changed_is_found_out()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var taken = await LedgerAsync($"usage submit {folder.Write("report.json", Draft(license, await StreamAsync(license, key)))} --key-file {key} --json");
        var id = taken.Json.GetProperty("reportId").GetString();
        await Eventually.IsTrueAsync(async () => (await LedgerAsync($"usage proof {id}")).ExitCode == 0, "The report is anchored.");
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.Replace("\"leaf\":\"0x", "\"leaf\":\"0xffff", StringComparison.Ordinal)
            .Replace("\"leafIndex\":", "\"leafIndex\":1", StringComparison.Ordinal));

        var run = await LedgerAsync($"usage proof {id}", liar.Url);

        Assert.NotEqual(0, run.ExitCode);
    }

    [Fact]
    public async Task A_proof_of_another_record_under_this_ones_name_is_found_out()
    {
        var report = await _walk.ReportAsync(SomeRecords.Salt());
        var id = (await host.PostAsync("/api/v1/usage-reports", report)).Json.GetProperty("reportId").GetString()!;
        var other = (await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(SomeRecords.Salt(), Walk.ReportOf(report)))).Json.GetProperty("reportId").GetString()!;
        await Eventually.IsTrueAsync(async () => (await LedgerAsync($"usage proof {id}")).ExitCode == 0 && (await LedgerAsync($"record proof {other}")).ExitCode == 0, "Both are anchored.");
        var proof = (await host.GetAsync($"/api/v1/usage-reports/{other}/proof")).Text.Replace(other, id, StringComparison.Ordinal);
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.Contains("\"treeSize\"", StringComparison.Ordinal) ? proof : text);

        foreach (var verb in (string[])["usage proof", "record proof"])
        {
            var run = await LedgerAsync($"{verb} {id} --json", liar.Url);
            Assert.True(run.ExitCode == 1, run.Error + run.Out);
            Assert.Equal("usage-proof-record-other", run.Json.GetProperty("check").GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task A_day_of_a_drafts_line_begins_where_its_zone_says()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var draft = folder.Write("report.json", Draft(license, await StreamAsync(license, key)).Replace("\"quantity\":100", $"\"quantity\":100,\"time\":\"{Quarter(0)}\"", StringComparison.Ordinal));

        await DoneAsync($"usage submit {draft} --key-file {key} --json");

        var request = JsonElement.Parse(File.ReadAllBytes(draft + ".signed.json")).GetProperty("request");
        Assert.Equal(request.GetProperty("report").GetProperty("periodStart").ToString(), request.GetProperty("lines")[0].GetProperty("time").ToString());
    }

    [Fact]
    public async Task A_draft_with_a_field_that_no_draft_has_is_a_wrong_use()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var draft = folder.Write("report.json", Draft(license, "" + SomeRecords.Salt()).Replace("\"lines\"", "\"line\"", StringComparison.Ordinal));

        Assert.Equal(2, (await LedgerAsync($"usage submit {draft} --key-file {key}")).ExitCode);
    }

    [Fact]
    public async Task An_observation_with_its_evidence_is_signed_here_kept_and_its_alert_is_shown()
    {
        using var folder = new TemporaryFolder();
        var pool = await _walk.PoolAsync();
        var key = _walk.KeyOf(pool.GetProperty("administrator").GetProperty("id").GetString()!).Path;
        var draft = folder.Write("seen.json", JsonSerializer.Serialize(new
        {
            pool = pool.GetProperty("id").GetString(),
            subjectName = "Maker without a license",
            product = "Set-top box",
            act = "sale",
            madeIn = "CN",
            soldIn = "CN",
            observedAt = await _walk.ChainTimeAsync(),
            quantity = 12,
            evidence = new object[]
            {
                new { source = "listing", file = "page.html", obtainedAt = "2026-01-02", note = "The shop's page" },
                new { source = "customs", name = "Notice 12" },
            },
        }));
        var page = folder.Write("page.html", "<p>Set-top box, 99.00</p>");

        var taken = await LedgerAsync($"observation submit {draft} --key-file {key} --json");
        Assert.True(taken.ExitCode == 0, taken.Error);
        var observation = taken.Json.GetProperty("recordId").GetString()!;
        var evidence = JsonDocument.Parse(File.ReadAllText(draft + ".signed.json")).RootElement.GetProperty("request").GetProperty("evidence");
        Assert.Equal("0x" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(page))), evidence[0].GetProperty("content").GetString());
        Assert.Equal(("page.html", 2), (evidence[0].GetProperty("name").GetString(), evidence[1].GetProperty("source").GetInt32()));
        Assert.Equal(0, (await LedgerAsync($"evidence verify {draft}.signed.json")).ExitCode);
        var given = await DoneAsync($"record signed {observation} --output {draft}.given.json");
        Assert.True(JsonElement.DeepEquals(evidence, JsonDocument.Parse(File.ReadAllText(draft + ".given.json")).RootElement.GetProperty("request").GetProperty("evidence")), given.Out);
        File.WriteAllText(draft, File.ReadAllText(draft).Replace("12", "13", StringComparison.Ordinal));
        Assert.Contains("under a new name", (await LedgerAsync($"observation submit {draft} --key-file {key} --lang en")).Error, StringComparison.Ordinal);
        string? alert = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                var alerts = (await LedgerAsync("alert list --json")).Json.GetProperty("items").EnumerateArray();
                alert = alerts.FirstOrDefault(one => one.ToString().Contains(observation, StringComparison.Ordinal)) is { ValueKind: JsonValueKind.Object } found
                    ? found.GetProperty("id").GetString() : null;
                return alert is not null;
            },
            "The alert shows.");

        Assert.Equal(0, (await LedgerAsync($"alert show {alert} --lang zh-CN")).ExitCode);
    }

    [Theory]
    [InlineData("\"product\":", "\"produce\":")]
    [InlineData("\"product\":\"Set-top box\",", "")]
    public async Task An_observation_that_names_no_product_is_a_wrong_use(string from, string to)
    {
        using var folder = new TemporaryFolder();
        var pool = await _walk.PoolAsync();
        var key = _walk.KeyOf(pool.GetProperty("administrator").GetProperty("id").GetString()!).Path;
        var draft = folder.Write("seen.json", JsonSerializer.Serialize(new
        {
            pool = pool.GetProperty("id").GetString(),
            subjectName = "Maker without a license",
            product = "Set-top box",
            act = "sale",
            observedAt = "2026-01-01",
        }).Replace(from, to, StringComparison.Ordinal));

        var run = await LedgerAsync($"observation submit {draft} --key-file {key}");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("product", run.Error.Replace("produce", "product", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_is_reported_closed_paid_and_confirmed()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var id = license.GetProperty("id").GetString();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var administrator = _walk.KeyOf((await _walk.PoolAsync()).GetProperty("administrator").GetProperty("id").GetString()!).Path;
        var stream = await StreamAsync(license, key);
        var report = folder.Write("report.json", Draft(license, stream, Quarter(-3), Quarter(0)));
        var first = await DoneAsync($"usage submit {report} --key-file {key} --json");
        report = folder.Write("report-2.json", File.ReadAllText(report));
        await DoneAsync($"usage submit {report} --key-file {key} --json"); // the next of its stream, by itself
        var streams = (await DoneAsync($"stream list --reporter {license.GetProperty("licensee").GetString()} --limit 500 --json")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(2, streams.Single(one => one.GetProperty("id").GetString() == stream).GetProperty("sequence").GetInt32());

        var closing = $"usage close --license {id} --start {Quarter(-3)} --end {Quarter(0)} --zone Asia/Shanghai --key-file {key}";
        var statement = (await DoneAsync($"{closing} --json")).Json.GetProperty("recordId").GetString();
        var closed = (await DoneAsync($"{closing} --lang zh-CN")).Out; // once more, superseding
        Assert.Contains($"{Quarter(-3)} – ", closed, StringComparison.Ordinal);
        Assert.Contains("(Asia/Shanghai)：", closed, StringComparison.Ordinal);
        var shown = (await DoneAsync($"record show {statement} --json")).Json.GetProperty("typedData").GetProperty("message");
        Assert.Contains(shown.GetProperty("heads").EnumerateArray(), head => head.GetString() != first.Json.GetProperty("reportId").GetString());

        var claim = folder.Write("claim.json", JsonSerializer.Serialize(new
        {
            kind = "PaymentClaimed",
            zone = "Asia/Shanghai",
            record = new { license = id, periodStart = Quarter(-3), periodEnd = Quarter(0), amount = 125_000, currency = "CNY", paidAt = Quarter(0), reference = "Wire 77" },
        }));
        var claimed = (await DoneAsync($"record submit {claim} --key-file {key} --json")).Json.GetProperty("recordId").GetString();
        await Eventually.IsTrueAsync(async () => (await LedgerAsync($"record proof {claimed}")).ExitCode == 0, "The claim is anchored.");
        var period = (await DoneAsync($"record show {claimed} --json")).Json.GetProperty("typedData").GetProperty("message");
        Assert.Equal(shown.GetProperty("periodStart").ToString(), period.GetProperty("periodStart").ToString());
        Assert.Contains("claimed", await StateAsync(id!, claimed!), StringComparison.Ordinal);
        Assert.Contains($"{Quarter(-3)} – ", await StateAsync(id!, claimed!), StringComparison.Ordinal);

        var receipt = folder.Write("receipt.json", JsonSerializer.Serialize(new
        {
            kind = "PaymentReceived",
            record = new { license = id, claim = claimed, amount = "125000", currency = "CNY", receivedAt = Quarter(0) },
        }));
        await DoneAsync($"record submit {receipt} --key-file {administrator} --json");
        Assert.Contains("received", await StateAsync(id!, claimed!), StringComparison.Ordinal);
        receipt = folder.Write("receipt-2.json", File.ReadAllText(receipt));
        Assert.Equal("claim-settled", (await LedgerAsync($"record submit {receipt} --key-file {administrator} --json")).Json.GetProperty("code").GetString());
        Assert.Contains("PaymentReceived", (await DoneAsync($"record list --concerns {id} --kind PaymentReceived")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"Nothing","record":{}}""")]
    [InlineData("""{"kind":"LicenseRequest"}""")]
    [InlineData("""{"kind":"LicenseRequest","record":{"pools":"0x00"}}""")]
    [InlineData("""{"kind":"LicenseRequest","record":{"products":"Boxes"}}""")]
    [InlineData("""{"kind":"LicenseRequest","record":{"pool":"0x12","products":"Boxes","startsAt":1}}""")]
    public async Task A_record_that_is_no_draft_of_its_kind_is_a_wrong_use(string draft)
    {
        using var folder = new TemporaryFolder();
        var run = await LedgerAsync($"record submit {folder.Write("record.json", draft)} --key-file {host.DemoKeys[0].Path}");
        Assert.Equal(2, run.ExitCode);
    }

    private async Task<string> StateAsync(string license, string claim) =>
        (await DoneAsync($"payment list --license {license}")).Out.Split('\n').Single(line => line.StartsWith(claim, StringComparison.Ordinal));

    private async Task<Run> DoneAsync(string line)
    {
        var run = await LedgerAsync(line);
        Assert.True(run.ExitCode == 0, $"{line}: {run.Error}{run.Out}");
        return run;
    }

    private async Task<string> StreamAsync(JsonElement license, string key) =>
        (await DoneAsync($"stream open --pool {license.GetProperty("pool").GetString()} --name Plant-{SomeRecords.Salt()} --key-file {key} --json")).Json.GetProperty("recordId").GetString()!;

    /// <summary>The first day of the present quarter, or of one some months later.</summary>
    private static string Quarter(int months) => Quarters.FirstDay(months);

    private static string Draft(JsonElement license, string stream, string? start = null, string? end = null) => JsonSerializer.Serialize(new
    {
        license = license.GetProperty("id").GetString(),
        stream,
        zone = SomeRecords.Quarterly.Zone,
        periodStart = start ?? Quarter(0),
        periodEnd = end ?? Quarter(3),
        lines = new object[]
        {
            new { product = "STB-1", act = "manufacture", madeIn = "CN", soldIn = "", quantity = 100 },
            new { product = "STB-1", act = "sale", madeIn = "CN", soldIn = "CN", quantity = "70" },
            new { product = "STB-1", act = "export", madeIn = "CN", soldIn = "DE", quantity = 30 },
        },
    });

    private Task<Run> LedgerAsync(string line) => LedgerAsync(line, host.Url.ToString());

    private Task<Run> LedgerAsync(string line, string url) => Run.LedgerAsync($"{line} --url {url}", host.Environment());
}
