// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using Ledger.Ethereum;

namespace Ledger.Application.Alerts;

/// <summary>What is so of nearly all promises, seen without taking them apart.</summary>
internal static class KeptPromise
{
    /// <summary>Whether the promise names the leaf, and a time not before that of the checkpoint that first passed it, in the epoch of the promise.</summary>
    /// <param name="promise">As it is kept.</param>
    /// <param name="time">The checkpoint's, UTC seconds.</param>
    public static bool IsPlain(Hash32 leaf, ReadOnlySpan<byte> promise, ulong time)
    {
        var name = "\"anchorBy\":"u8;
        Span<byte> text = stackalloc byte[Hash32.TextSize];
        leaf.WriteText(text);
        var at = promise.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(promise[(at + name.Length)..], out ulong until, out _) && until >= time && promise.IndexOf(text) >= 0;
    }
}
