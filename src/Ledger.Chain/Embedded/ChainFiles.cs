// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>An embedded chain's files as files: to be read and copied while the chain runs.</summary>
public static class ChainFiles
{
    private const string RecordFileName = "blocks.log";

    /// <summary>The recorded blocks in order; the last may be one that was not mined yet.</summary>
    /// <exception cref="ChainFault">A line is damaged; the message names it.</exception>
    public static IEnumerable<RecordedBlockRef> Blocks(string directory) =>
        BlockRecordFile.Read(Path.Combine(directory, RecordFileName)).Select(block => new RecordedBlockRef(
            block.Record.Number,
            block.Record.Time,
            block.Hash,
            [.. block.Record.Transactions.Select(raw => Keccak256.Hash(raw))]));

    /// <summary>Copies a chain as it stood when block <paramref name="last"/> was its newest, into an empty directory.</summary>
    /// <param name="from">The chain's directory; it may be running.</param>
    /// <param name="to">An existing directory.</param>
    /// <param name="last">The newest block to take along.</param>
    /// <param name="withSnapshots">Take the snapshots of the state along that are not of later blocks.</param>
    /// <exception cref="ChainFault">A line before that block is damaged, or the block is not recorded.</exception>
    public static void Copy(string from, string to, ulong last, bool withSnapshots)
    {
        File.Copy(Path.Combine(from, ChainDescription.FileName), Path.Combine(to, ChainDescription.FileName));
        BlockRecordFile.CopyUpTo(Path.Combine(from, RecordFileName), Path.Combine(to, RecordFileName), last);
        foreach (var (number, path) in withSnapshots ? SnapshotFiles.List(from) : [])
        {
            if (number <= last)
            {
                CopyIfThere(path, Path.Combine(to, string.Create(CultureInfo.InvariantCulture, $"snapshot.{number}.json")));
            }
        }
    }

    /// <summary>Where the engine's program lies.</summary>
    /// <param name="stated">Where it is said to be; null looks for it.</param>
    /// <exception cref="ChainFault">It is not installed; the message says what to do.</exception>
    public static string FindEngine(string? stated) => EngineBinary.Find(stated);

    /// <summary>The chain removes old snapshots as it goes on: one that is gone by now is not taken along.</summary>
    private static void CopyIfThere(string from, string to)
    {
        try
        {
            File.Copy(from, to);
        }
        catch (FileNotFoundException)
        {
            // The records alone are enough.
        }
    }
}

/// <summary>A recorded block, without its transactions' bytes.</summary>
/// <param name="Time">UTC seconds.</param>
/// <param name="Hash">Null before it was mined.</param>
/// <param name="Transactions">Hashes, in the block's order.</param>
public sealed record RecordedBlockRef(ulong Number, ulong Time, Hash32? Hash, IReadOnlyList<Hash32> Transactions);
