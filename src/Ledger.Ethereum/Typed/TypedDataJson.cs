// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>Typed structs as the JSON of <c>eth_signTypedData_v4</c>.</summary>
/// <remarks>
/// Numbers of up to 64 bits are JSON numbers up to 2⁵³ − 1 and decimal strings beyond; <c>uint256</c> is a decimal string
/// always (a domain's chain id a number, as wallets want it); bytes are 0x lower-case, addresses EIP-55.
/// </remarks>
public static class TypedDataJson
{
    /// <summary>The largest integer that every JSON reader keeps exactly: 2⁵³ − 1.</summary>
    internal const ulong MaxSafeInteger = (1UL << 53) - 1;

    [ThreadStatic]
    private static TextPool? _texts;

    /// <summary>Writes <c>{domain, types, primaryType, message}</c>.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public static void Write<T>(Utf8JsonWriter to, Eip712Domain domain, T value)
        where T : ITypedStruct<T>
    {
        to.WriteStartObject();
        to.WritePropertyName("domain");
        WriteDomain(to, domain);
        to.WriteStartObject("types");
        WriteType<Eip712Domain.Fields>(to);
        WriteType<T>(to);
        to.WriteEndObject();
        to.WriteString("primaryType", T.TypeName);
        to.WritePropertyName("message");
        WriteMessage(to, value);
        to.WriteEndObject();
    }

    /// <summary>Writes the domain object alone.</summary>
    public static void WriteDomain(Utf8JsonWriter to, Eip712Domain domain)
    {
        to.WriteStartObject();
        to.WriteString("name", domain.Name);
        to.WriteString("version", domain.Version);
        if (domain.ChainId <= MaxSafeInteger)
        {
            to.WriteNumber("chainId", (ulong)domain.ChainId.Low);
        }
        else
        {
            to.WriteString("chainId", domain.ChainId.ToString());
        }

        to.WriteString("verifyingContract", domain.VerifyingContract.ToString());
        to.WriteEndObject();
    }

    /// <summary>Writes the property <c>"TypeName": [{name, type}, …]</c>, for an open object.</summary>
    public static void WriteType<T>(Utf8JsonWriter to)
        where T : ITypedStruct<T>
    {
        to.WriteStartArray(T.TypeName);
        foreach (var field in TypedShape<T>.Fields)
        {
            to.WriteStartObject();
            to.WriteString("name", field.Name);
            to.WriteString("type", field.Type);
            to.WriteEndObject();
        }

        to.WriteEndArray();
    }

    /// <summary>Writes the message object alone.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public static void WriteMessage<T>(Utf8JsonWriter to, T value)
        where T : ITypedStruct<T>
    {
        to.WriteStartObject();
        var writer = new JsonFieldWriter(to);
        value.Write(ref writer);
        to.WriteEndObject();
    }

    /// <summary>Reads the text of a message object: quickly where it is written as we write it, else as <see cref="ReadMessage{T}(JsonElement, string)"/> does.</summary>
    /// <exception cref="FormatException">The message begins with the JSON pointer of what is wrong.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static T ReadMessage<T>(ReadOnlySpan<byte> utf8)
        where T : ITypedStruct<T>
    {
        var json = new Utf8JsonReader(utf8);
        return json.Read() && PlainJsonReader.TryRead<T>(ref json, _texts ??= new TextPool(), out var value) && !json.Read()
            ? value
            : ReadMessage<T>(JsonElement.Parse(utf8));
    }

    /// <summary>Reads a message object: every field, none twice, none besides.</summary>
    /// <param name="message">The object.</param>
    /// <param name="pointer">Where it stands in its document (RFC 6901), for what an exception says.</param>
    /// <exception cref="FormatException">Anything else; the message begins with the JSON pointer of what is wrong.</exception>
    public static T ReadMessage<T>(JsonElement message, string pointer = "")
        where T : ITypedStruct<T>
    {
        var reader = new JsonFieldReader(message, pointer);
        var value = T.Read(ref reader);
        reader.End();
        return value;
    }
}
