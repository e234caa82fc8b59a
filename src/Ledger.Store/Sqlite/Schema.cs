// SPDX-License-Identifier: Apache-2.0

using Microsoft.Data.Sqlite;

namespace Ledger.Store.Sqlite;

/// <summary>
/// The tables of version 1. Hashes are blobs of 32 bytes, numbers signed integers, instants UTC seconds. What may never
/// change is held by triggers, so that no code path, ours or a later one's, can change it.
/// </summary>
internal static class Schema
{
    /// <summary>"Ledg", in the file's header: what tells our files from others.</summary>
    public const int ApplicationId = 0x4C656467;

    public const int Version = 1;

    /// <summary>Makes an empty file a store, in one transaction.</summary>
    public static void Create(Session session)
    {
        session.Script("PRAGMA journal_mode = WAL;");
        session.Script($"""
            BEGIN IMMEDIATE;
            {SchemaText.Facts}
            {SchemaText.Outbox}
            {SchemaText.Records}
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = {Version};
            COMMIT;
            """);
    }

    /// <summary>Refuses a file that is not ours, or of another version, with a sentence.</summary>
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

        if (version != Version)
        {
            throw new StoreFault(
                StoreFaultKind.Foreign,
                $"{path} has schema version {version}; this program knows version {Version}. Use the program that wrote it, or a newer one.");
        }
    }
}
