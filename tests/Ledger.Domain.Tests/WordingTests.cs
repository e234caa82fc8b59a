// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Tests;

public sealed class WordingTests
{
    [Theory]
    [InlineData("{at} and {at:time}", "0", "0 and 1970-01-01 00:00:00Z")]
    [InlineData("{at:time}", "253402300799", "9999-12-31 23:59:59Z")]
    [InlineData("{at:time}", "253402300800", "253402300800")]
    [InlineData("{at:time}", "18446744073709551615", "18446744073709551615")]
    [InlineData("{at:time}", "soon", "soon")]
    [InlineData("{other:time}", "0", "{other:time}")]
    public void A_place_takes_its_argument_as_it_is_or_as_an_instant(string sentence, string value, string filled) =>
        Assert.Equal(filled, Wording.Fill(sentence, new Dictionary<string, string>(StringComparer.Ordinal) { ["at"] = value }));

    [Theory]
    [InlineData("due before {at:day}", "Asia/Shanghai", "due before 1970-01-02 (Asia/Shanghai)")]
    [InlineData("due before {at:day}", "UTC", "due before 1970-01-01 (UTC)")]
    [InlineData("at {at:clock}", "Asia/Shanghai", "at 1970-01-02 00:00:00 (Asia/Shanghai)")]
    public void A_place_takes_its_argument_as_a_day_or_a_time_of_the_zone_that_goes_with_it(string sentence, string zone, string filled) =>
        Assert.Equal(filled, Wording.Fill(sentence, new Dictionary<string, string>(StringComparer.Ordinal) { ["at"] = "57600", ["zone"] = zone }));
}
