// SPDX-License-Identifier: Apache-2.0

using Microsoft.Data.Sqlite;

namespace Ledger.Store.Sqlite;

/// <summary>
/// The tables, made and brought up to date. Hashes are blobs of 32 bytes, numbers signed integers, instants UTC seconds. What may never
/// change is held by triggers, so that no code path, ours or a later one's, can change it.
/// </summary>
internal static class Schema
{
    /// <summary>"Ledg", in the file's header: what tells our files from others.</summary>
    public const int ApplicationId = 0x4C656467;

    public static int Version => SchemaSteps.All.Count;

    /// <summary>Makes an empty file a store, in one transaction.</summary>
    public static void Create(Session session)
    {
        session.Script("PRAGMA journal_mode = WAL;");
        Take(session, from: 0);
    }

    /// <summary>Brings an older file up to date; refuses with a sentence one that is not ours, or newer.</summary>
    /// <exception cref="StoreFault">The file is foreign, unfinished, or newer.</exception>
    public static void Require(Session session, string path)
    {
        long application, version;
        try
        {
            application = session.Number("PRAGMA application_id") ?? 0;
            version = session.Number("PRAGMA user_version") ?? 0;
        }
        catch (SqliteException error)
        {
            throw SqliteFaults.Translate(error, path);
        }

        if (application != ApplicationId)
        {
            throw new StoreFault(StoreFaultKind.Foreign, $"{path} is not a ledger's store, or its creation never finished.");
        }

        if (version is < 1 || version > Version)
        {
            throw new StoreFault(
                StoreFaultKind.Foreign,
                $"{path} has schema version {version}; this program knows version {Version}. Use the program that wrote it, or a newer one.");
        }

        if (version < Version)
        {
            Take(session, (int)version);
        }
    }

    /// <summary>Takes the steps after a version, all in one transaction.</summary>
    private static void Take(Session session, int from) => session.Script($"""
        BEGIN IMMEDIATE;
        {string.Join('\n', SchemaSteps.All.Skip(from))}
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        COMMIT;
        """);
}
