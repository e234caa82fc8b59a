// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Schedules;

namespace Ledger.Domain.Tests.Schedules;

public sealed class PublicationNumberTests
{
    [Theory]
    [InlineData("US7292636B2", "US", "7292636", "B2")]
    [InlineData("CN101234567B", "CN", "101234567", "B")]
    [InlineData("EP1234567A1", "EP", "1234567", "A1")]
    [InlineData("USRE45123E1", "US", "RE45123", "E1")]
    public void The_canonical_form_is_read_and_written_back(string text, string country, string number, string kind)
    {
        Assert.True(PublicationNumber.TryParse(text, out var read));
        Assert.Equal((country, number, kind, text), (read.Country, read.Number, read.Kind, read.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("7292636")]
    [InlineData("US7292636")]
    [InlineData("7292636B2")]
    [InlineData("us7292636B2")]
    [InlineData("US 7292636B2")]
    [InlineData("US07292636B2")]
    [InlineData("US7292636B22")]
    [InlineData("US7292636B2\n")]
    public void What_is_not_canonical_is_refused_and_never_guessed(string? text) => Assert.False(PublicationNumber.TryParse(text, out _));

    [Theory]
    [InlineData("US 7,292,636 B2", "US7292636B2")]
    [InlineData("ep 0 001 234 b1", "EP1234B1")]
    [InlineData("CN101234567.B", "CN101234567B")]
    public void A_printed_form_is_brought_to_the_canonical_one(string printed, string canonical)
    {
        Assert.True(PublicationNumber.TryParsePrinted(printed, out var read));
        Assert.Equal(canonical, read.ToString());
    }

    [Fact]
    public void A_printed_form_without_kind_is_refused() => Assert.False(PublicationNumber.TryParsePrinted("US 7,292,636", out _));
}
