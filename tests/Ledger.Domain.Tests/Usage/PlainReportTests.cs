// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Tests.Usage;

/// <summary>The reader of plain JSON takes less than the strict one, and never anything else.</summary>
public sealed class PlainReportTests
{
    private const int Mutations = 20_000;
    private const int Seed = 20_261_128;

    private static readonly UsageLine _line = new(
        "机顶盒 Z-1", PatentAct.Sale, "CN", "", 100, UInt256.From(System.Numerics.BigInteger.Pow(10, 40)), "CNY", "A1-A9", "B 7", 1_790_000_000, Salt(1));

    [Fact]
    public void What_we_write_is_plain_and_reads_as_it_was()
    {
        var report = SomeUsage.Report(SomeUsage.Stream()) with { Sequence = (1UL << 53) - 1 };
        Assert.Equal((true, _line), Plain<UsageLine>(Written(_line)));
        Assert.Equal((true, report), Plain<UsageReport>(Written(report)));
        Assert.False(Plain<UsageReport>(Written(report with { Sequence = 1UL << 53 })).IsPlain); // as a text: for the other reader
    }

    [Theory]
    [InlineData("\"act\":1", "\"act\":-0")]
    [InlineData("\"act\":1", "\"act\":1.0")]
    [InlineData("\"act\":1", "\"act\":1e0")]
    [InlineData("\"act\":1", "\"act\":256")]
    [InlineData("\"act\":1", "\"act\":\"1\"")]
    [InlineData("\"quantity\":\"100\"", "\"quantity\":\"0100\"")]
    [InlineData("\"quantity\":\"100\"", "\"quantity\":\"+100\"")]
    [InlineData("\"quantity\":\"100\"", "\"quantity\":\" 100\"")]
    [InlineData("\"quantity\":\"100\"", "\"quantity\":100")]
    [InlineData("\"quantity\":\"100\"", "\"quantity\":\"\"")]
    [InlineData("\"madeIn\":\"CN\"", "\"madeIn\":\"\\u0043N\"")]
    [InlineData("\"madeIn\":\"CN\"", "\"madeIn\":\"CN\",\"madeIn\":\"CN\"")]
    [InlineData("\"madeIn\":\"CN\"", "\"madeIn\":null")]
    [InlineData("\"soldIn\":\"\",", "")]
    [InlineData("\"time\":1790000000,", "\"time\":1790000000,\"more\":1,")]
    [InlineData("\"salt\":\"0x01", "\"salt\":\"0X01")]
    public void What_is_written_otherwise_is_left_to_the_other_reader(string ours, string otherwise)
    {
        var text = Written(_line);
        Assert.Contains(ours, text, StringComparison.Ordinal);
        Assert.False(Plain<UsageLine>(text.Replace(ours, otherwise, StringComparison.Ordinal)).IsPlain);
    }

    [Fact]
    public void Whatever_it_takes_the_strict_reader_takes_with_the_same_values()
    {
        var random = new Random(Seed);
        var sound = Encoding.UTF8.GetBytes(Written(_line));
        var taken = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = sound.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.Equal(Said(() => TypedDataJson.ReadMessage<UsageLine>(JsonElement.Parse(bytes))), Said(() => TypedDataJson.ReadMessage<UsageLine>(bytes)));
            if (!TryPlain<UsageLine>(bytes, out var plain))
            {
                continue;
            }

            taken++;
            Assert.Equal(TypedDataJson.ReadMessage<UsageLine>(JsonElement.Parse(bytes)), plain);
        }

        Assert.InRange(taken, 100, Mutations); // a digit of the salt, a letter of the product
    }

    [Fact]
    public void Many_structs_hash_as_each_does_by_itself()
    {
        UsageLine[] lines = [.. Enumerable.Range(0, 150).Select(i => _line with { Product = $"Box {i % 7}", Batch = new string('x', i), Salt = Salt((byte)i) })];
        Assert.Equal(lines.Select(line => line.LeafData), Eip712.HashStructs(lines));
        Assert.Empty(Eip712.HashStructs(Array.Empty<UsageLine>()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("{\"product\":\"TV\"}")]
    [InlineData("ours ours")]
    [InlineData("ours,")]
    [InlineData(" ours ")]
    public void Text_is_read_as_the_strict_reader_reads_it(string form)
    {
        var bytes = Encoding.UTF8.GetBytes(form.Replace("ours", Written(_line), StringComparison.Ordinal));
        Assert.Equal(Said(() => TypedDataJson.ReadMessage<UsageLine>(JsonElement.Parse(bytes))), Said(() => TypedDataJson.ReadMessage<UsageLine>(bytes)));
    }

    /// <summary>The value, or what kind of exception with what words; no JSON is no JSON, however each reader says so.</summary>
    private static object Said(Func<UsageLine> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
        catch (JsonException)
        {
            return typeof(JsonException);
        }
    }

    private static Hash32 Salt(byte value) => new([value, .. new byte[31]]);

    private static (bool IsPlain, T? Value) Plain<T>(string text)
        where T : class, ITypedStruct<T> => TryPlain<T>(Encoding.UTF8.GetBytes(text), out var value) ? (true, value) : (false, null);

    private static bool TryPlain<T>(byte[] utf8, out T value)
        where T : class, ITypedStruct<T>
    {
        value = null!;
        try
        {
            var json = new Utf8JsonReader(utf8);
            return json.Read() && PlainJsonReader.TryRead(ref json, new TextPool(), out value) && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Written<T>(T value)
        where T : ITypedStruct<T>
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            TypedDataJson.WriteMessage(writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
