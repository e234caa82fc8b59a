// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Usage;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class TraceTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task Lines_come_as_a_page_as_ndjson_and_as_csv_that_computes_nothing()
    {
        var report = await SubmitAsync();
        var path = $"/api/v1/trace?licensee={report.Reporter.Value}";

        var page = await PagesAsync(path).Where(item => Id(item) == report.Id.Value.ToString()).ToListAsync();
        var (ndjson, lines) = await ReadAsync(path, "application/x-ndjson");
        var (csv, table) = await ReadAsync(path, "text/csv");

        Assert.Equal(3, page.Count);
        Assert.Equal("application/x-ndjson", ndjson);
        Assert.Equal(3, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => Id(JsonElement.Parse(line)) == report.Id.Value.ToString()));
        Assert.Equal("text/csv", csv);
        Assert.StartsWith("\uFEFFreport,line,pool,", table, StringComparison.Ordinal);
        Assert.Equal(3, table.Split("\r\n").Count(line => line.StartsWith(report.Id.Value.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_report_is_traced_to_its_license_and_the_pools_periods_show_it()
    {
        var report = await SubmitAsync();

        var trace = (await host.GetAsync($"/api/v1/usage-reports/{report.Id}/trace?line=0&proofs=true")).Json;
        var pool = trace.GetProperty("pool").GetString();
        var usage = (await host.GetAsync($"/api/v1/pools/{pool}/usage")).Json.GetProperty("items").EnumerateArray()
            .Single(row => row.GetProperty("license").GetString() == report.License.Value.ToString());

        Assert.Equal(report.License.Value.ToString(), trace.GetProperty("license").GetProperty("id").GetString());
        Assert.Equal(0, trace.GetProperty("line").GetProperty("index").GetInt32());
        Assert.Contains(usage.GetProperty("periods").EnumerateArray(), period => period.GetProperty("reports").GetInt32() > 0);
    }

    [Fact]
    public async Task Each_traced_line_is_proven_up_to_a_checkpoint_on_a_page_and_in_ndjson()
    {
        var product = $"Proven {SomeRecords.Salt()}";
        var reports = new List<Filed> { await SubmitAsync(Lines(product, 5)), await SubmitAsync(Lines(product, 1)) };
        foreach (var filed in reports)
        {
            await Eventually.IsTrueAsync(
                async () => (await host.GetAsync($"/api/v1/usage-reports/{filed.Report.Id}/proof")).Status == 200, "The report is anchored.");
        }

        var path = $"/api/v1/trace?licensee={reports[0].Report.Reporter.Value}&product={product}";
        var page = await PagesAsync($"{path}&proofs=true").ToListAsync();
        var lines = Json((await ReadAsync($"{path}&proofs=true", "application/x-ndjson")).Text);
        var bare = Json((await ReadAsync(path, "application/x-ndjson")).Text);

        Assert.Equal((6, 6, 6), (page.Count, lines.Count, bare.Count));
        Assert.All(page.Concat(lines), item => AssertProven(item, reports.Single(filed => filed.Report.Id.ToString() == Id(item))));
        Assert.All(bare, item => Assert.Equal(JsonValueKind.Null, item.GetProperty("proof").ValueKind));
    }

    /// <summary>The line's leaf and path give the root that the report signs; the report's, that of the checkpoint on chain.</summary>
    private static void AssertProven(JsonElement item, Filed filed)
    {
        var (report, index) = (filed.Report, item.GetProperty("line").GetUInt64());
        var proof = item.GetProperty("proof").Deserialize<TraceProofView>(LedgerJson.Options)!;
        var leaf = MerkleHash.Leaf(filed.Lines[(int)index].LeafData);
        Assert.Equal((leaf, report.LinesRoot, report.LineCount), (proof.Leaf, proof.LinesRoot, proof.LineCount));
        Assert.True(InclusionProof.Verify(report.LinesRoot, report.LineCount, index, leaf, proof.Path.ToArray()));
        Assert.False(InclusionProof.Verify(report.LinesRoot, report.LineCount, index, MerkleHash.Leaf(SomeRecords.Salt()), proof.Path.ToArray()));

        var (record, checkpoint) = (proof.Record!, proof.Record!.Checkpoint);
        Assert.Equal((UsageLeaf.Hash(RecordKind.UsageReport, report.Id, filed.Signature), checkpoint.Root, checkpoint.Size), (record.Leaf, record.Root, record.TreeSize));
        Assert.True(InclusionProof.Verify(checkpoint.Root, checkpoint.Size, record.LeafIndex, record.Leaf, record.Path.ToArray()));
        Assert.False(InclusionProof.Verify(checkpoint.Root, checkpoint.Size, record.LeafIndex, leaf, record.Path.ToArray()));
    }

    [Fact]
    public async Task A_product_that_a_spreadsheet_would_compute_comes_out_of_csv_guarded_and_is_read_again_as_it_was_signed()
    {
        const string Formulas = "=+-@\t\r\n＝＋－＠";
        string[] products = ["=1+1", "+86", "-1", "@SUM(A1)", "＝1", "\"=1\"", "\"said\", so", "'=1", "''-1", "'90s box", "=HYPERLINK(\"x\",\"y\")", "plain"];
        var filed = await SubmitAsync([.. products.Select((product, i) => UsageLine.Of(product, PatentAct.Sale, "CN", "CN", (ulong)i + 1, SomeRecords.Salt()))]);

        var (type, table) = await ReadAsync($"/api/v1/trace?license={filed.Report.License}", "text/csv");

        Assert.Equal("text/csv", type);
        var rows = CsvRows.Of(table.TrimStart('\uFEFF'));
        var column = Array.IndexOf(rows[0], "product");
        var cells = rows.Where(row => row[0] == filed.Report.Id.ToString()).Select(row => row[column]).ToList();
        Assert.All(cells, cell => Assert.DoesNotContain(cell[0], Formulas));
        Assert.Equal(products, cells.Select(cell => cell.TrimStart('\'') is [var first, ..] && Formulas.Contains(first) ? cell[1..] : cell));
        Assert.Equal(products, Json((await ReadAsync($"/api/v1/trace?license={filed.Report.License}", "application/x-ndjson")).Text)
            .Where(item => Id(item) == filed.Report.Id.ToString()).Select(item => item.GetProperty("product").GetString()));
    }

    [Theory]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("=1\n")]
    public async Task A_product_with_a_control_character_is_not_taken(string product)
    {
        var answer = await host.PostAsync("/api/v1/usage-reports", (await SignAsync(Lines(product, 1))).Request);
        Assert.Equal((422, "text-invalid"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("/api/v1/trace?country=china", 400, "parameter-invalid")]
    [InlineData("/api/v1/trace?patent=", 400, "parameter-invalid")]
    [InlineData("/api/v1/trace?patent=US12x34", 400, "publication-")]
    [InlineData("/api/v1/trace?from=-1", 400, "parameter-invalid")]
    [InlineData("/api/v1/trace?proofs=1", 400, "parameter-invalid")]
    [InlineData("/api/v1/trace?cursor=18446744073709551615", 200, "")]
    [InlineData("/api/v1/trace?from=18446744073709551615&to=0", 200, "")]
    [InlineData("/api/v1/pools/0x0000000000000000000000000000000000000000000000000000000000000001/usage", 404, "pool-unknown")]
    public async Task What_cannot_be_asked_is_refused_by_name(string path, int status, string code)
    {
        var answer = await host.GetAsync(path);
        Assert.Equal(status, answer.Status);
        Assert.True(code.Length == 0 || answer.Code!.StartsWith(code, StringComparison.Ordinal), answer.Text);
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_refused()
    {
        var report = await SubmitAsync();
        var answer = await host.GetAsync($"/api/v1/usage-reports/{report.Id}/trace?line=3");
        Assert.Equal((404, "line-unknown"), (answer.Status, answer.Code));
    }

    /// <summary>The items of all pages: other tests report under this license too.</summary>
    private async IAsyncEnumerable<JsonElement> PagesAsync(string path)
    {
        for (var next = ""; next is not null;)
        {
            var page = (await host.GetAsync($"{path}&limit=500{next}")).Json;
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                yield return item;
            }

            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }
    }

    private static string? Id(JsonElement item) => item.GetProperty("report").GetString();

    private async Task<UsageReport> SubmitAsync() => (await SubmitAsync(SomeRecords.Lines(3))).Report;

    private async Task<Filed> SubmitAsync(UsageLine[] lines)
    {
        var (filed, request) = await SignAsync(lines);
        var answer = await host.PostAsync("/api/v1/usage-reports", request);
        Assert.True(answer.Status is 201, answer.Text);
        return filed;
    }

    private async Task<(Filed Filed, UsageReportRequest Request)> SignAsync(UsageLine[] lines)
    {
        var report = Walk.ReportOf(await _walk.ReportAsync(SomeRecords.Salt(), lines: 0)).Over(lines);
        var request = SomeRecords.Sign(report, lines, _walk.KeyOf(report.Reporter.Value.ToString()).Signer, await _walk.UsageDomainAsync());
        Assert.True(Signature.TryParse(request.Signature, out var signature));
        return (new Filed(report, lines, signature), request);
    }

    private static UsageLine[] Lines(string product, int count) =>
        [.. Enumerable.Range(1, count).Select(i => UsageLine.Of(product, PatentAct.Sale, "CN", "CN", (ulong)i, SomeRecords.Salt()))];

    private static List<JsonElement> Json(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private async Task<(string? Type, string Text)> ReadAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        request.Headers.Authorization = new("Bearer", await host.TokenAsync(HttpMethod.Get, path));
        using var answer = await host.Client.SendAsync(request);
        return (answer.Content.Headers.ContentType?.MediaType, System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
    }

    private sealed record Filed(UsageReport Report, UsageLine[] Lines, Signature Signature);
}
