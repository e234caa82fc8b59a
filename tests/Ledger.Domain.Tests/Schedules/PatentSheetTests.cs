// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain.Schedules;
using Ledger.Domain.Schedules.Sheets;
using Ledger.Domain.Sheets;

namespace Ledger.Domain.Tests.Schedules;

public sealed class PatentSheetTests
{
    private static readonly SheetDefaults Defaults = new(Some.Holder, "US", "HEVC", "v4", "a list", 1_700_000_000);

    [Theory]
    [InlineData("7292636\r\n6115503\r\n", "US6115503 US7292636")]
    [InlineData("7292636\n6115503", "US6115503 US7292636")]
    [InlineData("\uFEFF7292636\r\n\r\nRE38563\r\n", "US7292636 USRE38563")]
    [InlineData("number\r\n7292636\r\n", "US7292636")]
    [InlineData("\uFEFFPatent number,Kind\r\n\"7,292,636\",B2\r\n", "US7292636B2")]
    [InlineData("\"7,292,636 B2\"\r\n", "US7292636B2")]
    [InlineData("US7292636B2\n", "US7292636B2")]
    [InlineData("专利号,国家\n7292636,US\n", "US7292636")]
    [InlineData("７２９２６３６", "US7292636")]
    [InlineData("number,family\n7292636,\"a \"\"quoted\"\"\r\nfamily, of two lines\"\nRE38563,x", "US7292636 USRE38563")]
    public void Numbers_are_read_with_and_without_a_header(string text, string numbers)
    {
        var sheet = Read(text);
        Assert.Null(sheet.Refusal);
        Assert.All(sheet.Lines, line => Assert.Null(line.Refusal));
        Assert.Equal(numbers, string.Join(' ', sheet.Patents.Select(PublicationNumber.Of)));
    }

    [Fact]
    public void A_line_says_what_it_knows_and_the_rest_is_as_the_defaults_have_it()
    {
        var patent = Assert.Single(Read(
            "number,kind,family,standard,version,in force from,in_force_until,source,retrieved\nRE38563,E,F1,VVC,2,2005-03-01,2025-03-01,register,2026-01-31\n").Patents);
        Assert.Equal(
            new Patent("US", "RE38563", "E", "F1", Some.Holder, "VVC", "2", 1_109_635_200, 1_740_787_200, "register", 1_769_817_600, null), patent);

        var bare = Assert.Single(Read("RE38563").Patents);
        Assert.Equal(new Patent("US", "RE38563", null, null, Some.Holder, "HEVC", "v4", null, null, "a list", 1_700_000_000, null), bare);
    }

    [Fact]
    public void A_duplicate_is_named_with_both_lines_and_left_out()
    {
        var sheet = Read("7292636\r\n6115503\r\n\r\n7292636 B2\r\n");
        Assert.Equal([1, 2, 4], sheet.Lines.Select(line => line.Line));
        Assert.Equal(new CsvDuplicate("US7292636", 1), sheet.Lines[2].Refusal);
        Assert.Equal(["US6115503", "US7292636"], sheet.Patents.Select(PublicationNumber.Of));
    }

    [Theory]
    [InlineData("csv-header-missing", 1, 9, "7292636,B2\n")]
    [InlineData("csv-header-unknown", 1, 8, "number,inventor\n7292636,x\n")]
    [InlineData("csv-header-twice", 1, 8, "number,number\n7292636,x\n")]
    [InlineData("csv-number-missing", 1, 1, "kind,family\nB2,x\n")]
    [InlineData("csv-columns", 2, 12, "number,kind\n7292636,B2,x\n")]
    [InlineData("csv-columns", 3, 1, "number,kind\n7292636,B2\n6115503\n")]
    [InlineData("csv-columns", 2, 3, "7292636\n7,292,636\n")]
    [InlineData("csv-quote-open", 2, 1, "7292636\n\"6115503\n6812873\n")]
    [InlineData("csv-quote-stray", 1, 4, "729\"2636\n")]
    [InlineData("csv-quote-stray", 1, 10, "\"7292636\"x\n")]
    [InlineData("csv-line-end", 1, 8, "7292636\r6115503")]
    [InlineData("csv-character", 2, 8, "7292636\n6115503\0\n")]
    [InlineData("csv-character", 1, 2, "7\u001b292636\n")]
    [InlineData("csv-value", 2, 9, "number,in force from\n7292636,01.02.2005\n")]
    [InlineData("csv-value", 2, 9, "number,retrieved\n7292636,2005-02-30\n")]
    [InlineData("csv-value", 2, 9, "number,in force from\n7292636,1969-01-01\n")]
    [InlineData("csv-kind-differs", 2, 12, "number,kind\n7292636 B2,B1\n")]
    [InlineData("publication-kind-invalid", 2, 9, "number,kind\n7292636,B22\n")]
    [InlineData("publication-country-differs", 2, 9, "number,country\n7292636,EP\n")]
    [InlineData("publication-country-differs", 2, 1, "7292636\nEP1234567B1\n")]
    [InlineData("publication-not-of-office", 2, 1, "7292636\n123456789\n")]
    [InlineData("publication-character", 2, 4, "7292636\n729#636\n")]
    [InlineData("publication-empty", 2, 1, "number,kind\n,B2\n")]
    [InlineData("patent-term-empty", 2, 1, "number,in force from,in force until\n7292636,2005-03-01,2005-03-01\n")]
    public void A_bad_line_is_refused_with_code_line_and_column(string code, int line, int column, string text)
    {
        var bad = Assert.Single(Read(text).Lines, line => line.Refusal is not null);
        Assert.Equal((code, line, column), (bad.Refusal!.Code, bad.Line, bad.Column));
    }

    [Fact]
    public void A_text_that_no_field_takes_is_refused() =>
        Assert.Equal("csv-value", Assert.Single(Read($"number,family\n7292636,{new string('x', 201)}\n").Lines).Refusal?.Code);

    [Fact]
    public void A_term_without_source_is_refused()
    {
        var sheet = PatentSheet.Read("number,in force from\n7292636,2005-03-01\n"u8, new SheetDefaults(Some.Holder, "US"));
        Assert.Equal("patent-term-unsourced", Assert.Single(sheet.Lines).Refusal?.Code);
    }

    [Fact]
    public void A_sheet_that_is_no_text_is_refused_whole()
    {
        Assert.IsType<CsvEncoding>(PatentSheet.Read([0xD7, 0xA8, 0xC0, 0xFB], Defaults).Refusal); // GBK
        Assert.IsType<CsvEncoding>(PatentSheet.Read([0xFF, 0xFE, 0x37, 0x00], Defaults).Refusal); // UTF-16
        Assert.IsType<CsvEmpty>(Read("").Refusal);
        Assert.IsType<CsvEmpty>(Read("\uFEFF\r\n\r\n").Refusal);
        Assert.IsType<CsvTooLong>(Read(string.Concat(Enumerable.Repeat("1\n", 100_001))).Refusal);
    }

    [Fact]
    public void After_a_bad_line_the_next_is_read()
    {
        var sheet = Read("729\"2636\r\n6115503\r\n\"681\"2873\r\n6825782\r\n");
        Assert.Equal([1, 3], sheet.Lines.Where(line => line.Refusal is not null).Select(line => line.Line));
        Assert.Equal(["US6115503", "US6825782"], sheet.Patents.Select(PublicationNumber.Of));
    }

    [Fact]
    public void Every_refusal_of_a_sheet_is_named_by_a_test()
    {
        var source = typeof(PatentSheetTests).GetMethods().SelectMany(method => method.GetCustomAttributesData())
            .SelectMany(attribute => attribute.ConstructorArguments).SelectMany(argument => argument.Value as IEnumerable<System.Reflection.CustomAttributeTypedArgument> ?? [])
            .Select(argument => argument.Value as string).Where(text => text?.StartsWith("csv-", StringComparison.Ordinal) == true).Distinct(StringComparer.Ordinal);
        string[] byType = ["csv-encoding", "csv-empty", "csv-too-long", "csv-duplicate"];
        var all = typeof(SheetRefusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SheetRefusal)))
            .Select(type => ((Refusal)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)).Code);
        Assert.Equal(all.Order(StringComparer.Ordinal), source.Concat(byType).Order(StringComparer.Ordinal));
    }

    private static PatentSheet Read(string text) => PatentSheet.Read(Encoding.UTF8.GetBytes(text), Defaults);
}
