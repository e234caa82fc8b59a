// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Rpc;

/// <summary>The bytes of an answer, in a buffer on loan: a range of logs is megabytes, and the next one as many.</summary>
internal sealed class AnswerBody : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private readonly AnswerBuffers _buffers;
    private byte[] _buffer;
    private int _length;

    private AnswerBody(AnswerBuffers buffers, int size) => (_buffers, _buffer) = (buffers, buffers.Rent(size));

    internal ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads the content to its end, as it is after inflating.</summary>
    /// <exception cref="ChainFault">It is longer than <paramref name="most"/> bytes.</exception>
    internal static async Task<AnswerBody> ReadAsync(HttpContent content, AnswerBuffers buffers, int most, CancellationToken cancellation)
    {
        var told = content.Headers.ContentLength ?? FirstSize;
        var body = new AnswerBody(buffers, told <= most ? (int)told + 1 : throw TooLong(most));
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellation);
            while (await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellation) is var read and not 0)
            {
                body._length += read;
                if (body._length > most)
                {
                    throw TooLong(most);
                }

                if (body._length == body._buffer.Length)
                {
                    body.Grow(most);
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            _buffers.Return(buffer);
        }
    }

    private void Grow(int most)
    {
        var larger = _buffers.Rent((int)Math.Min(2L * _length, (long)most + 1));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        _buffers.Return(_buffer);
        _buffer = larger;
    }

    private static ChainFault TooLong(int most) =>
        new(ChainFaultKind.Malformed, $"The node's answer is longer than {most} bytes.", isTransient: false);
}
