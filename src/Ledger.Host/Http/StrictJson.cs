// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Host.Http;

/// <summary>What is wrong with a JSON text: a stable code, and the place as a JSON pointer (RFC 6901).</summary>
public sealed record JsonFlaw(string Code, string Pointer);

/// <summary>Reads JSON that means one thing only; refuses what two readers could read in two ways.</summary>
/// <remarks>
/// Refused beyond RFC 8259: duplicate keys, a byte order mark, lone surrogates, NUL, numbers that are not integers within
/// ±(2⁵³ − 1) (larger ones travel as decimal strings), and nesting deeper than <see cref="MaxDepth"/>.
/// </remarks>
public static class StrictJson
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    private const long MaxExactInteger = (1L << 53) - 1;

    /// <summary>The first flaw of <paramref name="utf8"/>, or null when it is sound.</summary>
    public static JsonFlaw? FindFlaw(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return new JsonFlaw("json-empty", "");
        }

        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            return new JsonFlaw("json-byte-order-mark", "");
        }

        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return new JsonFlaw("json-not-utf8", "");
        }

        var path = new PointerPath();
        try
        {
            // One level more than allowed, so that depth is told apart from bad syntax.
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
            while (reader.Read())
            {
                if (Examine(ref reader, path) is { } code)
                {
                    return new JsonFlaw(code, path.ToString());
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return new JsonFlaw("json-malformed", path.ToString());
        }
    }

    private static string? Examine(ref Utf8JsonReader reader, PointerPath path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                path.Enter(reader.TokenType == JsonTokenType.StartObject);
                return path.Depth > MaxDepth ? "json-too-deep" : null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.Leave();
                return null;
            case JsonTokenType.PropertyName:
                return FlawOfText(ref reader, out var name) ?? (path.Name(name) ? null : "json-duplicate-key");
            case JsonTokenType.String:
                path.Value();
                return FlawOfText(ref reader, out _);
            case JsonTokenType.Number:
                path.Value();
                return reader.TryGetInt64(out var number) && number is >= -MaxExactInteger and <= MaxExactInteger
                    ? null
                    : "json-number-inexact";
            default:
                path.Value();
                return null;
        }
    }

    private static string? FlawOfText(ref Utf8JsonReader reader, out string text)
    {
        text = "";
        try
        {
            text = reader.GetString() ?? "";
            return text.Contains('\0', StringComparison.Ordinal) ? "json-nul" : null;
        }
        catch (InvalidOperationException)
        {
            return "json-lone-surrogate";
        }
    }

    /// <summary>Where the reader stands, and the keys that each open object has had.</summary>
    private sealed class PointerPath
    {
        private readonly Stack<Level> _levels = new();

        public int Depth => _levels.Count;

        public void Enter(bool isObject)
        {
            Value();
            _levels.Push(new Level(isObject ? new HashSet<string>(StringComparer.Ordinal) : null));
        }

        public void Leave() => _levels.Pop();

        public bool Name(string name)
        {
            _levels.Peek().Current = name;
            return _levels.Peek().Keys!.Add(name);
        }

        public void Value()
        {
            if (_levels.TryPeek(out var level) && level.Keys is null)
            {
                level.Index++;
                level.Current = level.Index.ToString(CultureInfo.InvariantCulture);
            }
        }

        public override string ToString() => string.Concat(_levels.Reverse().Where(level => level.Current is not null).Select(Segment));

        private static string Segment(Level level) =>
            "/" + level.Current!.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

        private sealed class Level(HashSet<string>? keys)
        {
            public HashSet<string>? Keys => keys;

            public int Index { get; set; } = -1;

            public string? Current { get; set; }
        }
    }
}
