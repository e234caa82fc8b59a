// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests.Typed;

public sealed class AbiVectorTests
{
    private static readonly JsonElement Vector = Vectors.Load("abi.json");

    public static TheoryData<int> Encodings => [.. Enumerable.Range(0, Vector.GetProperty("encodings").GetArrayLength())];

    public static TheoryData<int> Messages => [.. Enumerable.Range(0, Vector.GetProperty("typedData").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Arguments_are_written_and_read_as_ethers_viem_and_cast_do(int index)
    {
        var vector = Vector.GetProperty("encodings")[index];
        var types = vector.GetProperty("types").EnumerateArray().Select(type => type.GetString()!).ToArray();
        var values = vector.GetProperty("values").EnumerateArray().ToArray();
        var writer = new AbiWriter();
        for (var i = 0; i < types.Length; i++)
        {
            Write(writer, types[i], values[i]);
        }

        Assert.Equal(vector.Text("encoded"), Hex.Encode(writer.ToArray()));
        var reader = new AbiReader(vector.Bytes("encoded"));
        var again = new AbiWriter();
        foreach (var type in types)
        {
            Copy(ref reader, again, type);
        }

        reader.End();
        Assert.Equal(writer.ToArray(), again.ToArray());
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Nested_structs_and_arrays_are_signed_as_ethers_viem_and_cast_do(int index)
    {
        var vector = Vector.GetProperty("typedData")[index];
        Assert.True(TypedData.TryParse(vector.GetProperty("typedData"), out var typedData, out var error), error);
        Assert.Equal(vector.Hash("digest"), typedData.Digest);
        Assert.Equal(vector.Text("signature"), Secp256k1.Sign(typedData.Digest, vector.Bytes("privateKey")).ToString());
        Assert.True(Signature.TryParse(vector.Text("signature"), out var signature));
        Assert.True(Secp256k1.TryRecover(typedData.Digest, signature, out var signer));
        Assert.Equal(vector.Text("address"), signer.ToString());
    }

    private static void Write(AbiWriter to, string type, JsonElement value)
    {
        switch (type)
        {
            case "bytes":
                to.Bytes("x", Hex.Decode(value.GetString()));
                break;
            case not null when type.EndsWith("[]", StringComparison.Ordinal) && IsMixed(type):
                to.StructArray("x", [.. value.EnumerateArray().Select(item => Read<Everything>(item))]);
                break;
            case not null when type.EndsWith("[]", StringComparison.Ordinal):
                to.StructArray("x", [.. value.EnumerateArray().Select(item => Read<Termination>(item))]);
                break;
            case not null when IsMixed(type):
                to.Struct("x", Read<Everything>(value));
                break;
            default:
                to.Struct("x", Read<Termination>(value));
                break;
        }
    }

    private static void Copy(ref AbiReader from, AbiWriter to, string type)
    {
        switch (type)
        {
            case "bytes":
                to.Bytes("x", from.Bytes("x"));
                break;
            case not null when type.EndsWith("[]", StringComparison.Ordinal) && IsMixed(type):
                to.StructArray("x", from.StructArray<Everything>("x"));
                break;
            case not null when type.EndsWith("[]", StringComparison.Ordinal):
                to.StructArray("x", from.StructArray<Termination>("x"));
                break;
            case not null when IsMixed(type):
                to.Struct("x", from.Struct<Everything>("x"));
                break;
            default:
                to.Struct("x", from.Struct<Termination>("x"));
                break;
        }
    }

    /// <summary>Whether the tuple is the one of every type; the other is six static fields.</summary>
    private static bool IsMixed(string type) => type.Contains("string", StringComparison.Ordinal);

    private static T Read<T>(JsonElement value)
        where T : ITypedStruct<T> => TypedDataJson.ReadMessage<T>(value);
}
