// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Evidence.Bundles;

/// <summary>The first entry of a bundle: name, length and keccak-256 of every other one.</summary>
internal static class Manifest
{
    public const string Format = "ledger-evidence";
    public const int Version = 5;

    public static byte[] Write(IEnumerable<BundleEntry> others)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteStartArray("entries");
        foreach (var entry in others)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteNumber("size", entry.Content.Length);
            json.WriteString("keccak256", Keccak256.Hash(entry.Content.Span).ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The first entry that is not what <paramref name="manifest"/> says; null when all are. The manifest's own name
    /// when it is not the one manifest of any entries.</summary>
    public static string? FindAltered(ReadOnlySpan<byte> manifest, IReadOnlyList<BundleEntry> others)
    {
        if (manifest.SequenceEqual(Write(others)))
        {
            return null;
        }

        // The manifest writes each hash as text: an entry whose hash does not stand there is the altered one.
        foreach (var entry in others)
        {
            var hash = Encoding.ASCII.GetBytes(Keccak256.Hash(entry.Content.Span).ToString());
            if (manifest.IndexOf(hash) < 0)
            {
                return entry.Name;
            }
        }

        return EntryNames.Manifest;
    }
}
