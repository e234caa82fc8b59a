// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Blocks;

namespace Ledger.Ethereum.Tests.Blocks;

public sealed class BlockHeaderTests
{
    private const int Forks = 5;

    // Block 1 of the main network.
    [Fact]
    public void The_first_block_of_the_main_network_has_its_hash() => Assert.Equal(
        Hash32.Parse("0x88e96d4537bea4d9c05d12549907b32561d3bf31f45aae734cdc119f13406cb6"),
        new BlockHeader
        {
            ParentHash = Hash32.Parse("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"),
            OmmersHash = Hash32.Parse("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"),
            Beneficiary = Address.Parse("0x05a56e2d52c817161883f50c441c3228cfe54d9f"),
            StateRoot = Hash32.Parse("0xd67e4d450343046425ae4271474353857ab860dbc0a1dde64b41b5cd3a532bf3"),
            TransactionsRoot = Hash32.Parse("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"),
            ReceiptsRoot = Hash32.Parse("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"),
            LogsBloom = Bloom.Empty,
            Difficulty = 17_171_480_576,
            Number = 1,
            GasLimit = 5000,
            GasUsed = 0,
            Timestamp = 1_438_269_988,
            ExtraData = Hex.Decode("0x476574682f76312e302e302f6c696e75782f676f312e342e32"),
            MixHash = Hash32.Parse("0x969b900de27b6ac6a67742365dd65f55a0526c41fd18e1b16f1a1215c2e66f59"),
            Nonce = 0x539bd4979fef1ec4,
        }.Hash());

    [Theory]
    [InlineData("london")]
    [InlineData("shanghai")]
    [InlineData("cancun")]
    [InlineData("prague")]
    public void A_header_of_each_fork_has_the_hash_that_anvil_gives_it(string fork)
    {
        var json = ChainVectors.All.GetProperty("headers").EnumerateArray().Single(entry => entry.Text("fork") == fork).GetProperty("header");
        var header = ChainVectors.Header(json);
        Assert.Equal(json.Hash("hash"), header.Hash());
        Assert.True(BlockHeader.TryDecode(header.Encode(), out var again));
        Assert.Equal(header, again);
    }

    [Fact]
    public void A_field_of_a_later_fork_does_not_stand_alone()
    {
        var header = ChainVectors.Header(ChainVectors.Block(0).GetProperty("header"));
        Assert.Throws<InvalidOperationException>(() => (header with { BaseFee = null }).Encode());
        Assert.Throws<InvalidOperationException>(() => (header with { BlobGasUsed = null }).Encode());
        Assert.Throws<InvalidOperationException>(() => (header with { ParentBeaconRoot = null }).Encode());
    }

    [Fact]
    public void A_changed_header_is_refused_or_has_another_hash()
    {
        var header = ChainVectors.Header(ChainVectors.Block(1).GetProperty("header"));
        var encoded = header.Encode();
        Samples.ForAll(samples =>
        {
            var changed = samples.Mutate(encoded);
            if (BlockHeader.TryDecode(changed, out var other))
            {
                Assert.Equal(changed, other.Encode());
            }
        });
    }

    [Fact]
    public void Any_header_of_any_fork_comes_back() => Samples.ForAll(samples =>
    {
        var header = Any(samples, samples.Below(Forks));
        Assert.True(BlockHeader.TryDecode(header.Encode(), out var again));
        Assert.Equal(header, again);
        Assert.Equal(header.Encode(), again.Encode());
    });

    /// <summary>A header with the fields of the first forks: none, London's, Shanghai's, Cancun's, Prague's.</summary>
    private static BlockHeader Any(Samples samples, int fork) => new()
    {
        ParentHash = samples.Hash(),
        OmmersHash = samples.Hash(),
        Beneficiary = samples.Address(),
        StateRoot = samples.Hash(),
        TransactionsRoot = samples.Hash(),
        ReceiptsRoot = samples.Hash(),
        LogsBloom = Bloom.TryCreate(samples.Bytes(Bloom.Size), out var bloom) ? bloom : Bloom.Empty,
        Difficulty = samples.UInt256(),
        Number = samples.UInt64(),
        GasLimit = samples.UInt64(),
        GasUsed = samples.UInt64(),
        Timestamp = samples.UInt64(),
        ExtraData = samples.BytesUpTo(40),
        MixHash = samples.Hash(),
        Nonce = samples.UInt64(),
        BaseFee = fork > 0 ? samples.UInt256() : null,
        WithdrawalsRoot = fork > 1 ? samples.Hash() : null,
        BlobGasUsed = fork > 2 ? samples.UInt64() : null,
        ExcessBlobGas = fork > 2 ? samples.UInt64() : null,
        ParentBeaconRoot = fork > 2 ? samples.Hash() : null,
        RequestsHash = fork > 3 ? samples.Hash() : null,
    };
}
