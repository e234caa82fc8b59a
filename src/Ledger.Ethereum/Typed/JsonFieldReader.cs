// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>Gives fields out of a JSON object, strictly.</summary>
internal readonly struct JsonFieldReader : IFieldReader
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly string _pointer;

    public JsonFieldReader(JsonElement message, string pointer)
    {
        _pointer = pointer;
        StrictJson.ReadObject(message, pointer, _fields);
    }

    public Hash32 Bytes32(string name) => ToHash(Take(name), At(name));

    public Address Address(string name)
    {
        var text = StrictJson.Text(Take(name), At(name));
        return Ethereum.Address.TryParse(text, out var address)
            ? address
            : throw StrictJson.Wrong(At(name), "is not an address (0x and 40 digits, EIP-55)");
    }

    public bool Bool(string name) =>
        Take(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw StrictJson.Wrong(At(name), "is neither true nor false"),
        };

    public byte Uint8(string name) => (byte)Unsigned(name, byte.MaxValue);

    public ushort Uint16(string name) => (ushort)Unsigned(name, ushort.MaxValue);

    public uint Uint32(string name) => (uint)Unsigned(name, uint.MaxValue);

    public ulong Uint64(string name) => Unsigned(name, ulong.MaxValue);

    public UInt256 Uint256(string name) => StrictJson.Integer(Take(name), At(name));

    public string Text(string name) => StrictJson.Text(Take(name), At(name));

    public Hash32[] Bytes32Array(string name)
    {
        var array = Take(name);
        if (array.ValueKind != JsonValueKind.Array)
        {
            throw StrictJson.Wrong(At(name), "is not an array");
        }

        var pointer = At(name);
        return [.. array.EnumerateArray().Select((item, index) => ToHash(item, $"{pointer}/{index}"))];
    }

    /// <summary>Refuses what no field asked for.</summary>
    public void End()
    {
        foreach (var name in _fields.Keys)
        {
            throw StrictJson.Wrong(At(name), "is not a field of this type");
        }
    }

    private static Hash32 ToHash(JsonElement value, string pointer) =>
        Hash32.TryParse(StrictJson.Text(value, pointer), out var hash)
            ? hash
            : throw StrictJson.Wrong(pointer, "is not 0x and 64 hexadecimal digits");

    private ulong Unsigned(string name, ulong max)
    {
        var value = Uint256(name);
        return value <= max ? (ulong)value.Low : throw StrictJson.Wrong(At(name), $"is above {max}");
    }

    private JsonElement Take(string name) =>
        _fields.Remove(name, out var value) ? value : throw StrictJson.Wrong(At(name), "is missing");

    private string At(string name) => StrictJson.Pointer(_pointer, name);
}
