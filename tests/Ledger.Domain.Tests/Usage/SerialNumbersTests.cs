// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class SerialNumbersTests
{
    [Theory]
    [InlineData("A0001", 1)]
    [InlineData("A0001..A0500", 500)]
    [InlineData("A0001..A0500,B7", 501)]
    [InlineData("7,8,9", 3)]
    [InlineData("SN-2026/0099..SN-2026/0100,SN-2026/099", 3)]
    [InlineData("00000000000000000000..99999999999999999999", 0)]
    public void Serials_and_runs_are_counted(string text, int count)
    {
        var read = SerialNumbers.TryParse(text);
        Assert.Equal(count == 0 ? System.Numerics.BigInteger.Pow(10, 20) : count, read?.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("A1,")]
    [InlineData("A1, A2")]
    [InlineData("A1..")]
    [InlineData("..A1")]
    [InlineData("A1..A2..A3")]
    [InlineData("A2..A1")]
    [InlineData("A1..A1")]
    [InlineData("A1..B2")]
    [InlineData("A9..A10")]
    [InlineData("A..B")]
    [InlineData("A1,A1")]
    [InlineData("A1..A5,A5..A9")]
    [InlineData("A1..A9,A3")]
    [InlineData("=1+1")]
    [InlineData("序1")]
    [InlineData("A.1")]
    public void What_cannot_be_counted_is_not_read(string text) => Assert.Null(SerialNumbers.TryParse(text));

    [Fact]
    public void A_text_or_a_serial_that_is_too_long_is_not_read()
    {
        Assert.NotNull(SerialNumbers.TryParse(new string('1', 40)));
        Assert.Null(SerialNumbers.TryParse(new string('1', 41)));
        Assert.Null(SerialNumbers.TryParse(string.Join(',', Enumerable.Range(0, 300).Select(i => $"A{i:0000}"))));
    }

    [Theory]
    [InlineData("A0001", true)]
    [InlineData("A0250", true)]
    [InlineData("A0500", true)]
    [InlineData("A0501", false)]
    [InlineData("A250", false)]
    [InlineData("a0250", false)]
    [InlineData("B7", true)]
    [InlineData("B07", false)]
    [InlineData("not a serial", false)]
    public void Whether_a_serial_is_among_them_is_told(string serial, bool isThere) =>
        Assert.Equal(isThere, SerialNumbers.TryParse("A0001..A0500,B7")!.Contains(serial));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void As_many_are_counted_as_are_contained(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var items = Enumerable.Range(0, 4).Select(_ => (From: random.Next(0, 90), Length: random.Next(0, 10)))
                .Select(run => run.Length == 0 ? $"S{run.From:00}" : $"S{run.From:00}..S{Math.Min(99, run.From + run.Length):00}");
            if (SerialNumbers.TryParse(string.Join(',', items)) is { } serials)
            {
                Assert.Equal(serials.Count, Enumerable.Range(0, 100).Count(i => serials.Contains($"S{i:00}")));
            }
        }
    }
}
