// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Output;

namespace Ledger.Cli.Tests.Output;

public sealed class ColumnsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("pool", 4)]
    [InlineData("专利池", 6)]
    [InlineData("AVS 专利池", 10)]
    [InlineData("（演示）", 8)]
    public void An_ideograph_takes_two_cells(string text, int width) => Assert.Equal(width, Columns.WidthOf(text));

    [Theory]
    [InlineData(0UL, "1970-01-01 00:00:00Z")]
    [InlineData(1_700_000_000UL, "2023-11-14 22:13:20Z")]
    [InlineData(ulong.MaxValue, "18446744073709551615")]
    public void A_time_is_shown_in_utc_and_never_overflows(ulong seconds, string text) => Assert.Equal(text, Printer.Time(seconds));
}
