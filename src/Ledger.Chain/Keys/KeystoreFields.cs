// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>The fields of a JSON object in a key file; each is there and of its type, or is named as what is wrong.</summary>
internal readonly record struct KeystoreFields(string Path, JsonElement Json)
{
    public KeystoreFields Object(string name) =>
        Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new KeystoreFields(Path, value) : throw Invalid(name);

    public string Text(string name) => Optional(name) ?? throw Invalid(name);

    /// <summary>A text; null where there is none.</summary>
    public string? Optional(string name) => Json.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Invalid(name)
        : null;

    public long Number(string name) =>
        Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw Invalid(name);

    /// <summary>Bytes in hexadecimal digits, with 0x or without.</summary>
    public byte[] Hex(string name)
    {
        var text = Text(name);
        return Ethereum.Hex.TryDecode(Prefixed(text), out var bytes) ? bytes : throw Invalid(name);
    }

    /// <summary>An account, with 0x or without; null where there is none.</summary>
    public Address? Account(string name) => Optional(name) switch
    {
        null => null,
        var text => Address.TryParse(Prefixed(text), out var address) ? address : throw Invalid(name),
    };

    public void Require(string name, bool holds)
    {
        if (!holds)
        {
            throw Invalid(name);
        }
    }

    public KeyFileException Invalid(string name) => new(new KeyFieldInvalid(Path, name));

    private static string Prefixed(string digits) => digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? "0x" + digits[2..] : "0x" + digits;
}
