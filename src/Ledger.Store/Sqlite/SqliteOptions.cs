// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Sqlite;

/// <summary>How the SQLite store runs. Syncing is not an option: every commit is synchronized in full.</summary>
public sealed record SqliteOptions
{
    /// <summary>Pages of 4,096 bytes.</summary>
    public const long PagesPerMiB = 256;

    public static SqliteOptions Default { get; } = new();

    /// <summary>For a store that one caller has to himself, as a copy that is looked over.</summary>
    public static SqliteOptions Alone { get; } = new() { OnCallersThread = true };

    /// <summary>How long to wait for another process's lock, milliseconds.</summary>
    public int BusyTimeoutMs { get; init; } = 5_000;

    /// <summary>How many writes may share one commit.</summary>
    public int MaxGroup { get; init; } = 256;

    /// <summary>How many writes may wait before callers are held back.</summary>
    public int MaxQueue { get; init; } = 4_096;

    /// <summary>How many snapshots may be read at once.</summary>
    public int MaxReaders { get; init; } = 8;

    /// <summary>The writer's page cache, KiB.</summary>
    public int WriterCacheKib { get; init; } = 32_768;

    /// <summary>Each reader's page cache, KiB.</summary>
    public int ReaderCacheKib { get; init; } = 4_096;

    /// <summary>After how many pages the log of writes is moved into the file: more of them means fewer writes of one page, and a longer log.</summary>
    public int WalPages { get; init; } = 4_096;

    /// <summary>Whether reads and writes run on their caller's own thread, one write after the other: for whoever has a store to himself and waits for each answer.</summary>
    /// <remarks>Nothing else differs: each write is a transaction of its own, and as durable.</remarks>
    public bool OnCallersThread { get; init; }

    /// <summary>The file's greatest size in pages of 4,096 bytes; zero: what the disk holds.</summary>
    public long MaxPageCount { get; init; }
}
