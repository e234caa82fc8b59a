// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Tests.Acts;

/// <summary>tests/vectors/acts.json, as ethers and viem agree on it, against every act and record that the domain declares.</summary>
public sealed class ActVectorTests
{
    private static readonly JsonElement[] Cases =
    [
        .. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "acts.json")))
            .RootElement.GetProperty("cases").EnumerateArray(),
    ];

    private static readonly Dictionary<string, Type> Declared = typeof(IAct).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && Array.Exists(type.GetInterfaces(), face => face.Name == "ITypedStruct`1"))
        .ToDictionary(type => (string)type.GetProperty("TypeName")!.GetValue(null)!, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Declared.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void The_domain_declares_what_the_contracts_and_the_records_are() => Assert.Equal(
        Cases.Select(vector => vector.GetProperty("name").GetString()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        Declared.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_of_it_is_that_of_ethers_and_viem(string name)
    {
        var check = typeof(ActVectorTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(Declared[name]);
        var vectors = Array.FindAll(Cases, vector => vector.GetProperty("name").GetString() == name);
        Assert.Equal(3, vectors.Length);
        Assert.All(vectors, vector => check.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [vector], null));
    }

    private static void Check<T>(JsonElement vector)
        where T : ITypedStruct<T>
    {
        string Said(string name) => vector.GetProperty(name).GetString()!;

        var typedData = vector.GetProperty("typedData");
        var json = typedData.GetProperty("domain");
        var domain = new Eip712Domain(
            json.GetProperty("name").GetString()!, "1", json.GetProperty("chainId").GetUInt64(), Address.Parse(json.GetProperty("verifyingContract").GetString()!));
        var value = TypedDataJson.ReadMessage<T>(typedData.GetProperty("message"));

        Assert.Equal(Said("typeString"), Eip712.TypeString<T>());
        Assert.Equal(Said("structHash"), Eip712.HashStruct(value).ToString());
        Assert.Equal(Said("digest"), Eip712.Digest(domain, value).ToString());
        Assert.Equal(Said("abi"), Hex.Encode(AbiTuple.Encode(value)));
        Assert.Equal(Said("abi"), Hex.Encode(AbiTuple.Encode(AbiTuple.Decode<T>(Hex.Decode(Said("abi"))))));
        Assert.True(JsonElement.DeepEquals(typedData, Write(domain, value)));
        if (value is IAct act && act.Kind != ActKind.Void)
        {
            Assert.Equal(domain.Name, act.Contract.ToString());
            Assert.Equal(Said("structHash"), act.ActId.ToString());
            Assert.Equal(Said("digest"), act.Digest(domain).ToString());
        }
    }

    private static JsonElement Write<T>(Eip712Domain domain, T value)
        where T : ITypedStruct<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            TypedDataJson.Write(writer, domain, value);
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(bytes.WrittenSpan)).RootElement;
    }
}
