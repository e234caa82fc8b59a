// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Writing;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Sqlite;

/// <summary>A store's file as a file: to be copied and looked over while a host serves from it.</summary>
public static class StoreFile
{
    private const int MostComplaints = 20;

    /// <summary>
    /// Writes what is committed now to a new file: one snapshot, while others read and write on. Free pages stay behind,
    /// and with them what was erased.
    /// </summary>
    /// <exception cref="StoreFault">There is no store, it is damaged, or the world failed.</exception>
    public static void Copy(string path, string target)
    {
        Use(path, session => session.Run("VACUUM INTO ?1", target));
        using var file = new FileStream(target, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>What SQLite itself finds wrong with the file: pages, indexes, constraints; nothing when it is sound.</summary>
    /// <exception cref="StoreFault">There is no store, or so little of one that it cannot be looked over.</exception>
    public static IReadOnlyList<string> Complaints(string path)
    {
        List<string> complaints = [];
        Use(path, session =>
        {
            complaints.AddRange(session.List($"PRAGMA integrity_check({MostComplaints})", row => row.Text(0)).Where(line => line is not "ok"));
            complaints.AddRange(session.List("PRAGMA foreign_key_check", row => $"{row.Text(0)} points to a row of {row.Text(2)} that is not there"));
        });
        return complaints;
    }

    /// <summary>The version of a store's tables, and the one that this program knows.</summary>
    /// <exception cref="StoreFault">There is no store.</exception>
    public static (long Found, long Known) SchemaVersion(string path)
    {
        long found = 0;
        Use(path, session => found = session.Number("PRAGMA user_version") ?? 0, anyVersion: true);
        return (found, Schema.Version);
    }

    /// <summary>Who writes to a store, without opening it to write; null where it is of another version, which has to be migrated first.</summary>
    /// <exception cref="StoreFault">There is no store, or the world failed.</exception>
    public static WriterRow? Writer(string path)
    {
        WriterRow? found = null;
        Use(path, session => found = session.Number("PRAGMA user_version") == Schema.Version ? new WriterTable(session).Current : null, anyVersion: true);
        return found;
    }

    /// <summary>Only ours are copied and judged; an older one is left as old as it is.</summary>
    private static void Recognize(Session session, string path)
    {
        if (session.Number("PRAGMA application_id") != Schema.ApplicationId || session.Number("PRAGMA user_version") > Schema.Version)
        {
            throw new StoreFault(StoreFaultKind.Foreign, $"{path} is not a ledger's store, or of a newer version than this program knows.");
        }
    }

    private static void Use(string path, Action<Session> use, bool anyVersion = false)
    {
        if (!File.Exists(path))
        {
            throw new StoreFault(StoreFaultKind.Existence, $"No store is at {path}.");
        }

        try
        {
            using var session = new Session(path, SqliteOpenMode.ReadWrite, SqliteOptions.Default);
            if (!anyVersion)
            {
                Recognize(session, path);
            }

            use(session);
        }
        catch (SqliteException error)
        {
            throw SqliteFaults.Translate(error, path);
        }
    }
}
