// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests.Typed;

public sealed class TypedStructTests
{
    private static readonly Eip712Domain Domain = TypedDataTexts.Domain;

    private const string Line =
        """{"product":"TV","act":1,"madeIn":"CN","soldIn":"DE","quantity":"7","netValue":"0","currency":"","serials":"","batch":"","time":"0","salt":"0x0000000000000000000000000000000000000000000000000000000000000001"}""";

    [Fact]
    public void Every_form_of_any_value_says_the_same() => Samples.ForAll(samples =>
    {
        var value = Everything.Any(samples);
        var abi = AbiTuple.Encode(value);
        Assert.Equal(value, AbiTuple.Decode<Everything>(abi));

        var json = Json(value);
        Assert.Equal(value, TypedDataJson.ReadMessage<Everything>(json.GetProperty("message")));
        Assert.True(TypedData.TryParse(json, out var typedData, out var error), error);
        Assert.Equal(Eip712.HashStruct(value), typedData.StructHash);
        Assert.Equal(Eip712.Digest(Domain, value), typedData.Digest);
        Assert.Equal(Domain, typedData.Domain);
    });

    [Fact]
    public void A_text_that_takes_the_place_of_another_one_has_its_own_hash()
    {
        string[] texts = [.. Enumerable.Range(0, 3_000).Select(i => $"{i}"), "", "CN", "机顶盒", new('x', 64), new('x', 65), new('机', 64)];
        Parallel.For(0, 4, _ =>
        {
            foreach (var text in texts.Concat(texts.Reverse()))
            {
                Assert.Equal(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(text)), TextHashes.Of(text));
            }
        });
        Assert.Throws<FormatException>(() => TextHashes.Of("\ud800"));
    }

    [Fact]
    public void Changed_abi_bytes_are_refused_or_say_something_else() => Samples.ForAll(samples =>
    {
        var changed = samples.Mutate(AbiTuple.Encode(Everything.Any(samples)));
        if (Accepts(() => AbiTuple.Decode<Everything>(changed), out var other))
        {
            Assert.Equal(changed, AbiTuple.Encode(other));
        }
    });

    [Theory]
    [InlineData("\"act\":1,", "", "/act is missing.")]
    [InlineData("\"act\":1,", "\"act\":1,\"act\":1,", "/act stands twice.")]
    [InlineData("\"act\":1,", "\"act\":1,\"fact\":1,", "/fact is not a field of this type.")]
    [InlineData("\"act\":1,", "\"act\":256,", "/act is above 255.")]
    [InlineData("\"act\":1,", "\"act\":-1,", "/act is not an integer")]
    [InlineData("\"act\":1,", "\"act\":1.0,", "/act is not an integer")]
    [InlineData("\"act\":1,", "\"act\":1e0,", "/act is not an integer")]
    [InlineData("\"act\":1,", "\"act\":\"01\",", "/act is not a decimal integer")]
    [InlineData("\"act\":1,", "\"act\":null,", "/act is not a string.")]
    [InlineData("\"7\"", "9007199254740993", "/quantity is not an integer")]
    [InlineData("\"TV\"", "\"\\udc00\"", "/product holds a lone surrogate.")]
    [InlineData("0x00", "0x", "/salt is not 0x and 64 hexadecimal digits.")]
    public void A_message_is_read_strictly(string part, string instead, string error)
    {
        var wrong = Assert.Throws<FormatException>(() => TypedDataJson.ReadMessage<UsageLine>(Vectors.Json(Line.Replace(part, instead, StringComparison.Ordinal))));
        Assert.StartsWith(error, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pointer_begins_where_the_message_stands()
    {
        var wrong = Assert.Throws<FormatException>(() => TypedDataJson.ReadMessage<UsageLine>(Vectors.Json("[]"), "/lines/3"));
        Assert.Equal("/lines/3 is not an object.", wrong.Message);
    }

    [Fact]
    public void A_lone_surrogate_is_neither_hashed_nor_written()
    {
        var line = TypedDataJson.ReadMessage<UsageLine>(Vectors.Json(Line)) with { Product = "\ud800" };
        Assert.Throws<FormatException>(() => Eip712.HashStruct(line));
        Assert.Throws<FormatException>(() => AbiTuple.Encode(line));
        Assert.Throws<FormatException>(() => Json(line));
    }

    [Fact]
    public void A_signature_counts_in_one_domain_only()
    {
        var line = TypedDataJson.ReadMessage<UsageLine>(Vectors.Json(Line));
        Eip712Domain[] domains =
        [
            Domain, new("Pools", "1", Domain.ChainId, Domain.VerifyingContract), new("Licenses", "2", Domain.ChainId, Domain.VerifyingContract),
            new("Licenses", "1", 1, Domain.VerifyingContract), new("Licenses", "1", Domain.ChainId, Address.Zero),
        ];
        Assert.Equal(domains.Length, domains.Select(domain => Eip712.Digest(domain, line)).Distinct().Count());
    }

    private static JsonElement Json<T>(T value)
        where T : ITypedStruct<T> => Vectors.Json(TypedDataTexts.Of(value));

    private static bool Accepts(Func<Everything> read, out Everything value)
    {
        try
        {
            value = read();
            return true;
        }
        catch (FormatException)
        {
            value = Everything.Any(new Samples(0));
            return false;
        }
    }
}
