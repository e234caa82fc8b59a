// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Ledger.Chain.Embedded;

/// <summary>The places where a death of the host leaves something for the next start to take up, by what was done last.</summary>
/// <remarks>
/// Each is told to the process's diagnostic listeners as it is passed, with the chain's directory. The product has none, so that a
/// pass costs one comparison; a test that kills at a point subscribes to <see cref="Source"/>.
/// </remarks>
internal static class EmbeddedPoints
{
    internal const string Source = "Ledger.Chain.Embedded";

    /// <summary>The block's record is durable; the engine has nothing of it.</summary>
    internal const string RecordKept = "record-kept";

    /// <summary>The engine has the record's transactions; <c>evm_mine</c> was not asked for.</summary>
    internal const string TransactionsSent = "transactions-sent";

    /// <summary>The engine has mined; nothing of it is durable.</summary>
    internal const string BlockMined = "block-mined";

    /// <summary>The record without what the engine refused is durable; its hash is not.</summary>
    internal const string SmallerRecordKept = "smaller-record-kept";

    /// <summary>The block's hash is durable: it is final. Nobody was told.</summary>
    internal const string HashKept = "hash-kept";

    /// <summary>The engine's state lies in memory.</summary>
    internal const string StateDumped = "state-dumped";

    /// <summary>The snapshot is durable under the name of one that is half-written.</summary>
    internal const string SnapshotWritten = "snapshot-written";

    /// <summary>The snapshot has its name; there is one more than is kept.</summary>
    internal const string SnapshotRenamed = "snapshot-renamed";

    /// <summary>The oldest one is gone; the new one is not noted.</summary>
    internal const string SnapshotsPruned = "snapshots-pruned";

    /// <summary>The snapshot is noted: the count to the next begins again.</summary>
    internal const string SnapshotNoted = "snapshot-noted";

    /// <summary>A new engine runs, from a snapshot or from the beginning; the records after it are not replayed.</summary>
    internal const string EngineLoaded = "engine-loaded";

    /// <summary>A recorded block was mined again, to the same hash.</summary>
    internal const string BlockReplayed = "block-replayed";

    private static readonly DiagnosticListener _listeners = new(Source);

    /// <summary>Every point, in the order of a chain's life.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        RecordKept, TransactionsSent, BlockMined, SmallerRecordKept, HashKept, StateDumped, SnapshotWritten, SnapshotRenamed,
        SnapshotsPruned, SnapshotNoted, EngineLoaded, BlockReplayed,
    ];

    internal static void Pass(string point, string directory)
    {
        if (_listeners.IsEnabled(point))
        {
            _listeners.Write(point, directory);
        }
    }
}
