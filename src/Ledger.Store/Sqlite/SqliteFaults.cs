// SPDX-License-Identifier: Apache-2.0

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ledger.Store.Sqlite;

/// <summary>What SQLite's result codes mean to the operator.</summary>
internal static class SqliteFaults
{
    /// <summary>The fault behind an error of the world; null for what a caller did wrong (a broken constraint).</summary>
    public static StoreFault? From(SqliteException error, string path) => Primary(error) switch
    {
        raw.SQLITE_FULL => new(StoreFaultKind.Full, $"There is no room to write to {path}: make room and try again; nothing is lost.", error),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(StoreFaultKind.Busy, $"Another process holds {path}.", error),
        raw.SQLITE_CORRUPT => new(StoreFaultKind.Corrupt, $"{path} is damaged: restore it from a backup.", error),
        raw.SQLITE_NOTADB => new(StoreFaultKind.Foreign, $"{path} is not a ledger's store.", error),
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_NOMEM
            => new(StoreFaultKind.InputOutput, $"Reading or writing {path} failed: {error.Message}", error),
        _ => null,
    };

    /// <summary>The code's kind: a session asks for extended codes, as <c>SQLITE_IOERR_FSYNC</c>, whose low byte it is (sqlite.org/rescode.html).</summary>
    public static int Primary(SqliteException error) => error.SqliteErrorCode & 0xff;

    /// <summary>The exception that a caller sees for <paramref name="error"/>.</summary>
    public static Exception Translate(Exception error, string path) =>
        error is not SqliteException sqlite ? error
        : From(sqlite, path) is { } fault ? fault
        : new InvalidOperationException($"The store refuses this write: {sqlite.Message}", sqlite);
}
