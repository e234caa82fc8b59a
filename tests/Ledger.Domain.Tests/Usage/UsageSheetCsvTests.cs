// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;
using Ledger.Ethereum;
using NodaTime;

namespace Ledger.Domain.Tests.Usage;

/// <summary>Lines written as a sheet are read again as the same lines, in both languages.</summary>
public sealed class UsageSheetCsvTests
{
    private const string Zone = "Asia/Shanghai";
    private const ulong Start = 1_782_835_200; // 2026-07-01 there
    private const ulong End = 1_790_784_000; // 2026-10-01 there

    private static readonly UsageLine[] Lines =
    [
        .. Enum.GetValues<PatentAct>().Select(act => UsageLine.Of($"机顶盒 \"H1\", {act}", act, "CN", "", 7, Hash32.Zero)),
        new("Set-top box", PatentAct.Sale, "CN", "VN", 500, 12_500_050, "CNY", "A0001..A0500", "B-07", Start + (14 * 86_400), Hash32.Zero),
        new("Set-top box", PatentAct.Import, "", "VN", 1, 0, "CNY", "", "", End - 86_400, Hash32.Zero),
        .. new[] { "=1+1", "-1", "'=1", "''@x", "'90s box", "#A12", "#REF", "#N/A-7", "＝1, \"so\"" }.Select(text => UsageLine.Of(text, PatentAct.Sale, "CN", "", 7, Hash32.Zero) with { Batch = text }),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again_as_it_was(bool isChinese)
    {
        var text = UsageSheetCsv.Head(isChinese) + string.Concat(Lines.Select(line => UsageSheetCsv.Line(line, Zone, isChinese)));

        var sheet = UsageSheet.Read(Encoding.UTF8.GetBytes(text), new SheetPeriod(Start, End, DateTimeZoneProviders.Tzdb[Zone]));

        Assert.True(sheet.IsSound, string.Join('\n', sheet.Lines.Select(line => $"{line.Line}: {line.Refusal}")));
        Assert.Equal(Lines, sheet.Usages);
        Assert.Equal(Enum.GetValues<UsageColumn>().Length, sheet.Header.Length);
    }

    [Fact]
    public void A_second_within_a_day_is_written_as_the_day_of_the_terms_and_a_formula_as_text()
    {
        var line = Lines.Last(one => one.Time > 0) with { Product = "=1+1", Time = Start + 3_600 };
        Assert.Equal("'=1+1,import,,VN,1,0.00,CNY,,,2026-07-01\r\n", UsageSheetCsv.Line(line, Zone, isChinese: false));
        Assert.Equal("'=1+1,import,,VN,1,0.00,CNY,,,2026-06-30\r\n", UsageSheetCsv.Line(line, null, isChinese: false));
    }
}
