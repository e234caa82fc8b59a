// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.IO.Compression;

namespace Ledger.Chain.Embedded;

/// <summary>The state's snapshots: <c>snapshot.NUMBER.json</c>; written aside, synced, renamed; the last two are kept.</summary>
internal static class SnapshotFiles
{
    private const int Kept = 2;

    /// <summary>Writes the engine's dump (gzip) of the state after block <paramref name="number"/>.</summary>
    /// <returns>The file's size, bytes.</returns>
    internal static async Task<long> WriteAsync(string directory, ulong number, byte[] gzipped, CancellationToken cancellation)
    {
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"snapshot.{number}.json"));
        var aside = path + ".new";
        long length;
        await using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await using var plain = new GZipStream(new MemoryStream(gzipped), CompressionMode.Decompress);
            await plain.CopyToAsync(file, cancellation);
            file.Flush(flushToDisk: true);
            length = file.Length;
        }

        EmbeddedPoints.Pass(EmbeddedPoints.SnapshotWritten, directory);
        File.Move(aside, path, overwrite: true);
        EmbeddedPoints.Pass(EmbeddedPoints.SnapshotRenamed, directory);
        foreach (var (_, old) in List(directory).Skip(Kept))
        {
            File.Delete(old);
        }

        EmbeddedPoints.Pass(EmbeddedPoints.SnapshotsPruned, directory);
        return length;
    }

    /// <summary>The snapshots, newest first.</summary>
    internal static IReadOnlyList<(ulong Number, string Path)> List(string directory)
    {
        var found = new List<(ulong, string)>();
        foreach (var path in Directory.EnumerateFiles(directory, "snapshot.*.json"))
        {
            if (ulong.TryParse(Path.GetFileName(path).AsSpan()[9..^5], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                found.Add((number, path));
            }
        }

        return [.. found.OrderByDescending(snapshot => snapshot.Item1)];
    }

    /// <summary>Removes what a crash left half-written.</summary>
    internal static void RemoveHalfWritten(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "snapshot.*.json.new"))
        {
            File.Delete(path);
        }
    }
}
