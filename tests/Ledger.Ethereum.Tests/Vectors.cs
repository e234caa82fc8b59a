// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Ethereum.Tests;

/// <summary>tests/vectors, which the JavaScript tests read too.</summary>
internal static class Vectors
{
    public static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", name))).RootElement;

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    /// <summary>0, 1, … one number an item: what a theory names its cases by.</summary>
    public static TheoryData<int> Indices(string name) => [.. Enumerable.Range(0, Load(name).GetArrayLength())];

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static Hash32 Hash(this JsonElement json, string name) => Hash32.Parse(json.Text(name));

    public static byte[] Bytes(this JsonElement json, string name) => Hex.Decode(json.Text(name));

    /// <summary>A JSON-RPC quantity: 0x and hexadecimal digits.</summary>
    public static UInt256 Quantity(this JsonElement json, string name)
    {
        var word = new byte[32];
        var digits = json.Text(name)[2..];
        Convert.FromHexString(digits.PadLeft(64, '0')).CopyTo(word, 0);
        return UInt256.FromBigEndian(word);
    }

    public static ulong Number(this JsonElement json, string name) => (ulong)json.Quantity(name).Low;

    public static byte[][] Nodes(this JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(node => Hex.Decode(node.GetString()))];
}
