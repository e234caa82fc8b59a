// SPDX-License-Identifier: Apache-2.0

using System.Runtime.Intrinsics;

namespace Ledger.Ethereum.Tests;

public sealed class KeccakLanesTests
{
    private const int LongestInput = 280; // two blocks of 136 bytes and a little
    private const int MostInputs = 19; // eight, four, and some that are left

    public static TheoryData<int> Cases => Vectors.Indices("keccak.json");

    [Fact]
    public void Many_inputs_of_every_length_hash_as_each_does_alone()
    {
        var samples = new Samples(1);
        for (var length = 0; length <= LongestInput; length++)
        {
            for (var count = 0; count <= MostInputs; count++)
            {
                var inputs = samples.Bytes(length * count);
                var hashes = new Hash32[count];
                Keccak256.HashMany(inputs, length, hashes);
                Assert.Equal(Alone(inputs, length, count), hashes);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(135)]
    [InlineData(136)]
    [InlineData(300)]
    public void Eight_lanes_four_and_one_agree_whatever_the_processor_has(int length)
    {
        var inputs = new Samples(length).Bytes(length * MostInputs);
        var expected = Alone(inputs, length, MostInputs);
        var (eight, four, one) = (new Hash32[MostInputs], new Hash32[MostInputs], new Hash32[MostInputs]);
        Assert.Equal(16, KeccakLanes.Hash<Vector512<ulong>, EightStates>(inputs, length, eight));
        Assert.Equal(16, KeccakLanes.Hash<Vector256<ulong>, FourStates>(inputs, length, four));
        Assert.Equal(MostInputs, KeccakLanes.Hash<ulong, OneState>(inputs, length, one));
        Assert.Equal(expected[..16], eight[..16]);
        Assert.Equal(expected[..16], four[..16]);
        Assert.Equal(expected, one);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_lane_gives_the_hash_of_ethers_and_viem(int index)
    {
        var vector = Vectors.Load("keccak.json")[index];
        var length = vector.GetProperty("length").GetInt32();
        var inputs = Enumerable.Range(0, MostInputs * length).Select(i => (byte)((((i % length) * 7) + length) & 0xFF)).ToArray();
        var hashes = new Hash32[MostInputs];
        Keccak256.HashMany(inputs, length, hashes);
        Assert.All(hashes, hash => Assert.Equal(vector.Hash("hash"), hash));
    }

    [Fact]
    public void Inputs_that_are_not_what_the_hashes_need_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Keccak256.HashMany(new byte[63], 32, new Hash32[2]));
        Assert.Throws<ArgumentException>(() => Keccak256.HashMany(new byte[65], 32, new Hash32[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keccak256.HashMany([], -1, []));
    }

    private static Hash32[] Alone(byte[] inputs, int length, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Keccak256.Hash(inputs.AsSpan(i * length, length)))];
}
