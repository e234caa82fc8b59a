// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Blocks;

namespace Ledger.Ethereum.Tests.Blocks;

public sealed class BloomTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(500)]
    public void The_filter_of_many_entries_has_the_bits_of_each_and_no_other(int count)
    {
        var samples = new Samples(count);
        var logs = Enumerable.Range(0, count).Select(i => new LogEntry(
            Of($"contract {i / 7}"), [.. Enumerable.Range(0, i % 5).Select(at => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes($"topic {at} {i / (at + 2)}")))], samples.Bytes(3)))
            .ToList();

        var each = new byte[Bloom.Size];
        foreach (var entry in logs.SelectMany(Entries))
        {
            // Yellow paper, 4.3.1: three bits an entry.
            var hash = Keccak256.Hash(entry);
            for (var word = 0; word < 6; word += 2)
            {
                var bit = ((hash[word] << 8) | hash[word + 1]) & 0x7FF;
                each[Bloom.Size - 1 - (bit / 8)] |= (byte)(1 << (bit % 8));
            }
        }

        Assert.Equal(each, Bloom.Of(logs).Bytes.ToArray());
    }

    private static IEnumerable<byte[]> Entries(LogEntry log) => [log.Address.ToArray(), .. log.Topics.Select(topic => topic.ToArray())];

    private static Address Of(string name) => new(Hash32.Bytes(Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(name)))[..Address.Size]);
}
