// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ledger.Evidence.Bundles;

/// <summary>One entry of a bundle.</summary>
internal sealed record BundleEntry(string Name, ReadOnlyMemory<byte> Content);

/// <summary>The least ZIP (PKWARE APPNOTE 6.3): stored entries, no dates, no extra fields, no comment. One list of entries has one form.</summary>
/// <remarks><code>
/// zip     = local* central* end
/// local   = "PK" 3 4 version(10) flags(0) method(0) time(0) date(0x21) crc size size name-length 0 name content
/// central = "PK" 1 2 version(10) version(10) flags(0) … crc size size name-length 0 0 0 0 0 offset name
/// end     = "PK" 5 6 0 0 count count central-size central-offset 0        ; integers little-endian
/// </code></remarks>
internal static class StoredZip
{
    private const uint LocalSignature = 0x04034B50;
    private const uint CentralSignature = 0x02014B50;
    private const uint EndSignature = 0x06054B50;
    private const int LocalSize = 30;
    private const ushort Version = 10;
    private const ushort FirstOfJanuary1980 = 0x21;

    /// <summary>Comment length, disk and attributes are zero: an entry is neither a link nor a directory.</summary>
    private static ReadOnlySpan<byte> NoCommentNoAttributes => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Write(IReadOnlyList<BundleEntry> entries)
    {
        var zip = new ArrayBufferWriter<byte>();
        var offsets = new int[entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            offsets[i] = zip.WrittenCount;
            U32(zip, LocalSignature);
            Common(zip, entries[i]);
            zip.Write(Encoding.ASCII.GetBytes(entries[i].Name));
            zip.Write(entries[i].Content.Span);
        }

        var central = zip.WrittenCount;
        for (var i = 0; i < entries.Count; i++)
        {
            U32(zip, CentralSignature);
            U16(zip, Version);
            Common(zip, entries[i]);
            zip.Write(NoCommentNoAttributes);
            U32(zip, (uint)offsets[i]);
            zip.Write(Encoding.ASCII.GetBytes(entries[i].Name));
        }

        var size = zip.WrittenCount - central;
        U32(zip, EndSignature);
        U32(zip, 0);
        U16(zip, (ushort)entries.Count);
        U16(zip, (ushort)entries.Count);
        U32(zip, (uint)size);
        U32(zip, (uint)central);
        U16(zip, 0);
        return zip.WrittenSpan.ToArray();
    }

    /// <summary>Takes the entries as their local headers have them; null when they cannot be told apart. What is not the one
    /// form of these entries is for the caller to find by writing them again.</summary>
    public static List<BundleEntry>? Read(ReadOnlyMemory<byte> zip, int mostEntries)
    {
        var entries = new List<BundleEntry>();
        var rest = zip;
        while (rest.Length >= LocalSize && BinaryPrimitives.ReadUInt32LittleEndian(rest.Span) == LocalSignature)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[18..]);
            var name = BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[26..]);
            if (entries.Count == mostEntries || (ulong)LocalSize + name + size > (ulong)rest.Length)
            {
                return null;
            }

            var content = LocalSize + name;
            entries.Add(new(Encoding.ASCII.GetString(rest.Span[LocalSize..content]), rest.Slice(content, (int)size)));
            rest = rest[(content + (int)size)..];
        }

        return entries;
    }

    private static void Common(ArrayBufferWriter<byte> zip, BundleEntry entry)
    {
        U16(zip, Version);
        U16(zip, 0);
        U16(zip, 0);
        U16(zip, 0);
        U16(zip, FirstOfJanuary1980);
        U32(zip, Crc32.Of(entry.Content.Span));
        U32(zip, (uint)entry.Content.Length);
        U32(zip, (uint)entry.Content.Length);
        U16(zip, (ushort)entry.Name.Length);
        U16(zip, 0);
    }

    private static void U16(ArrayBufferWriter<byte> zip, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(zip.GetSpan(2), value);
        zip.Advance(2);
    }

    private static void U32(ArrayBufferWriter<byte> zip, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(zip.GetSpan(4), value);
        zip.Advance(4);
    }
}
