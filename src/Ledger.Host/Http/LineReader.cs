// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Ledger.Ethereum;

namespace Ledger.Host.Http;

/// <summary>Some lines of a body, copied out of its pipe.</summary>
/// <param name="Lines">Number (from 1), and place within the bytes; a line that is too long has no place.</param>
/// <param name="IsLast">Whether the body ends with them.</param>
/// <remarks>Good until the next block is read.</remarks>
public sealed record LineBlock(ReadOnlyMemory<byte> Bytes, IReadOnlyList<(int Number, Range? Place)> Lines, bool IsLast);

/// <summary>
/// Reads a body line by line, some at a time: as many as a block may have, or those that are there while the sender takes his time.
/// No more of the body than one block and one line is ever held; what it is as a whole, a hash knows.
/// </summary>
/// <param name="longest">The longest line, bytes; a longer one is skipped.</param>
/// <param name="most">The longest body, bytes; a short line counts as <see cref="LeastOfLine"/>, since it is answered with no less.</param>
public sealed class LineReader(PipeReader body, int longest, long most) : IDisposable
{
    /// <summary>What a line counts as at least, bytes.</summary>
    public const int LeastOfLine = 256;

    private const int MostLines = 256;
    private const int MostBytes = 1 << 20;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(20);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<(int Number, Range? Place)> _lines = [];
    private long _length;
    private long _counted;
    private int _number = 1;
    private int _start;
    private bool _isSkipping;

    /// <summary>Whether the body is longer than it may be: nothing more of it is read.</summary>
    public bool IsTooLong => _counted > most;

    /// <summary>The number of the line that comes next.</summary>
    public int Number => _number;

    /// <summary>The hash of all that was read.</summary>
    public Hash32 Hash => new(_hash.GetCurrentHash());

    /// <summary>The next lines; empty lines count and are left out.</summary>
    public async Task<LineBlock> ReadAsync(CancellationToken cancel)
    {
        StartAnew();
        while (true)
        {
            var result = await NextAsync(cancel);
            var isFull = Take(result.Buffer, out var used);
            body.AdvanceTo(used, isFull ? used : result.Buffer.End);
            if (IsTooLong)
            {
                return Block(isLast: true);
            }

            if (result.IsCompleted && used.Equals(result.Buffer.End))
            {
                EndLine();
                return Block(isLast: true);
            }

            if (isFull || (result.IsCanceled && _lines.Count > 0))
            {
                return Block(isLast: false);
            }
        }
    }

    /// <summary>Reads to the end and keeps nothing but the hash.</summary>
    public async Task SkipAsync(CancellationToken cancel)
    {
        while (!IsTooLong)
        {
            var result = await body.ReadAsync(cancel);
            foreach (var part in result.Buffer)
            {
                Count(part.Span);
            }

            body.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>What is there; where lines wait already and nothing more comes for a moment, a cancelled read.</summary>
    private async ValueTask<ReadResult> NextAsync(CancellationToken cancel)
    {
        if (body.TryRead(out var there))
        {
            return there;
        }

        if (_lines.Count == 0)
        {
            return await body.ReadAsync(cancel);
        }

        await using var timer = TimeProvider.System.CreateTimer(_ => body.CancelPendingRead(), null, _patience, Timeout.InfiniteTimeSpan);
        return await body.ReadAsync(cancel);
    }

    /// <summary>Copies what a block has room for; true where it is full.</summary>
    private bool Take(ReadOnlySequence<byte> buffer, out SequencePosition used)
    {
        var at = buffer.Start;
        while (!IsTooLong)
        {
            var rest = buffer.Slice(at);
            var end = rest.PositionOf((byte)'\n');
            var line = end is { } feed ? rest.Slice(0, buffer.GetPosition(1, feed)) : rest;
            Copy(line);
            at = line.End;
            if (end is null)
            {
                break;
            }

            EndLine();
            if (_lines.Count == MostLines || _bytes.WrittenCount >= MostBytes)
            {
                used = at;
                return true;
            }
        }

        used = buffer.End;
        return false;
    }

    private void Copy(ReadOnlySequence<byte> text)
    {
        foreach (var part in text)
        {
            Count(part.Span);
            _isSkipping |= _bytes.WrittenCount - _start + part.Length > longest + 2; // with CR and LF
            if (!_isSkipping)
            {
                _bytes.Write(part.Span);
            }
        }
    }

    private void Count(ReadOnlySpan<byte> part)
    {
        _length += part.Length;
        _counted += part.Length;
        _hash.AppendData(part);
    }

    private void EndLine()
    {
        var text = _bytes.WrittenSpan[_start..].TrimEnd("\r\n"u8);
        if (_isSkipping || text.Length > longest)
        {
            _lines.Add((_number, null));
        }
        else if (!text.IsEmpty)
        {
            _lines.Add((_number, _start..(_start + text.Length)));
        }

        _counted += Math.Max(0, LeastOfLine - _length);
        _length = 0;
        _number++;
        _start = _bytes.WrittenCount;
        _isSkipping = false;
    }

    /// <summary>Only the line that has not ended yet stays.</summary>
    private void StartAnew()
    {
        var begun = _isSkipping ? [] : _bytes.WrittenSpan[_start..].ToArray();
        _bytes.ResetWrittenCount();
        _bytes.Write(begun);
        _lines.Clear();
        _start = 0;
    }

    private LineBlock Block(bool isLast) => new(_bytes.WrittenMemory, [.. _lines], isLast);
}
