// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>EIP-712's hashStruct and encodeData over JSON values.</summary>
internal sealed class TypedDataEncoder(TypedDataTypes types)
{
    private const int MaxDepth = 32;

    public Hash32 HashStruct(string type, JsonElement value, string pointer, int depth)
    {
        if (depth > MaxDepth)
        {
            throw StrictJson.Wrong(pointer, $"is nested deeper than {MaxDepth}");
        }

        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        StrictJson.ReadObject(value, pointer, given);
        var fields = types.Fields(type);
        var words = new byte[Hash32.Size * (fields.Count + 1)];
        types.TypeHash(type).CopyTo(words);
        for (var i = 0; i < fields.Count; i++)
        {
            var at = StrictJson.Pointer(pointer, fields[i].Name);
            if (!given.Remove(fields[i].Name, out var field))
            {
                throw StrictJson.Wrong(at, "is missing");
            }

            Encode(fields[i].Type, field, at, depth + 1).CopyTo(words.AsSpan(Hash32.Size * (i + 1)));
        }

        foreach (var name in given.Keys)
        {
            throw StrictJson.Wrong(StrictJson.Pointer(pointer, name), "is not a field of this type");
        }

        return Keccak256.Hash(words);
    }

    /// <summary>The one word by which a value stands in its struct.</summary>
    private Hash32 Encode(string type, JsonElement value, string pointer, int depth)
    {
        if (SolidityType.TrySplitArray(type, out var element, out var length))
        {
            return EncodeArray(element, length, value, pointer, depth);
        }

        if (types.IsStruct(type))
        {
            return HashStruct(type, value, pointer, depth);
        }

        return type switch
        {
            "string" => StructHashWriter.HashText(StrictJson.Text(value, pointer)),
            "bytes" => Keccak256.Hash(Bytes(value, pointer)),
            "bool" => value.ValueKind switch
            {
                JsonValueKind.True => Word(BigInteger.One),
                JsonValueKind.False => Hash32.Zero,
                _ => throw StrictJson.Wrong(pointer, "is neither true nor false"),
            },
            "address" => EncodeAddress(value, pointer),
            _ when SolidityType.FixedBytes(type) is > 0 and var size => EncodeFixedBytes(size, value, pointer),
            _ when SolidityType.Bits(type, "uint") is > 0 and var bits => EncodeInteger(value, pointer, type, 0, BigInteger.One << bits),
            _ when SolidityType.Bits(type, "int") is > 0 and var bits =>
                EncodeInteger(value, pointer, type, -(BigInteger.One << (bits - 1)), BigInteger.One << (bits - 1)),
            _ => throw StrictJson.Wrong(pointer, $"has the unknown type {type}"),
        };
    }

    private Hash32 EncodeArray(string element, int? length, JsonElement value, string pointer, int depth)
    {
        if (depth > MaxDepth)
        {
            throw StrictJson.Wrong(pointer, $"is nested deeper than {MaxDepth}");
        }

        if (value.ValueKind != JsonValueKind.Array || (length is { } count && value.GetArrayLength() != count))
        {
            throw StrictJson.Wrong(pointer, length is null ? "is not an array" : $"is not an array of {length}");
        }

        var words = new byte[Hash32.Size * value.GetArrayLength()];
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Encode(element, item, $"{pointer}/{index}", depth + 1).CopyTo(words.AsSpan(Hash32.Size * index));
            index++;
        }

        return Keccak256.Hash(words);
    }

    private static Hash32 EncodeAddress(JsonElement value, string pointer)
    {
        if (!Address.TryParse(StrictJson.Text(value, pointer), out var address))
        {
            throw StrictJson.Wrong(pointer, "is not an address (0x and 40 digits, EIP-55)");
        }

        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        address.CopyTo(word[12..]);
        return new Hash32(word);
    }

    private static Hash32 EncodeFixedBytes(int size, JsonElement value, string pointer)
    {
        var bytes = Bytes(value, pointer);
        if (bytes.Length != size)
        {
            throw StrictJson.Wrong(pointer, $"has {bytes.Length} bytes, not {size}");
        }

        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        bytes.CopyTo(word);
        return new Hash32(word);
    }

    private static byte[] Bytes(JsonElement value, string pointer) =>
        Hex.TryDecode(StrictJson.Text(value, pointer), out var bytes)
            ? bytes
            : throw StrictJson.Wrong(pointer, "is not 0x and an even number of hexadecimal digits");

    private static Hash32 EncodeInteger(JsonElement value, string pointer, string type, BigInteger min, BigInteger end)
    {
        var number = Integer(value, pointer);
        return number >= min && number < end ? Word(number) : throw StrictJson.Wrong(pointer, $"does not fit {type}");
    }

    /// <summary>A JSON integer within ±(2⁵³ − 1), or a string of decimal digits (with a minus) or of 0x and hexadecimal digits.</summary>
    private static BigInteger Integer(JsonElement value, string pointer)
    {
        var isNumber = value.ValueKind == JsonValueKind.Number;
        var text = isNumber ? value.GetRawText() : StrictJson.Text(value, pointer);
        var isHex = !isNumber && text.StartsWith("0x", StringComparison.Ordinal);
        var digits = isHex ? $"0{text[2..]}" : text;
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign;
        return text.Length <= 80
            && !(isHex && text.Length == 2)
            && !text.StartsWith('+')
            && BigInteger.TryParse(digits, style, CultureInfo.InvariantCulture, out var number)
            && (!isNumber || BigInteger.Abs(number) <= TypedDataJson.MaxSafeInteger)
                ? number
                : throw StrictJson.Wrong(pointer, "is not an integer (beyond 2^53 - 1 write it as a decimal string)");
    }

    private static Hash32 Word(BigInteger number)
    {
        var wrapped = number.Sign < 0 ? (BigInteger.One << 256) + number : number;
        Span<byte> word = stackalloc byte[Hash32.Size];
        UInt256.From(wrapped).WriteBigEndian(word);
        return new Hash32(word);
    }
}
