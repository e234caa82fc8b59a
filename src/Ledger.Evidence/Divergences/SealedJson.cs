// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Divergences;

/// <summary>A JSON object of one form that ends with the hash of everything before.</summary>
internal static class SealedJson
{
    private const int Version = 1;

    /// <summary>Whether the bytes seem to be of the format. It proves nothing.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes, string format) => bytes.StartsWith(Encoding.ASCII.GetBytes($"{{\"format\":\"{format}\""));

    /// <summary>Writes format and version, what <paramref name="rest"/> writes, and the digest.</summary>
    public static byte[] Write(string format, Action<Utf8JsonWriter> rest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("format", format);
        json.WriteNumber("version", Version);
        rest(json);
        json.WriteEndObject();
        json.Flush();
        var body = buffer.WrittenSpan;
        return [.. body[..^1], .. ",\"keccak256\":\""u8, .. Encoding.ASCII.GetBytes(Keccak256.Hash(body).ToString()), .. "\"}"u8];
    }

    /// <summary>Reads what is of the format, and what writing it again gives the same bytes of.</summary>
    public static bool TryRead<T>(
        ReadOnlyMemory<byte> bytes, string format, Func<JsonElement, T> read, Func<T, byte[]> write, [NotNullWhen(true)] out T? file, out string what)
        where T : class
    {
        file = null;
        what = "";
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            if (!string.Equals(DisclosureJson.Text(json, "format"), format, StringComparison.Ordinal) || DisclosureJson.Must(json, "version").GetInt32() != Version)
            {
                what = $"it is no {format} of version {Version}";
                return false;
            }

            var found = read(json);
            what = write(found).AsSpan().SequenceEqual(bytes.Span) ? "" : "it is not in the one form that the format has, or was changed";
            file = what.Length == 0 ? found : null;
            return file is not null;
        }
        catch (Exception flaw) when (flaw is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            what = flaw.Message;
            return false;
        }
    }

    /// <summary>A block's number and hash, and its header where it is shown.</summary>
    public static DivergentBlock Block(JsonElement json) => new(
        DisclosureJson.Must(json, "number").GetUInt64(), Hash(json, "hash"), Hex.Decode(DisclosureJson.Text(json, "header")));

    public static void Write(Utf8JsonWriter json, string name, DivergentBlock block)
    {
        json.WriteStartObject(name);
        json.WriteNumber("number", block.Number);
        json.WriteString("hash", block.Hash.ToString());
        json.WriteString("header", Hex.Encode(block.Header.Span));
        json.WriteEndObject();
    }

    /// <summary>The property <c>signature</c>.</summary>
    /// <exception cref="FormatException">It is not one of 65 bytes with a low s.</exception>
    public static Signature Signature(JsonElement json) =>
        Ethereum.Signature.TryParse(DisclosureJson.Text(json, "signature"), out var signature) ? signature : throw new FormatException("signature is none");

    public static Hash32 Hash(JsonElement json, string name) => Hash32.Parse(DisclosureJson.Text(json, name));

    /// <summary>An array of texts.</summary>
    public static IEnumerable<string> Texts(JsonElement json, string name) =>
        DisclosureJson.Must(json, name).EnumerateArray().Select(item => item.GetString() ?? throw new FormatException($"{name} holds null"));

    public static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
