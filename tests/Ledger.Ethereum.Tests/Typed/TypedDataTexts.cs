// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Tests.Typed;

/// <summary>Typed data as text, and read back as the struct that they were.</summary>
internal static class TypedDataTexts
{
    public static readonly Eip712Domain Domain = new("Licenses", "1", 1UL << 40, Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));

    private static readonly string Types = Vectors.Json(Of(Everything.Any(new Samples(0)))).GetProperty("types").GetRawText();

    public static string Of<T>(T value)
        where T : ITypedStruct<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            TypedDataJson.Write(writer, Domain, value);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Whether the types are still those of the struct.</summary>
    public static bool SaysTypes(JsonElement json) => string.Equals(json.GetProperty("types").GetRawText(), Types, StringComparison.Ordinal);

    /// <summary>Reads the message as our own struct does.</summary>
    public static bool TryRead(JsonElement json, TypedData typedData, [NotNullWhen(true)] out Everything? value)
    {
        value = null;
        if (typedData.PrimaryType != Everything.TypeName)
        {
            return false;
        }

        try
        {
            value = TypedDataJson.ReadMessage<Everything>(json.GetProperty("message"));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
