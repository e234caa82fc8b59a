// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Cli.Tests.Refused;

/// <summary>Sheets of patents that are none, or have a line that is none: told by line and column, and nothing is proposed.</summary>
[Collection(HostCollection.Name)]
public sealed class BadSheetTests(HostFixture host, ITestOutputHelper output)
{
    private static (string Class, string Code, byte[] Sheet)[] Sheets { get; } =
    [
        ("no text", "csv-encoding", [0xD7, 0xA8, 0xC0, 0xFB]),
        ("no text", "csv-encoding", [0xFF, 0xFE, 0x37, 0x00]),
        ("nothing in it", "csv-empty", []),
        ("nothing in it", "csv-empty", Utf8("\uFEFF\r\n\r\n")),
        ("too many lines", "csv-too-long", Utf8(string.Concat(Enumerable.Repeat("1\n", 100_001)))),
        ("no header", "csv-header-missing", Utf8("7292636,B2\n")),
        ("no column of numbers", "csv-number-missing", Utf8("kind,family\nB2,x\n")),
        ("an unknown column", "csv-header-unknown", Utf8("number,owner\n7292636,x\n")),
        ("a column twice", "csv-header-twice", Utf8("number,number\n7292636,7292636\n")),
        ("a column too many", "csv-columns", Utf8("7292636\n7,292,636\n")),
        ("a quote that stays open", "csv-quote-open", Utf8("7292636\n\"6115503\n6812873\n")),
        ("a stray quote", "csv-quote-stray", Utf8("729\"2636\n")),
        ("a stray quote", "csv-quote-stray", Utf8("\"7292636\"x\n")),
        ("a line end of its own", "csv-line-end", Utf8("7292636\r6115503")),
        ("a control letter", "csv-character", Utf8("7292636\n6115503\0\n")),
        ("a control letter", "csv-character", Utf8("7\u001b292636\n")),
        ("a day that is none", "csv-value", Utf8("number,in force from\n7292636,01.02.2005\n")),
        ("a day that is none", "csv-value", Utf8("number,retrieved\n7292636,2005-02-30\n")),
        ("a day that is none", "csv-value", Utf8("number,in force from\n7292636,1969-01-01\n")),
        ("a text too long", "csv-value", Utf8($"number,family\n7292636,{new string('x', 201)}\n")),
        ("two kinds", "csv-kind-differs", Utf8("number,kind\n7292636 B2,B1\n")),
        ("a kind that is none", "publication-kind-invalid", Utf8("number,kind\n7292636,B22\n")),
        ("another country", "publication-country-differs", Utf8("number,country\n7292636,EP\n")),
        ("another country", "publication-country-differs", Utf8("7292636\nEP1234567B1\n")),
        ("not that office's", "publication-not-of-office", Utf8("7292636\n123456789\n")),
        ("a letter of no number", "publication-character", Utf8("7292636\n729#636\n")),
        ("a letter of no number", "publication-character", Utf8("=1+1\n")),
        ("no number", "publication-empty", Utf8("number,kind\n,B2\n")),
        ("a term without length", "patent-term-empty", Utf8("number,in force from,in force until,source,retrieved\n7292636,2005-03-01,2005-03-01,gazette,2026-01-01\n")),
        ("a term without source", "patent-term-unsourced", Utf8("number,in force from\n7292636,2005-03-01\n")),
    ];

    [Fact]
    public async Task A_bad_sheet_is_refused_in_both_languages_and_nothing_is_proposed()
    {
        using var folder = new TemporaryFolder();
        var pool = (await host.GetAsync("/api/v1/pools")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        var holder = (await host.GetAsync($"/api/v1/pools/{pool}/members")).Json.GetProperty("items")[0].GetProperty("party").GetProperty("id").GetString();
        var refused = new RefusedEvidence(output);
        var before = await ProposalsAsync();
        foreach (var (ofClass, code, sheet) in Sheets)
        {
            var file = folder.File("bad.csv");
            await File.WriteAllBytesAsync(file, sheet);
            await refused.RefusedAsync($"csv: {ofClass}", code, Code, language => Run.LedgerAsync(
                $"schedule import {file} --pool {pool} --schedule {SomeRecords.Salt()} --holder {holder} --country US --url {host.Url} {language}", host.Environment()));
        }

        refused.Print();
        Assert.Equal(Sheets.Length, refused.Count);
        Assert.Equal(before, await ProposalsAsync());
    }

    private async Task<int> ProposalsAsync() => (await host.GetAsync("/api/v1/proposals?limit=500")).Json.GetProperty("items").GetArrayLength();

    private static string? Code(Run run) => run.Json.GetProperty("lines").EnumerateArray()
        .First(line => line.GetProperty("result").GetString() is "refused").GetProperty("code").GetString();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
