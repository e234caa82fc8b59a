// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Text;

namespace Ledger.Cli.Tests.Refused;

/// <summary>One entry as it lies in a ZIP, with whatever a forger writes into its headers.</summary>
internal sealed record RawEntry(string Name, byte[] Content)
{
    public ushort Method { get; init; }

    public ushort Flags { get; init; }

    /// <summary>The size that the headers tell; null for the content's.</summary>
    public uint? Size { get; init; }

    /// <summary>Upper half: the Unix mode, by which an entry becomes a link.</summary>
    public uint Attributes { get; init; }

    /// <summary>The name in the central directory, where it is another than in the local header.</summary>
    public string? Listed { get; init; }
}

/// <summary>Takes bundles apart and writes any ZIP, sound or not.</summary>
internal static class RawZip
{
    public static List<RawEntry> Read(byte[] zip)
    {
        List<RawEntry> entries = [];
        for (var at = 0; BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) == 0x04034B50;)
        {
            var (size, name) = (BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(at + 18)), BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 26)));
            entries.Add(new(Encoding.ASCII.GetString(zip, at + 30, name), zip[(at + 30 + name)..(at + 30 + name + size)]));
            at += 30 + name + size;
        }

        return entries;
    }

    public static byte[] Write(IReadOnlyList<RawEntry> entries, string comment = "")
    {
        using var zip = new MemoryStream();
        using var to = new BinaryWriter(zip);
        List<uint> offsets = [];
        foreach (var entry in entries)
        {
            offsets.Add((uint)zip.Position);
            to.Write(0x04034B50);
            Common(to, entry, entry.Name);
            to.Write(Encoding.ASCII.GetBytes(entry.Name));
            to.Write(entry.Content);
        }

        var central = zip.Position;
        foreach (var (entry, offset) in entries.Zip(offsets))
        {
            var name = entry.Listed ?? entry.Name;
            to.Write(0x02014B50);
            to.Write((ushort)10);
            Common(to, entry, name);
            to.Write(new byte[6]);
            to.Write(entry.Attributes);
            to.Write(offset);
            to.Write(Encoding.ASCII.GetBytes(name));
        }

        var size = zip.Position - central;
        to.Write(0x06054B50);
        to.Write(0);
        to.Write((ushort)entries.Count);
        to.Write((ushort)entries.Count);
        to.Write((uint)size);
        to.Write((uint)central);
        to.Write((ushort)comment.Length);
        to.Write(Encoding.ASCII.GetBytes(comment));
        to.Flush();
        return zip.ToArray();
    }

    private static void Common(BinaryWriter to, RawEntry entry, string name)
    {
        to.Write((ushort)10);
        to.Write(entry.Flags);
        to.Write(entry.Method);
        to.Write((ushort)0);
        to.Write((ushort)0x21);
        to.Write(Crc(entry.Content));
        to.Write((uint)entry.Content.Length);
        to.Write(entry.Size ?? (uint)entry.Content.Length);
        to.Write((ushort)name.Length);
        to.Write((ushort)0);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
