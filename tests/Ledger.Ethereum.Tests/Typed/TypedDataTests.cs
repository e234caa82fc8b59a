// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests.Typed;

public sealed class TypedDataTests
{
    // The example of EIP-712.
    private const string Mail = """
        {
          "types": {
            "EIP712Domain": [
              {"name": "name", "type": "string"}, {"name": "version", "type": "string"},
              {"name": "chainId", "type": "uint256"}, {"name": "verifyingContract", "type": "address"}
            ],
            "Person": [{"name": "name", "type": "string"}, {"name": "wallet", "type": "address"}],
            "Mail": [{"name": "from", "type": "Person"}, {"name": "to", "type": "Person"}, {"name": "contents", "type": "string"}]
          },
          "primaryType": "Mail",
          "domain": {"name": "Ether Mail", "version": "1", "chainId": 1, "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
          "message": {
            "from": {"name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
            "to": {"name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
            "contents": "Hello, Bob!"
          }
        }
        """;

    [Fact]
    public void The_example_of_eip_712_is_hashed_and_signed_alike()
    {
        Assert.True(TypedData.TryParse(Vectors.Json(Mail), out var mail, out var error), error);
        Assert.Equal(Hash32.Parse("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"), mail.Domain!.Separator);
        Assert.Equal(Hash32.Parse("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e"), mail.StructHash);
        Assert.Equal(Hash32.Parse("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"), mail.Digest);
        var signature = Secp256k1.Sign(mail.Digest, Keccak256.Hash("cow"u8).ToArray());
        Assert.Equal(
            "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c",
            signature.ToString());
    }

    [Fact]
    public void A_domain_without_its_type_is_hashed_by_the_fields_it_has()
    {
        var bare = Mail[..Mail.IndexOf("\"EIP712Domain\"", StringComparison.Ordinal)] + Mail[Mail.IndexOf("\"Person\"", StringComparison.Ordinal)..];
        Assert.True(TypedData.TryParse(Vectors.Json(bare), out var mail, out var error), error);
        Assert.Equal(Hash32.Parse("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"), mail.Digest);
    }

    [Theory]
    [InlineData("\"Cow\"", "1", "/message/from/name is not a string.")]
    [InlineData("\"Cow\"", "\"\\ud800\"", "/message/from/name holds a lone surrogate.")]
    [InlineData("\"name\": \"Cow\",", "", "/message/from/name is missing.")]
    [InlineData("\"name\": \"Cow\",", "\"name\": \"Cow\", \"name\": \"Dog\",", "/message/from/name stands twice.")]
    [InlineData("\"name\": \"Cow\",", "\"name\": \"Cow\", \"a/b~\": 1,", "/message/from/a~1b~0 is not a field of this type.")]
    [InlineData("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD82", "/message/from/wallet is not an address")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": \"Post\"", "/primaryType names none of the types.")]
    [InlineData("\"primaryType\": \"Mail\",", "", "/primaryType is missing.")]
    [InlineData("\"primaryType\": \"Mail\",", "\"primaryType\": \"Mail\", \"more\": 1,", "/more is no part of typed data.")]
    [InlineData("\"type\": \"Person\"", "\"type\": \"Human\"", "/types/Mail/0/type is not a type.")]
    [InlineData("\"type\": \"Person\"", "\"type\": \"Person[0]\"", "/types/Mail/0/type is not a type.")]
    [InlineData("\"chainId\": 1,", "\"chainId\": 1.5,", "/domain/chainId is not an integer")]
    [InlineData("\"chainId\": 1,", "\"chainId\": 9007199254740993,", "/domain/chainId is not an integer")]
    [InlineData("\"chainId\": 1,", "\"chainId\": 1e400,", "/domain/chainId is not an integer")]
    [InlineData("\"chainId\": 1,", "\"chainId\": -1,", "/domain/chainId does not fit uint256.")]
    [InlineData("\"version\": \"1\",", "", "/domain/version is missing.")]
    public void What_is_not_sound_is_refused_with_its_place(string part, string instead, string error)
    {
        var at = Mail.IndexOf(part, StringComparison.Ordinal);
        var broken = string.Concat(Mail.AsSpan(0, at), instead, Mail.AsSpan(at + part.Length));
        Assert.False(TypedData.TryParse(Vectors.Json(broken), out _, out var said));
        Assert.StartsWith(error, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uint8", "255", true)]
    [InlineData("uint8", "256", false)]
    [InlineData("int8", "-128", true)]
    [InlineData("int8", "-129", false)]
    [InlineData("int8", "128", false)]
    [InlineData("int256", "\"-57896044618658097711785492504343953926634992332820282019728792003956564819968\"", true)]
    [InlineData("uint256", "\"0xff\"", true)]
    [InlineData("uint256", "\"0x\"", false)]
    [InlineData("uint256", "\"\"", false)]
    [InlineData("uint256", "\"+1\"", false)]
    [InlineData("uint7", "1", false)]
    [InlineData("uint264", "1", false)]
    [InlineData("bytes4", "\"0x01020304\"", true)]
    [InlineData("bytes4", "\"0x010203\"", false)]
    [InlineData("bytes33", "\"0x\"", false)]
    [InlineData("bytes", "\"0x\"", true)]
    [InlineData("bool", "true", true)]
    [InlineData("bool", "1", false)]
    [InlineData("uint8[2]", "[1, 2]", true)]
    [InlineData("uint8[2]", "[1]", false)]
    [InlineData("uint8[][2]", "[[], [1]]", true)]
    [InlineData("T[]", "[{\"a\": []}]", true)]
    [InlineData("T", "{}", false)]
    public void A_value_fits_its_type_or_is_refused(string type, string value, bool fits)
    {
        var json = $$"""{"types": {"T": [{"name": "a", "type": "{{type}}"}]}, "primaryType": "T", "domain": {}, "message": {"a": {{value}} } }""";
        Assert.Equal(fits, TypedData.TryParse(Vectors.Json(json), out _, out _));
    }

    [Fact]
    public void A_struct_without_end_is_refused()
    {
        var message = string.Concat(Enumerable.Repeat("{\"a\":[", 60)) + string.Concat(Enumerable.Repeat("]}", 60));
        var json = $$"""{"types": {"T": [{"name": "a", "type": "T[]"}]}, "primaryType": "T", "domain": {}, "message": {{message}} }""";
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        Assert.False(TypedData.TryParse(document.RootElement, out _, out var error));
        Assert.Contains("nested deeper", error, StringComparison.Ordinal);
    }
}
