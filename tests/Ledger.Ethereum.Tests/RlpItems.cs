// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tests;

/// <summary>RLP items of any shape: of a vector, at random, and read and written anew.</summary>
internal static class RlpItems
{
    public static void Write(RlpWriter to, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            to.Bytes(Hex.Decode(item.GetString()));
            return;
        }

        var list = to.BeginList();
        foreach (var part in item.EnumerateArray())
        {
            Write(to, part);
        }

        to.EndList(list);
    }

    public static void WriteAny(RlpWriter to, Samples samples, int depth)
    {
        if (depth == 0 || samples.Bool())
        {
            to.Bytes(samples.BytesUpTo(samples.Bool() ? 2 : 80));
            return;
        }

        var list = to.BeginList();
        for (var left = samples.Below(6); left > 0; left--)
        {
            WriteAny(to, samples, depth - 1);
        }

        to.EndList(list);
    }

    /// <summary>Reads one item and all in it, and writes it anew; null where it is refused.</summary>
    public static byte[]? Rewrite(byte[] encoded)
    {
        var writer = new RlpWriter();
        var reader = new RlpReader(encoded);
        return Rewrite(ref reader, writer) && reader.IsAtEnd ? writer.ToArray() : null;
    }

    private static bool Rewrite(ref RlpReader from, RlpWriter to)
    {
        if (!from.IsAtList)
        {
            var good = from.TryReadBytes(out var bytes);
            to.Bytes(bytes);
            return good;
        }

        if (!from.TryReadList(out var items))
        {
            return false;
        }

        var list = to.BeginList();
        while (!items.IsAtEnd)
        {
            if (!Rewrite(ref items, to))
            {
                return false;
            }
        }

        to.EndList(list);
        return true;
    }
}
