// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests.Typed;

public sealed class ActVectorTests
{
    private static readonly JsonElement Cases = Vectors.Load("acts.json").GetProperty("cases");

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var vector in Cases.EnumerateArray())
            {
                all.Add(vector.Text("name"), vector.Text("fill"));
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_act_has_the_digest_and_the_signature_of_ethers_and_viem(string name, string fill)
    {
        var vector = Find(name, fill);
        Assert.True(TypedData.TryParse(vector.GetProperty("typedData"), out var typedData, out var error), error);
        Assert.Equal(name, typedData.PrimaryType);
        Assert.Equal(vector.Hash("domainSeparator"), typedData.Domain!.Separator);
        Assert.Equal(vector.Hash("structHash"), typedData.StructHash);
        Assert.Equal(vector.Hash("digest"), typedData.Digest);
        var signature = Secp256k1.Sign(typedData.Digest, vector.Bytes("privateKey"));
        Assert.Equal(vector.Text("signature"), signature.ToString());
        Assert.True(Secp256k1.TryRecover(typedData.Digest, signature, out var signer));
        Assert.Equal(vector.Text("address"), signer.ToString());
    }

    [Theory]
    [InlineData("typical")]
    [InlineData("zero")]
    [InlineData("max")]
    public void An_act_of_static_fields_has_every_form(string fill) => HasEveryForm<Termination>(fill);

    [Theory]
    [InlineData("typical")]
    [InlineData("zero")]
    [InlineData("max")]
    public void An_act_with_an_array_has_every_form(string fill) => HasEveryForm<ScheduleRevision>(fill);

    [Theory]
    [InlineData("typical")]
    [InlineData("zero")]
    [InlineData("max")]
    public void A_record_with_texts_has_every_form(string fill) => HasEveryForm<UsageLine>(fill);

    private static void HasEveryForm<T>(string fill)
        where T : ITypedStruct<T>
    {
        var vector = Find(T.TypeName, fill);
        var typedData = vector.GetProperty("typedData");
        var value = TypedDataJson.ReadMessage<T>(typedData.GetProperty("message"));
        var domain = ReadDomain(typedData.GetProperty("domain"));

        Assert.Equal(vector.Text("typeString"), Eip712.TypeString<T>());
        Assert.Equal(vector.Hash("typeHash"), Eip712.TypeHash<T>());
        Assert.Equal(vector.Hash("domainSeparator"), domain.Separator);
        Assert.Equal(vector.Hash("structHash"), Eip712.HashStruct(value));
        Assert.Equal(vector.Hash("digest"), Eip712.Digest(domain, value));
        Assert.Equal(vector.Text("abi"), Hex.Encode(AbiTuple.Encode(value)));
        Assert.Equal(vector.Text("abi"), Hex.Encode(AbiTuple.Encode(AbiTuple.Decode<T>(vector.Bytes("abi")))));

        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            TypedDataJson.Write(writer, domain, value);
        }

        var written = Encoding.UTF8.GetString(bytes.WrittenSpan);
        Assert.True(JsonElement.DeepEquals(typedData, Vectors.Json(written)), written);
    }

    private static Eip712Domain ReadDomain(JsonElement domain) => new(
        domain.Text("name"), domain.Text("version"), domain.GetProperty("chainId").GetUInt64(), Address.Parse(domain.Text("verifyingContract")));

    private static JsonElement Find(string name, string fill) =>
        Cases.EnumerateArray().Single(vector => vector.Text("name") == name && vector.Text("fill") == fill);
}
