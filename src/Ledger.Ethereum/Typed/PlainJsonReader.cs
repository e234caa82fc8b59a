// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>Gives fields out of JSON that is written as we write it: every field in its order, none besides, no escapes.</summary>
/// <remarks>
/// It never says what is wrong: what is not so plain, sound or not, is left to a reader that takes every form and names each flaw.
/// Whatever it does take, that one takes too, with the same values.
/// </remarks>
public ref struct PlainJsonReader : IFieldReader
{
    private const int MostDigits = 19; // of any number of 64 bits but the last few

    private readonly TextPool _texts;
    private Utf8JsonReader _json;

    private PlainJsonReader(Utf8JsonReader json, TextPool texts)
    {
        _json = json;
        _texts = texts;
        IsPlain = true;
    }

    private bool IsPlain { get; set; }

    /// <summary>Reads the object that <paramref name="json"/> stands at the beginning of, and leaves it at its end.</summary>
    /// <returns>False where it is not plain; the reader's place is of no meaning then.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool TryRead<T>(ref Utf8JsonReader json, TextPool texts, out T value)
        where T : ITypedStruct<T>
    {
        var reader = new PlainJsonReader(json, texts);
        value = T.Read(ref reader);
        reader.IsPlain = reader.IsPlain && json.TokenType == JsonTokenType.StartObject && reader._json.Read() && reader._json.TokenType == JsonTokenType.EndObject;
        json = reader._json;
        return reader.IsPlain;
    }

    public Hash32 Bytes32(string name)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        return Next(name, JsonTokenType.String) && Demand(TryDecode(_json.ValueSpan, bytes)) ? new Hash32(bytes) : default;
    }

    /// <summary>Addresses have a checksum in their letters' case: those are for the other reader.</summary>
    public Address Address(string name)
    {
        IsPlain = false;
        return default;
    }

    /// <summary>No record has one yet: for the other reader.</summary>
    public bool Bool(string name)
    {
        IsPlain = false;
        return false;
    }

    public byte Uint8(string name) => (byte)Number(name, byte.MaxValue);

    public ushort Uint16(string name) => (ushort)Number(name, ushort.MaxValue);

    public uint Uint32(string name) => (uint)Number(name, uint.MaxValue);

    public ulong Uint64(string name) => Number(name, TypedDataJson.MaxSafeInteger);

    public UInt256 Uint256(string name)
    {
        if (!Next(name, JsonTokenType.String))
        {
            return default;
        }

        var digits = _json.ValueSpan;
        if (digits.Length <= MostDigits)
        {
            var number = 0UL;
            return Demand(digits is [not (byte)'0', ..] or [_] && Utf8Parser.TryParse(digits, out number, out var used) && used == digits.Length) ? number : default(UInt256);
        }

        return Demand(UInt256.TryParse(_texts.Find(digits), out var large)) ? large : default;
    }

    public string Text(string name)
    {
        var text = Next(name, JsonTokenType.String) ? _texts.Find(_json.ValueSpan) : null;
        return Demand(text is not null) ? text! : "";
    }

    /// <summary>No record has one: for the other reader.</summary>
    public Hash32[] Bytes32Array(string name)
    {
        IsPlain = false;
        return [];
    }

    /// <summary>Reads 0x and its digits, of either case, into exactly those bytes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> to) =>
        text.Length == 2 + (2 * to.Length)
        && text.StartsWith("0x"u8)
        && Convert.FromHexString(text[2..], to, out _, out var written) == OperationStatus.Done
        && written == to.Length;

    private ulong Number(string name, ulong most)
    {
        var number = 0UL;
        return Next(name, JsonTokenType.Number)
            && Demand(Utf8Parser.TryParse(_json.ValueSpan, out number, out var used) && used == _json.ValueSpan.Length && number <= most) ? number : 0;
    }

    /// <summary>Steps to the value of the property, which must come next.</summary>
    private bool Next(string name, JsonTokenType type) => IsPlain && Demand(
        _json.Read() && _json.TokenType == JsonTokenType.PropertyName && !_json.ValueIsEscaped && _json.ValueTextEquals(name)
        && _json.Read() && _json.TokenType == type && !_json.ValueIsEscaped);

    private bool Demand(bool holds) => IsPlain = IsPlain && holds;
}
