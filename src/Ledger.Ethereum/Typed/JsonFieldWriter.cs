// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>Says fields as properties of an open JSON object.</summary>
internal readonly struct JsonFieldWriter(Utf8JsonWriter to) : IFieldWriter
{
    public void Bytes32(string name, Hash32 value)
    {
        Span<byte> text = stackalloc byte[Hash32.TextSize];
        value.WriteText(text);
        to.WriteString(name, text);
    }

    public void Address(string name, Address value) => to.WriteString(name, value.ToString());

    public void Bool(string name, bool value) => to.WriteBoolean(name, value);

    public void Uint8(string name, byte value) => to.WriteNumber(name, value);

    public void Uint16(string name, ushort value) => to.WriteNumber(name, value);

    public void Uint32(string name, uint value) => to.WriteNumber(name, value);

    public void Uint64(string name, ulong value)
    {
        if (value <= TypedDataJson.MaxSafeInteger)
        {
            to.WriteNumber(name, value);
        }
        else
        {
            Uint256(name, value);
        }
    }

    public void Uint256(string name, UInt256 value) => to.WriteString(name, value.ToString());

    public void Text(string name, string value)
    {
        _ = StrictUtf8.CountBytes(value);
        to.WriteString(name, value);
    }

    public void Bytes32Array(string name, ReadOnlySpan<Hash32> values)
    {
        to.WriteStartArray(name);
        foreach (ref readonly var value in values)
        {
            to.WriteStringValue(value.ToString());
        }

        to.WriteEndArray();
    }
}
