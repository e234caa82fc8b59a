// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.IO.Compression;
using Ledger.Application.Proposing;
using Ledger.Ethereum;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>One line of an answer as it is kept: the id of a report whose receipt the journal can give again, or the line itself.</summary>
internal readonly record struct KeptLine(Hash32? Taken, byte[]? Json);

/// <summary>A long answer in small: what its replay needs, deflated.</summary>
/// <remarks><code>
/// kept = *(0x01 record-id / 0x02 length json)        ; deflated (RFC 1951); length is four bytes, big-endian
/// </code></remarks>
internal sealed class KeptLines : IDisposable
{
    private const string Type = Answer.Ndjson + StoredAnswer.InSmall;
    private const byte Taken = 1;
    private const byte Whole = 2;

    private readonly MemoryStream _bytes = new();
    private readonly DeflateStream _deflated;
    private readonly List<Hash32> _named = [];

    public KeptLines() => _deflated = new DeflateStream(_bytes, CompressionLevel.Fastest, leaveOpen: true);

    public int Count { get; private set; }

    public void Add(Hash32 taken)
    {
        _deflated.WriteByte(Taken);
        _deflated.Write(Hash32.Bytes(in taken));
        Count++;
    }

    /// <param name="json">The line.</param>
    /// <param name="of">Whose receipt it is: its warnings speak of lines, which may be erased.</param>
    public void Add(ReadOnlySpan<byte> json, Hash32? of)
    {
        if (of is { } record)
        {
            _named.Add(record);
        }

        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, json.Length);
        _deflated.WriteByte(Whole);
        _deflated.Write(length);
        _deflated.Write(json);
        Count++;
    }

    /// <summary>All of it; nothing more can be added.</summary>
    public StoredAnswer End()
    {
        _deflated.Dispose();
        return new StoredAnswer(StatusCodes.Status200OK, Type, _bytes.ToArray(), _named);
    }

    /// <summary>Whether an answer was kept so.</summary>
    public static bool Made(StoredAnswer answer) => answer.ContentType.StartsWith(Type, StringComparison.Ordinal);

    /// <summary>The lines, one after the other.</summary>
    public static IEnumerable<KeptLine> Read(ReadOnlyMemory<byte> kept)
    {
        using var lines = new DeflateStream(new MemoryStream(kept.ToArray()), CompressionMode.Decompress);
        var head = new byte[Hash32.Size];
        for (var kind = lines.ReadByte(); kind >= 0; kind = lines.ReadByte())
        {
            if (kind == Taken)
            {
                lines.ReadExactly(head);
                yield return new KeptLine(new Hash32(head), null);
            }
            else
            {
                lines.ReadExactly(head, 0, sizeof(int));
                var json = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
                lines.ReadExactly(json);
                yield return new KeptLine(null, json);
            }
        }
    }

    public void Dispose()
    {
        _deflated.Dispose();
        _bytes.Dispose();
    }
}
