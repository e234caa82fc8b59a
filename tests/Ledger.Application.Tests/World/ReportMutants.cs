// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Application.Tests.World;

/// <summary>Reports that are a sound one but for something: a byte of its JSON, a field, the signature, a line. The seed gives the same again.</summary>
internal sealed class ReportMutants(byte[] sound, int seed)
{
    private static readonly BigInteger _order = BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static readonly string?[] _values =
        ["null", "0", "1", "-1", "9007199254740992", "1e400", "\"\"", "\"0\"", "\"00\"", "\"CN\"", "\"cn\"", "\"0x\"", "[]", "{}", "true", "\"\\u0000\"", "\"1e9\"", null];

    /// <summary>A sound line, of which a nil report has none.</summary>
    private const string Line = """
        {"product":"Box","act":2,"madeIn":"CN","soldIn":"CN","quantity":"1","netValue":"0","currency":"","serials":"","batch":"","time":0,
         "salt":"0x0000000000000000000000000000000000000000000000000000000000000007"}
        """;

    private readonly Random _random = new(seed);
    private readonly JsonNode _sound = JsonNode.Parse(sound)!;

    /// <summary>The next one: what was done to it, and its text, which has no line feed.</summary>
    public (string Kind, byte[] Text) Next() => _random.Next(10) switch
    {
        < 5 => ("a byte", Byte()),
        5 or 6 => ("a field", Change(Field)),
        7 => ("the signature", Change(Signature)),
        _ => ("the lines", Change(Lines)),
    };

    private byte[] Byte()
    {
        List<byte> text = [.. sound];
        for (var times = _random.Next(1, 4); times > 0; times--)
        {
            var at = _random.Next(text.Count);
            switch (_random.Next(6))
            {
                case 0:
                    text[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    text[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    text.Insert(at, (byte)_random.Next(256));
                    break;
                case 3:
                    text.RemoveAt(at);
                    break;
                case 4:
                    text.InsertRange(at, text.GetRange(at, Math.Min(_random.Next(1, 40), text.Count - at)));
                    break;
                default:
                    text.RemoveRange(at, Math.Min(_random.Next(1, 40), text.Count - at));
                    break;
            }

            if (text.Count == 0)
            {
                text.Add((byte)'x');
            }
        }

        return [.. text.Select(letter => letter == (byte)'\n' ? (byte)'\t' : letter)];
    }

    private byte[] Change(Action<JsonNode> change)
    {
        var report = _sound.DeepClone();
        change(report);
        return Encoding.UTF8.GetBytes(report.ToJsonString());
    }

    /// <summary>Another value, or none, in some place; or one letter of a text.</summary>
    private void Field(JsonNode report)
    {
        var fields = (_random.Next(4) == 0 ? report : report["report"]!).AsObject();
        var name = fields.ElementAt(_random.Next(fields.Count)).Key;
        var value = _values[_random.Next(_values.Length)];
        if (_random.Next(2) == 0 && fields[name] is JsonValue text && text.TryGetValue<string>(out var word) && word.Length > 0)
        {
            fields[name] = Another(word);
        }
        else if (value is null)
        {
            fields.Remove(name);
        }
        else
        {
            fields[name] = value.Contains("1e400", StringComparison.Ordinal) ? JsonValue.Create(double.MaxValue) : JsonNode.Parse(value);
        }
    }

    private void Signature(JsonNode report)
    {
        var text = report["signature"]!.GetValue<string>();
        report["signature"] = _random.Next(6) switch
        {
            0 => text[..^2] + _random.Next(256).ToString("x2", CultureInfo.InvariantCulture),
            1 => HighS(text),
            2 => "0x" + new string('0', 64) + text[66..],
            3 => text[..66] + new string('0', 64) + text[^2..],
            4 => "0x" + _order.ToString("x64", CultureInfo.InvariantCulture)[^64..] + text[66..],
            _ => text[..2] + Another(text[2..]),
        };
    }

    private void Lines(JsonNode report)
    {
        var lines = report["lines"]!.AsArray();
        if (lines.Count == 0)
        {
            lines.Add(JsonNode.Parse(_values[_random.Next(_values.Length)] ?? Line));
            return;
        }

        var at = _random.Next(lines.Count);
        switch (_random.Next(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[at]!.DeepClone());
                break;
            case 2 when lines.Count > 1:
                var moved = lines[at]!.DeepClone();
                lines.RemoveAt(at);
                lines.Insert((at + 1) % (lines.Count + 1), moved);
                break;
            default:
                var line = lines[at]!.AsObject();
                var name = line.ElementAt(_random.Next(line.Count)).Key;
                line[name] = line[name] is JsonValue text && text.TryGetValue<string>(out var word) ? Another(word) : JsonValue.Create(_random.Next(300));
                break;
        }
    }

    /// <summary>The text with another letter somewhere; an empty one with one.</summary>
    private string Another(string text)
    {
        const string Letters = "0123456789abcdefABCDEF xyzX-.";
        var letter = Letters[_random.Next(Letters.Length)];
        var at = _random.Next(Math.Max(1, text.Length));
        return text.Length == 0 ? $"{letter}" : text[..at] + letter + text[(at + 1)..];
    }

    private static string HighS(string signature)
    {
        var s = BigInteger.Parse(string.Concat("0", signature.AsSpan(66, 64)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return signature[..66] + (_order - s).ToString("x64", CultureInfo.InvariantCulture)[^64..] + (signature.EndsWith("1b", StringComparison.Ordinal) ? "1c" : "1b");
    }
}
