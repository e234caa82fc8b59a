// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Chain.Keys;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Keys;

public sealed class ScryptTests
{
    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, KeystoreVectors.Scrypt.Count)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void It_derives_what_RFC_7914_derives(int number)
    {
        var vector = KeystoreVectors.Scrypt[number];
        var expected = Hex.Decode(vector.GetProperty("derived").GetString());
        var derived = new byte[expected.Length];

        Scrypt.Derive(Utf8("password"), Utf8("salt"), Int("n"), Int("r"), Int("p"), derived);

        Assert.Equal(expected, derived);

        byte[] Utf8(string name) => Encoding.UTF8.GetBytes(vector.GetProperty(name).GetString()!);
        int Int(string name) => vector.GetProperty(name).GetInt32();
    }

    [Fact]
    public void All_four_vectors_of_the_RFC_are_there() => Assert.Equal(4, KeystoreVectors.Scrypt.Count);
}

/// <summary>The vectors that the Hardhat, xUnit and foreign tests share.</summary>
internal static class KeystoreVectors
{
    private static readonly JsonElement _file =
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "keystores.json")));

    public static IReadOnlyList<JsonElement> Scrypt { get; } = [.. _file.GetProperty("scrypt").EnumerateArray()];

    /// <summary>One under a password of which only the full-width letters were folded.</summary>
    public static JsonElement Older { get; } = _file.GetProperty("older");

    public static IReadOnlyList<JsonElement> Keystores { get; } = [.. _file.GetProperty("keystores").EnumerateArray()];
}
