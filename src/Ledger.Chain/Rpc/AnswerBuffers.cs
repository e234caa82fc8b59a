// SPDX-License-Identifier: Apache-2.0

using System.Buffers;

namespace Ledger.Chain.Rpc;

/// <summary>
/// What the answers of one road lie in. Long ones take one buffer in turns: they end on another thread than they began,
/// and the shared pool would come to keep one of megabytes for each thread. After many short ones it is let go.
/// </summary>
internal sealed class AnswerBuffers
{
    /// <summary>From so many bytes on an answer is long.</summary>
    internal const int Long = 64 * 1024;

    private const int ManyShort = 64;

    private byte[]? _spare;
    private int _short;

    /// <summary>A buffer of at least so many bytes; give it back.</summary>
    internal byte[] Rent(int size)
    {
        if (size < Long)
        {
            if (Interlocked.Increment(ref _short) > ManyShort)
            {
                Volatile.Write(ref _spare, null); // whoever caught up with the chain asks for no long ones
            }

            return ArrayPool<byte>.Shared.Rent(size);
        }

        Volatile.Write(ref _short, 0);
        return Interlocked.Exchange(ref _spare, null) is { } spare && spare.Length >= size
            ? spare
            : GC.AllocateUninitializedArray<byte>(size + (size / 8)); // the next is hardly of the same length
    }

    internal void Return(byte[] buffer)
    {
        if (buffer.Length < Long)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        else
        {
            Volatile.Write(ref _spare, buffer);
        }
    }
}
