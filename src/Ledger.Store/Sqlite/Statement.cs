// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Ledger.Ethereum;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ledger.Store.Sqlite;

/// <summary>A prepared statement, kept for the life of its connection. Values are bound as ?1, ?2, … in order.</summary>
internal sealed class Statement : IDisposable
{
    private const int MostOnStack = 64;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle));
    }

    public void Bind(ReadOnlySpan<Cell> cells)
    {
        Debug.Assert(raw.sqlite3_bind_parameter_count(_handle) == cells.Length, "Each ?n has its value.");
        for (var i = 0; i < cells.Length; i++)
        {
            ref readonly var cell = ref cells[i];
            Check(cell.Kind switch
            {
                CellKind.Integer => raw.sqlite3_bind_int64(_handle, i + 1, cell.Number),
                CellKind.Hash => BindHash(i + 1, cell.Hash, Hash32.Size),
                CellKind.Address => BindHash(i + 1, cell.Hash, Ethereum.Address.Size),
                CellKind.Blob => BindBlob(i + 1, (byte[])cell.Reference!),
                CellKind.Part => BindBlob(i + 1, ((byte[])cell.Reference!).AsSpan((int)(cell.Number >> 32), (int)(cell.Number & int.MaxValue))),
                CellKind.Text => BindText(i + 1, (string)cell.Reference!),
                _ => raw.sqlite3_bind_null(_handle, i + 1),
            });
        }
    }

    /// <summary>Steps to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        Check(code);
        return false;
    }

    /// <summary>Makes it ready to run again, and lets go of its locks and values.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(_handle);
        _ = raw.sqlite3_clear_bindings(_handle);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_handle, column);

    public ulong ULong(int column) => checked((ulong)Long(column));

    public int Int(int column) => checked((int)Long(column));

    public bool Bool(int column) => Long(column) != 0;

    public string Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(_handle, column);

    public byte[] Blob(int column) => Span(column).ToArray();

    public Hash32 Hash(int column) => new(Span(column));

    public Address Address(int column) => new(Span(column));

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public ulong? ULongOrNull(int column) => IsNull(column) ? null : ULong(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[]? BlobOrNull(int column) => IsNull(column) ? null : Blob(column);

    public Hash32? HashOrNull(int column) => IsNull(column) ? null : Hash(column);

    public Address? AddressOrNull(int column) => IsNull(column) ? null : Address(column);

    public void Dispose() => _handle.Dispose();

    private int BindHash(int index, Hash32 hash, int length) => raw.sqlite3_bind_blob(_handle, index, Hash32.Bytes(in hash)[..length]);

    // Words are encoded on the stack; the rest, and what is empty or holds a NUL, goes the library's way.
    private int BindText(int index, string text)
    {
        if (text.Length is 0 or > MostOnStack || text.Contains('\0', StringComparison.Ordinal))
        {
            return raw.sqlite3_bind_text(_handle, index, text);
        }

        Span<byte> bytes = stackalloc byte[3 * MostOnStack];
        return raw.sqlite3_bind_text(_handle, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    // An empty span would bind NULL.
    private int BindBlob(int index, ReadOnlySpan<byte> bytes) =>
        bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(_handle, index, 0) : raw.sqlite3_bind_blob(_handle, index, bytes);

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
