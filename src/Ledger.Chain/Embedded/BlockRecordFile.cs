// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>The embedded chain's memory: an append-only text file, synced to disk line by line.</summary>
/// <remarks>
/// <code>
/// file  = *line
/// line  = entry SP check LF              ; check: the first 8 hex digits of keccak256 of the entry's ASCII
/// entry = "B" SP number SP time *(SP tx) ; before the block is mined; tx: 0x and the signed bytes, in the block's order
///       / "H" SP number SP hash          ; after it was mined
/// </code>
/// A second B of the same number takes the place of the first: the engine had refused some of its transactions. Numbers
/// rise by one. A torn last line was never acted upon and is cut off; a wrong line before it is damage.
/// </remarks>
internal sealed class BlockRecordFile : IDisposable
{
    private const int MaxLineBytes = 256 * 1024 * 1024;

    private readonly FileStream _file;

    private BlockRecordFile(FileStream file) => _file = file;

    internal static BlockRecordFile Create(string path) => new(Open(path, FileMode.CreateNew));

    /// <summary>Opens the file and cuts off a torn last line.</summary>
    /// <exception cref="ChainFault">A line that is not the last is damaged.</exception>
    internal static BlockRecordFile OpenExisting(string path)
    {
        var file = Open(path, FileMode.Open);
        long whole = 0;
        foreach (var (_, _, end) in Lines(file))
        {
            whole = end;
        }

        if (whole < file.Length)
        {
            file.SetLength(whole);
            file.Flush(flushToDisk: true);
        }

        file.Position = whole;
        return new BlockRecordFile(file);
    }

    /// <summary>Reads the recorded blocks in order, one at a time.</summary>
    /// <exception cref="ChainFault">A line is damaged, or out of order.</exception>
    internal static IEnumerable<RecordedBlock> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        BlockRecord? open = null;
        ulong next = 1;
        foreach (var (line, entry, _) in Lines(file))
        {
            var fields = entry.Split(' ');
            if (fields is ["B", var number, var time, .. var transactions] && Number(number) == next && Number(time) is { } seconds)
            {
                open = new BlockRecord(next, seconds, [.. transactions.Select(raw => Hex.TryDecode(raw, out var bytes) ? bytes : throw Damaged(line))]);
            }
            else if (fields is ["H", var mined, var text] && open is not null && Number(mined) == next && Hash32.TryParse(text, out var hash))
            {
                yield return new RecordedBlock(open, hash);
                open = null;
                next++;
            }
            else
            {
                throw Damaged(line);
            }
        }

        if (open is not null)
        {
            yield return new RecordedBlock(open, null);
        }
    }

    /// <summary>Copies the lines up to the hash of block <paramref name="last"/>, byte by byte, to a new file.</summary>
    /// <exception cref="ChainFault">A line is damaged, or that block is not recorded.</exception>
    internal static void CopyUpTo(string from, string to, ulong last)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var mined = string.Create(CultureInfo.InvariantCulture, $"H {last} ");
        long end = last == 0 ? 0 : -1;
        if (last > 0)
        {
            foreach (var (_, entry, at) in Lines(source))
            {
                if (entry.StartsWith(mined, StringComparison.Ordinal))
                {
                    end = at;
                    break;
                }
            }
        }

        if (end < 0)
        {
            throw new ChainFault(ChainFaultKind.Embedded, $"Block {last} is not in the embedded chain's block records.", isTransient: false);
        }

        source.Position = 0;
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var buffer = new byte[64 * 1024];
        for (var left = end; left > 0;)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            target.Write(buffer, 0, read);
            left -= read;
        }

        target.Flush(flushToDisk: true);
    }

    /// <summary>Makes a record durable, before its block is mined.</summary>
    internal void Append(BlockRecord record)
    {
        var entry = new StringBuilder(64 + record.Transactions.Sum(raw => 3 + (2 * raw.Length)));
        entry.Append(CultureInfo.InvariantCulture, $"B {record.Number} {record.Time}");
        foreach (var raw in record.Transactions)
        {
            entry.Append(' ').Append(Hex.Encode(raw));
        }

        AppendLine(entry.ToString());
    }

    /// <summary>Makes a mined block's hash durable: from here on it is final.</summary>
    internal void Append(ulong number, Hash32 hash) => AppendLine(string.Create(CultureInfo.InvariantCulture, $"H {number} {hash}"));

    public void Dispose() => _file.Dispose();

    private void AppendLine(string entry)
    {
        _file.Write(Encoding.ASCII.GetBytes($"{entry} {Check(entry)}\n"));
        _file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        return new FileStream(path, options);
    }

    /// <summary>The whole lines: number, entry, and where the line ends in the file. A wrong last line counts as torn.</summary>
    private static IEnumerable<(int Line, string Entry, long End)> Lines(FileStream file)
    {
        file.Position = 0;
        var buffer = new byte[64 * 1024];
        var line = new MemoryStream();
        long end = 0;
        var number = 0;
        int torn = 0;
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            var from = 0;
            for (int at; (at = Array.IndexOf(buffer, (byte)'\n', from, read - from)) >= 0; from = at + 1)
            {
                line.Write(buffer, from, at - from);
                end += line.Length + 1;
                number++;
                if (torn > 0)
                {
                    throw Damaged(torn);
                }

                var text = Encoding.ASCII.GetString(line.GetBuffer(), 0, (int)line.Length);
                line.SetLength(0);
                if (text.Length > 9 && text[^9] == ' ' && string.Equals(text[^8..], Check(text[..^9]), StringComparison.Ordinal))
                {
                    yield return (number, text[..^9], end);
                }
                else
                {
                    torn = number;
                }
            }

            line.Write(buffer, from, read - from);
            if (line.Length > MaxLineBytes)
            {
                throw Damaged(number + 1);
            }
        }
    }

    private static string Check(string entry)
    {
        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(entry));
        return Convert.ToHexStringLower(Hash32.Bytes(in hash)[..4]);
    }

    private static ulong? Number(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static ChainFault Damaged(int line) =>
        new(ChainFaultKind.Embedded, $"Line {line} of the embedded chain's block records is damaged: restore the directory from a backup.", isTransient: false);
}
