// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Chain.Rpc;

/// <summary>Reads the encodings of the Ethereum JSON-RPC: QUANTITY (0x, no leading zero) and DATA (0x, whole bytes).</summary>
internal static class RpcJson
{
    internal static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null
            ? field
            : throw Malformed(name);

    internal static JsonElement? OptionalField(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null
            ? field
            : null;

    internal static ulong Quantity(this JsonElement element, string name)
    {
        var digits = Digits(element, name);
        ulong value = 0;
        if (digits.Length is 0 or > 16)
        {
            throw Malformed(name);
        }

        foreach (var digit in digits)
        {
            var nibble = Nibble(digit);
            value = nibble >= 0 ? (value << 4) | (uint)nibble : throw Malformed(name);
        }

        return value;
    }

    internal static UInt256 BigQuantity(this JsonElement element, string name)
    {
        var digits = Digits(element, name);
        Span<byte> word = stackalloc byte[32];
        if (digits.Length is 0 or > 64)
        {
            throw Malformed(name);
        }

        Span<byte> padded = stackalloc byte[64];
        padded.Fill((byte)'0');
        digits.CopyTo(padded[(64 - digits.Length)..]);
        return Convert.FromHexString(padded, word, out _, out _) == OperationStatus.Done ? UInt256.FromBigEndian(word) : throw Malformed(name);
    }

    internal static Hash32 Hash(this JsonElement element, string name)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        Fixed(element, bytes, name);
        return new Hash32(bytes);
    }

    internal static Address Account(this JsonElement element, string name)
    {
        Span<byte> bytes = stackalloc byte[Address.Size];
        Fixed(element, bytes, name);
        return new Address(bytes);
    }

    internal static void Fixed(this JsonElement element, Span<byte> to, string name)
    {
        var digits = Digits(element, name);
        if (digits.Length != 2 * to.Length || Convert.FromHexString(digits, to, out _, out _) != OperationStatus.Done)
        {
            throw Malformed(name);
        }
    }

    internal static byte[] Data(this JsonElement element, string name)
    {
        var digits = Digits(element, name);
        var bytes = digits.Length % 2 == 0 ? new byte[digits.Length / 2] : throw Malformed(name);
        return Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done ? bytes : throw Malformed(name);
    }

    internal static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw Malformed(name);

    internal static string Quantity(ulong value) => "0x" + value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    internal static ChainFault Malformed(string what) =>
        new(ChainFaultKind.Malformed, $"The node's answer has no readable '{what}'.", isTransient: true);

    // The raw value with its quotes: an escape in it is no hexadecimal digit and is refused with the rest.
    private static ReadOnlySpan<byte> Digits(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(element) is [(byte)'"', (byte)'0', (byte)'x', .. var digits, (byte)'"']
            ? digits
            : throw Malformed(name);

    private static int Nibble(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
