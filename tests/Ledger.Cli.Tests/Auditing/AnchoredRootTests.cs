// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Auditing;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Evidence.Events;

namespace Ledger.Cli.Tests.Auditing;

public sealed class AnchoredRootTests
{
    private static readonly Address _usageLog = new([.. Enumerable.Repeat((byte)7, Address.Size)]);
    private static readonly Hash32 _pool = Filled(1);
    private static readonly Hash32 _root = Filled(2);

    [Fact]
    public void A_checkpoint_is_read_from_its_event() =>
        Assert.Equal(new AnchoredRoot(3, 5, 9, _root, 18), AnchoredRoot.Of(Log(), _usageLog, _pool));

    [Theory]
    [InlineData("another contract")]
    [InlineData("another pool")]
    [InlineData("another event")]
    [InlineData("a topic too few")]
    [InlineData("an epoch over 64 bits")]
    [InlineData("a size over 64 bits")]
    [InlineData("data cut short")]
    [InlineData("a spare word")]
    public void Any_other_log_is_none(string how)
    {
        var log = how switch
        {
            "another contract" => Log(address: new Address(new byte[Address.Size])),
            "another pool" => Log(pool: Filled(4)),
            "another event" => Log(name: EventTopics.LogKeyChanged),
            "a topic too few" => Log(topics: 2),
            "an epoch over 64 bits" => Log(epoch: Filled(3)),
            "a size over 64 bits" => Log(data: bytes => [.. bytes[..32], 1, .. bytes[33..]]),
            "data cut short" => Log(data: bytes => bytes[..96]),
            _ => Log(data: bytes => [.. bytes, .. new byte[32]]),
        };

        Assert.Null(AnchoredRoot.Of(log, _usageLog, _pool));
    }

    private static JsonElement Log(
        Address? address = null, Hash32? name = null, Hash32? pool = null, Hash32? epoch = null, int topics = 3, Func<byte[], byte[]>? data = null)
    {
        var writer = new AbiWriter();
        writer.Uint64("oldSize", 5);
        writer.Uint64("size", 9);
        writer.Bytes32("root", _root);
        writer.Bytes("signature", new byte[65]);
        var bytes = writer.ToArray();
        return JsonSerializer.SerializeToElement(new
        {
            address = (address ?? _usageLog).ToString(),
            topics = new[] { name ?? EventTopics.CheckpointAnchored, pool ?? _pool, epoch ?? new Hash32([.. new byte[31], 3]) }.Take(topics).Select(topic => topic.ToString()),
            data = Hex.Encode(data is null ? bytes : data(bytes)),
            blockNumber = "0x12",
        });
    }

    private static Hash32 Filled(byte with) => new([.. Enumerable.Repeat(with, Hash32.Size)]);
}
