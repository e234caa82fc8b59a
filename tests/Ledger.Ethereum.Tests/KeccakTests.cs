// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Ethereum.Tests;

public sealed class KeccakTests
{
    public static TheoryData<int> Cases => Vectors.Indices("keccak.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pattern_of_any_length_hashes_as_ethers_and_viem_say(int index)
    {
        var vector = Vectors.Load("keccak.json")[index];
        var length = vector.GetProperty("length").GetInt32();
        var pattern = Enumerable.Range(0, length).Select(i => (byte)(((i * 7) + length) & 0xFF)).ToArray();
        Assert.Equal(vector.Hash("hash"), Keccak256.Hash(pattern));
    }

    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("Transfer(address,address,uint256)", "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void A_text_hashes_as_everybody_knows(string text, string hash) =>
        Assert.Equal(Hash32.Parse(hash), Keccak256.Hash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void The_padding_is_not_that_of_sha3() =>
        Assert.NotEqual(Hash32.Parse("0xa7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"), Keccak256.Hash([]));
}
