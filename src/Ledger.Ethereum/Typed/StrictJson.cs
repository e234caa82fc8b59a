// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>JSON values read in one way only; what is wrong is said with its JSON pointer (RFC 6901).</summary>
internal static class StrictJson
{
    public static FormatException Wrong(string pointer, string what) => new($"{(pointer.Length == 0 ? "/" : pointer)} {what}.");

    public static string Pointer(string parent, string name) =>
        $"{parent}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Fills <paramref name="fields"/>; refuses what is no object, and a key given twice.</summary>
    public static void ReadObject(JsonElement value, string pointer, Dictionary<string, JsonElement> fields)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(pointer, "is not an object");
        }

        foreach (var property in value.EnumerateObject())
        {
            var name = Name(property, pointer);
            if (!fields.TryAdd(name, property.Value))
            {
                throw Wrong(Pointer(pointer, name), "stands twice");
            }
        }
    }

    /// <summary>A string without lone surrogates.</summary>
    public static string Text(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong(pointer, "is not a string");
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(pointer, "holds a lone surrogate");
        }
    }

    /// <summary>A number up to 2⁵³ − 1, or decimal digits in a string; no sign, fraction, exponent or leading zero.</summary>
    public static UInt256 Integer(JsonElement value, string pointer)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return ulong.TryParse(value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= TypedDataJson.MaxSafeInteger
                    ? number
                    : throw Wrong(pointer, "is not an integer between 0 and 2^53 - 1 (write a larger one as a decimal string)");
        }

        return UInt256.TryParse(Text(value, pointer), out var integer)
            ? integer
            : throw Wrong(pointer, "is not a decimal integer of at most 256 bits without sign or leading zero");
    }

    private static string Name(JsonProperty property, string pointer)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(pointer, "has a key with a lone surrogate");
        }
    }
}
