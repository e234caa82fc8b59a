// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Cli.Tests.Refused;

/// <summary>Sheets of usage that leave something open: told by line, column and code in both languages, and nothing is signed.</summary>
[Collection(HostCollection.Name)]
public sealed class BadUsageSheetTests(HostFixture host, ITestOutputHelper output)
{
    private const string Header = "product,act,made in,sold in,quantity,net value,currency,serials,batch,date\n";

    private static (string Code, int Line, int Column, byte[] Sheet)[] Sheets { get; } =
    [
        ("csv-encoding", 1, 1, [0xD7, 0xA8, 0xC0, 0xFB]),
        ("csv-empty", 1, 1, []),
        ("csv-no-lines", 1, 1, Utf8(Header)),
        ("csv-no-lines", 1, 1, Utf8("product;act;quantity\n;;\n")),
        ("csv-header-missing", 1, 1, Utf8("STB-1,sale,70\n")),
        ("csv-header-unknown", 1, 13, Utf8("product,act,volume\nSTB-1,sale,70\n")),
        ("csv-header-unknown", 1, 1, Utf8("product;act,quantity\nSTB-1;sale,70\n")), // two separators
        ("csv-header-twice", 1, 22, Utf8("product,act,quantity,pieces\nSTB-1,sale,70,70\n")),
        ("csv-column-missing", 1, 1, Utf8("product,act\nSTB-1,sale\n")),
        ("csv-columns", 3, 14, Utf8("product,act,quantity\nSTB-1,sale,70\nSTB-1,sale,1,250\n")),
        ("csv-quote-open", 2, 1, Utf8("product,act,quantity\n\"STB-1,sale,70\n")),
        ("csv-quote-stray", 2, 4, Utf8("product,act,quantity\nSTB\"1,sale,70\n")),
        ("csv-line-end", 1, 21, Utf8("product,act,quantity\rSTB-1,sale,70\r")),
        ("csv-character", 2, 4, Utf8("product,act,quantity\nSTB\0,sale,70\n")),
        ("csv-missing", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,\n")),
        ("csv-formula", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,=A1*2\n")),
        ("csv-formula", 2, 1, Utf8("product,act,quantity\n@SUM(A1),sale,2\n")),
        ("csv-formula", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,#REF!\n")),
        .. new[] { "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA" }.Select(
            error => ("csv-formula", 2, 1, Utf8($"product,act,quantity\n{error},sale,1\n"))),
        ("csv-act", 2, 7, Utf8("product,act,quantity\nSTB-1,sold,70\n")),
        ("csv-act", 2, 7, Utf8("product,act,quantity\nSTB-1,1,70\n")),
        ("csv-number", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,-5\n")),
        ("csv-number", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,about 70\n")),
        ("csv-number-comma", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,\"1,250\"\n")),
        ("csv-number-comma", 2, 12, Utf8("product;act;net value;currency;quantity\nSTB-1;sale;1250,50;EUR;1\n")),
        ("csv-number-grouped", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,1.250.000\n")),
        ("csv-number-grouped", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,1\u00a0250\n")),
        ("csv-number-grouped", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,1'250\n")),
        ("csv-number-wide", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,\u0661\u0662\n")),
        ("csv-number-shortened", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,1.25E+06\n")),
        ("csv-number-large", 2, 12, Utf8($"product,act,quantity\nSTB-1,sale,{new string('9', 78)}\n")),
        ("csv-number-decimals", 2, 12, Utf8("product,act,quantity\nSTB-1,sale,1.250\n")),
        ("csv-number-decimals", 2, 16, Utf8(Header + "STB-1,sale,,,1,10.505,CNY,,,\n")),
        ("csv-number-decimals", 2, 16, Utf8(Header + "STB-1,sale,,,1,10.5,JPY,,,\n")),
        ("csv-date", 2, 20, Utf8(Header + "STB-1,sale,,,1,,,,,31.07.2026\n")),
        ("csv-date", 2, 20, Utf8(Header + "STB-1,sale,,,1,,,,,07/08/2026\n")),
        ("csv-date", 2, 20, Utf8(Header + "STB-1,sale,,,1,,,,,2026-7-8\n")),
        ("csv-date", 2, 20, Utf8(Header + "STB-1,sale,,,1,,,,,46234\n")),
        ("line-time-outside", 2, 20, Utf8(Header + "STB-1,sale,,,1,,,,,2026-10-01\n")),
        ("country-invalid", 2, 12, Utf8(Header + "STB-1,sale,cn,,1,,,,,\n")),
        ("country-invalid", 2, 13, Utf8(Header + "STB-1,sale,,China,1,,,,,\n")),
        ("currency-missing", 2, 21, Utf8(Header + "STB-1,sale,,,1,1250,,,,\n")),
        ("currency-unknown", 2, 21, Utf8(Header + "STB-1,sale,,,1,1250,RMB,,,\n")),
        ("currency-mixed", 3, 21, Utf8(Header + "STB-1,sale,,,1,1250,CNY,,,\nSTB-1,sale,,,1,1250,EUR,,,\n")),
        ("serials-invalid", 2, 18, Utf8(Header + "STB-1,sale,,,1,,,A 1,,\n")),
        ("serials-miscounted", 2, 18, Utf8(Header + "STB-1,sale,,,1,,,A1..A3,,\n")),
        ("text-invalid", 2, 1, Utf8($"product,act,quantity\n{new string('x', 257)},sale,1\n")),
    ];

    [Fact]
    public async Task A_bad_sheet_is_refused_by_line_and_column_in_both_languages_and_nothing_is_signed()
    {
        using var folder = new TemporaryFolder();
        await using var between = await LyingHost.StartAsync(host.Url, text => text);
        var refused = new RefusedEvidence(output);
        foreach (var (code, line, column, sheet) in Sheets)
        {
            var file = folder.File("bad.csv");
            await File.WriteAllBytesAsync(file, sheet);
            await refused.RefusedAsync($"usage sheet: line {line}, column {column}", code, run => Code(run, line, column), language => Run.LedgerAsync(
                $"usage submit {file} --license {SomeRecords.Salt()} --start 2026-07-01 --end 2026-10-01 --key-file {host.DemoKeys[0].Path} --url {between.Url} {language}", host.Environment()));
        }

        refused.Print();
        Assert.Equal(Sheets.Length, refused.Count);
        Assert.Equal(0, between.Posts);
        Assert.Equal(["bad.csv"], folder.Names());
    }

    [Fact]
    public async Task Full_width_digits_are_asked_back()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.csv", "产品,行为,数量\n机顶盒,销售,１２５０\n");
        var run = await Run.LedgerAsync($"usage submit {file} --license {SomeRecords.Salt()} --start 2026-07-01 --end 2026-10-01 --lang zh-CN --url {host.Url}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("请改为半角数字", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_line_is_told_at_once_and_the_right_lines_wait()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.csv", Header + "STB-1,sale,,,1,,,,,\nSTB-2,sold,,,\"1,000\",,,,,1/2/2026\n");
        var run = await Run.LedgerAsync($"usage submit {file} --license {SomeRecords.Salt()} --start 2026-07-01 --end 2026-10-01 --dry-run --json --url {host.Url}");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [(2, 1, null), (3, 7, "csv-act"), (3, 14, "csv-number-comma"), (3, 26, "csv-date")],
            run.Json.GetProperty("lines").EnumerateArray().Select(line => (line.GetProperty("line").GetInt32(), line.GetProperty("column").GetInt32(), line.GetProperty("code").GetString())));
        Assert.Equal((1, 1), (run.Json.GetProperty("refused").GetInt32(), run.Json.GetProperty("totals").GetProperty("lines").GetInt32()));
    }

    /// <summary>The code that stands at that line and column.</summary>
    private static string? Code(Run run, int line, int column) => run.Json.GetProperty("lines").EnumerateArray()
        .Where(one => one.GetProperty("line").GetInt32() == line && one.GetProperty("column").GetInt32() == column)
        .Select(one => one.GetProperty("code").GetString()).FirstOrDefault();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
