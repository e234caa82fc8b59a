// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Usage;

/// <summary>A report's lines as the journal keeps them: a sixth of their JSON, of which most is their salts.</summary>
/// <remarks><code>
/// lines  = 0x01 count *line                          ; or a JSON array, as older stores have it
/// line   = text(product) act text(madeIn) text(soldIn) number(quantity) number(netValue)
///          text(currency) text(serials) text(batch) count(time) salt
/// text   = count                                     ; 0: empty; n: the n-th text met so far;
///          [count utf8]                              ; one more than were met: a new one, its length and bytes
/// number = length bytes                              ; big-endian, the shortest
/// count  = LEB128, unsigned; act, length = one byte; salt = 32 bytes
/// </code></remarks>
internal static class PackedLines
{
    private const byte Version = 1;
    private const int More = 0x80;
    private const int BitsAByte = 7;
    private const int WordSize = 32;

    public static byte[] Pack(IReadOnlyList<UsageLine> lines)
    {
        var to = new ArrayBufferWriter<byte>(64 + (lines.Count * 64));
        var texts = new Dictionary<string, ulong>(StringComparer.Ordinal);
        to.Write([Version]);
        Count(to, (ulong)lines.Count);
        foreach (var line in lines)
        {
            Text(to, texts, line.Product);
            to.Write([(byte)line.Act]);
            Text(to, texts, line.MadeIn);
            Text(to, texts, line.SoldIn);
            Number(to, line.Quantity);
            Number(to, line.NetValue);
            Text(to, texts, line.Currency);
            Text(to, texts, line.Serials);
            Text(to, texts, line.Batch);
            Count(to, line.Time);
            to.Write(line.Salt.ToArray());
        }

        return to.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what was once written.</exception>
    public static IReadOnlyList<UsageLine> Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [] => [],
        [Version, ..] => new Reader(bytes[1..]).Lines(),
        _ => [.. JsonElement.Parse(bytes).EnumerateArray().Select(line => TypedDataJson.ReadMessage<UsageLine>(line))],
    };

    /// <summary>Whether the bytes are what is, or once was, written for these lines: a digit of JSON, or a count, may say the same in two ways.</summary>
    public static bool AreAsWritten(ReadOnlySpan<byte> bytes, IReadOnlyList<UsageLine> lines) => bytes switch
    {
        [] => lines.Count == 0,
        [Version, ..] => bytes.SequenceEqual(Pack(lines)),
        _ => bytes.SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(lines.Select(line => JsonElement.Parse(ActJson.Message(line))))),
    };

    private static void Text(ArrayBufferWriter<byte> to, Dictionary<string, ulong> texts, string text)
    {
        if (text.Length == 0)
        {
            Count(to, 0);
        }
        else if (texts.TryGetValue(text, out var known))
        {
            Count(to, known);
        }
        else
        {
            texts.Add(text, (ulong)texts.Count + 1);
            Count(to, (ulong)texts.Count);
            Count(to, (ulong)Encoding.UTF8.GetByteCount(text));
            to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(3 * text.Length)));
        }
    }

    private static void Number(ArrayBufferWriter<byte> to, UInt256 number)
    {
        Span<byte> word = stackalloc byte[WordSize];
        number.WriteBigEndian(word);
        var shortest = word.TrimStart((byte)0);
        to.Write([(byte)shortest.Length]);
        to.Write(shortest);
    }

    private static void Count(ArrayBufferWriter<byte> to, ulong count)
    {
        for (; count >= More; count >>= BitsAByte)
        {
            to.Write([(byte)(count & (More - 1) | More)]);
        }

        to.Write([(byte)count]);
    }

    /// <summary>Reads what <see cref="Pack"/> wrote, to its end.</summary>
    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private readonly List<string> _texts = [];
        private ReadOnlySpan<byte> _rest = bytes;

        public UsageLine[] Lines()
        {
            var count = Count();
            var lines = count <= (ulong)_rest.Length ? new UsageLine[count] : throw Damaged();
            for (var i = 0; i < lines.Length; i++)
            {
                lines[i] = new UsageLine(
                    Text(), (PatentAct)Take(1)[0], Text(), Text(), Number(), Number(), Text(), Text(), Text(), Count(), new Hash32(Take(Hash32.Size)));
            }

            return _rest.IsEmpty ? lines : throw Damaged();
        }

        private string Text()
        {
            var at = Count();
            if (at == 0)
            {
                return "";
            }

            if (at <= (ulong)_texts.Count)
            {
                return _texts[(int)at - 1];
            }

            var length = at == (ulong)_texts.Count + 1 ? Count() : throw Damaged();
            _texts.Add(length <= (ulong)_rest.Length ? Encoding.UTF8.GetString(Take((int)length)) : throw Damaged());
            return _texts[^1];
        }

        private UInt256 Number()
        {
            var length = Take(1)[0];
            Span<byte> word = stackalloc byte[WordSize];
            word.Clear();
            Take(length <= WordSize ? length : throw Damaged()).CopyTo(word[(WordSize - length)..]);
            return UInt256.FromBigEndian(word);
        }

        private ulong Count()
        {
            var count = 0UL;
            for (var shift = 0; shift < 64; shift += BitsAByte)
            {
                var one = Take(1)[0];
                count |= (ulong)(one & (More - 1)) << shift;
                if (one < More)
                {
                    return count;
                }
            }

            throw Damaged();
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            var taken = length <= _rest.Length ? _rest[..length] : throw Damaged();
            _rest = _rest[length..];
            return taken;
        }

        private static InvalidDataException Damaged() => new("A report's lines are not as they were written.");
    }
}
