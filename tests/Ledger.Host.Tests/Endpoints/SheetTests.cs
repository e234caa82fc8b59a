// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;
using Ledger.Ethereum;
using Ledger.Host.Tests.Support;
using NodaTime;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>A sheet of usage is judged before it is signed: by the rules of the domain, and without a trace.</summary>
[Collection(HostCollection.Name)]
public sealed class SheetTests(HostFixture host)
{
    private const string Header = "product,act,made in,sold in,quantity,net value,currency,serials,batch,date\n";

    private static readonly SheetPeriod _period = new(1_782_835_200, 1_790_784_000, DateTimeZoneProviders.Tzdb["Asia/Shanghai"]); // July to September 2026 there

    [Fact]
    public async Task A_sound_sheet_gives_the_lines_that_the_domain_reads_of_it()
    {
        var sheet = Header + "STB-1,sale,CN,DE,70,1250.50,EUR,A01..A70,B-7,2026-07-08\n\"STB-2, black\",制造,CN,,30,,,,,\n";

        var answer = await JudgeAsync(sheet);

        Assert.True(answer.Status == 200, answer.Text);
        var view = answer.Json.Deserialize<UsageSheetView>(LedgerJson.Options)!;
        var read = UsageSheet.Read(Encoding.UTF8.GetBytes(sheet), _period);
        Assert.Equal((0, ","), (view.WrongRows, view.Separator));
        Assert.Equal(Header.TrimEnd().Split(','), view.Columns);
        Assert.Equal(
            read.Usages,
            view.Lines.Select(line => new UsageLine(
                line.Product, (PatentAct)line.Act, line.MadeIn, line.SoldIn, line.Quantity, line.NetValue, line.Currency, line.Serials, line.Batch, line.Time, Hash32.Zero)));
        Assert.Equal(new UsageSheetTotalsView(2, 100, 125_050, "EUR"), view.Totals);
    }

    [Fact]
    public async Task A_wrong_sheet_tells_row_field_and_place_and_no_line_to_sign()
    {
        const string Sheet = "product;act;quantity;date\nSTB-1;sale;1,250;31.07.2026\nSTB-2;sale;30;\nSTB-3;sale\n\"STB-4;sale;1;\n";

        var english = await JudgeAsync(Sheet);
        var view = english.Json.Deserialize<UsageSheetView>(LedgerJson.Options)!;

        Assert.Equal((";", 3, 0), (view.Separator, view.WrongRows, view.Lines.Count));
        Assert.Equal([2, 4, 5], view.Wrong.Select(row => row.Line));
        Assert.Equal(["STB-1", "sale", "1,250", "31.07.2026"], view.Wrong[0].Fields);
        Assert.Equal([(2, 12, "csv-number-comma"), (3, 18, "csv-date")], view.Wrong[0].Errors.Select(error => (error.Field ?? -1, error.Column, error.Code)));
        Assert.Equal((1, "csv-columns"), (view.Wrong[1].Errors[0].Field, view.Wrong[1].Errors[0].Code));
        Assert.Empty(view.Wrong[2].Fields);
        Assert.Equal((null, "csv-quote-open"), (view.Wrong[2].Errors[0].Field, view.Wrong[2].Errors[0].Code));
        var chinese = (await JudgeAsync(Sheet, language: "zh-CN")).Json.Deserialize<UsageSheetView>(LedgerJson.Options)!;
        Assert.Contains(chinese.Wrong[0].Errors[0].Detail, letter => letter >= '\u4e00');
    }

    [Fact]
    public async Task Of_a_wrong_header_the_header_is_the_wrong_row()
    {
        var view = (await JudgeAsync("product,act,volume\nSTB-1,sale,70\n")).Json.Deserialize<UsageSheetView>(LedgerJson.Options)!;

        Assert.Equal((1, 1), (view.WrongRows, view.Wrong[0].Line));
        Assert.Equal(["product", "act", "volume"], view.Wrong[0].Fields);
        Assert.Equal((2, "csv-header-unknown"), (view.Wrong[0].Errors[0].Field, view.Wrong[0].Errors[0].Code));
        Assert.Empty(view.Columns);
    }

    [Fact]
    public async Task Of_many_wrong_rows_a_hundred_are_told_and_all_are_counted()
    {
        var view = (await JudgeAsync("product,act,quantity\n" + string.Concat(Enumerable.Repeat("STB,sold,1\n", 250)))).Json.Deserialize<UsageSheetView>(LedgerJson.Options)!;

        Assert.Equal((250, 100), (view.WrongRows, view.Wrong.Count));
    }

    [Theory]
    [InlineData("", "csv-empty", 422)]
    [InlineData("product,act,quantity\n", "csv-no-lines", 422)]
    [InlineData("10001", "too-many-lines", 422)]
    [InlineData("9 MiB", "body-too-large", 413)]
    public async Task A_sheet_that_cannot_be_read_is_refused_as_a_whole(string sheet, string code, int status)
    {
        var answer = await JudgeAsync(sheet switch
        {
            "10001" => "product,act,quantity\n" + string.Concat(Enumerable.Repeat("STB,sale,1\n", int.Parse(sheet, CultureInfo.InvariantCulture))),
            "9 MiB" => new string('x', 9 << 20),
            _ => sheet,
        });

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("from=1&to=2&zone=Mars/Olympus", "text/csv", 400, "parameter-invalid")]
    [InlineData("to=2", "text/csv", 400, "parameter-invalid")]
    [InlineData("from=1&to=soon", "text/csv", 400, "parameter-invalid")]
    [InlineData("from=1&to=2", "application/json", 415, "media-type-unsupported")]
    public async Task A_question_that_is_none_is_refused(string query, string type, int status, string code)
    {
        var answer = await AskAsync(query, Header, type, "en");

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    private Task<Answered> JudgeAsync(string sheet, string language = "en") =>
        AskAsync($"from={_period.Start}&to={_period.End}&zone={Uri.EscapeDataString(_period.Zone.Id)}", sheet, "text/csv", language);

    private async Task<Answered> AskAsync(string query, string sheet, string type, string language) => await host.SendAsync(
        HttpMethod.Post, $"/api/v1/usage-sheets?{query}", Encoding.UTF8.GetBytes(sheet), key: "", type, language,
        token: (await File.ReadAllTextAsync(host.ApiKeyFile("licensee-harbor"))).Trim());
}
