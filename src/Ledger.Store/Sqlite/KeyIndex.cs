// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Ethereum;

namespace Ledger.Store.Sqlite;

/// <summary>
/// Finds the rows of a table by hashes. Hashes come in no order: an index over them that is larger than a commit's keys has a page of its
/// own to write for each. So what is new goes into a small table first, whose pages stay at hand, and slice by slice of the space of keys
/// moves on into the large one, where a slice's keys are neighbours: the rolling merge of a log-structured merge-tree (O'Neil, Cheng,
/// Gawlick, O'Neil, Acta Informatica 33, 1996). Of one key, all that is in the large table is older than what is in the small one.
/// </summary>
/// <remarks>
/// A key is the first eight bytes of a hash, so two hashes may share it: whoever finds a row looks whether it is the one. The small table
/// pays where a commit's keys are many against its pages: for commits of thousands of rows it may be large, for those of hundreds not.
/// </remarks>
/// <param name="sliceBits">A slice is the hashes that share their first bits, so many: the small table has up to 1,024 rows for each slice.</param>
internal sealed class KeyIndex(Session session, string table, int sliceBits = 7)
{
    /// <summary>One slice moves at each row whose number this divides; after all others, it has its turn again.</summary>
    public const int RowsPerSlice = 1_024;

    private const int KeyBits = 64;

    private readonly string _add = $"INSERT OR IGNORE INTO {table}_new(key, seq) VALUES(?1, ?2)";

    private Statement? _prepared;

    /// <summary>The key of a hash: its first eight bytes, big-endian, as SQLite's signed integer.</summary>
    public static long KeyOf(in Hash32 hash) => BinaryPrimitives.ReadInt64BigEndian(Hash32.Bytes(in hash));

    /// <summary>The same as SQL over a column of hashes; SQLite has no word for it.</summary>
    public static string KeyOf(string column) => string.Join(" | ", Enumerable.Range(1, KeyBits / 4).Select(
        digit => $"((instr('0123456789ABCDEF', substr(hex(substr({column}, 1, 8)), {digit}, 1)) - 1) << {KeyBits - (4 * digit)})"));

    /// <summary>The DDL of an index's two tables.</summary>
    public static string Tables(string table) => $"""
        CREATE TABLE {table}(
          key INTEGER NOT NULL,
          seq INTEGER NOT NULL,
          PRIMARY KEY(key, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE {table}_new(
          key INTEGER NOT NULL,
          seq INTEGER NOT NULL,
          PRIMARY KEY(key, seq)) STRICT, WITHOUT ROWID;

        """;

    /// <summary>The DDL of what keeps a key for ever: it leaves the small table for the large one alone.</summary>
    /// <param name="what">What may not be erased or changed, for what is said of an attempt.</param>
    public static string Guards(string table, string what) => $"""
        CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{what} is never erased'); END;
        CREATE TRIGGER {table}_change BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{what} is never changed'); END;
        CREATE TRIGGER {table}_new_stay BEFORE DELETE ON {table}_new
          WHEN NOT EXISTS(SELECT 1 FROM {table} WHERE key = OLD.key AND seq = OLD.seq)
          BEGIN SELECT RAISE(ABORT, '{what} is never erased'); END;
        CREATE TRIGGER {table}_new_change BEFORE UPDATE ON {table}_new BEGIN SELECT RAISE(ABORT, '{what} is never changed'); END;

        """;

    /// <summary>Files a row under a key; a second time is no other.</summary>
    public void Add(long key, long row) => session.Run(_prepared ??= session.Prepare(_add), key, row);

    /// <summary>Forgets a row under a key.</summary>
    public void Remove(long key, long row)
    {
        if (session.Run($"DELETE FROM {table}_new WHERE key = ?1 AND seq = ?2", key, row) == 0)
        {
            session.Run($"DELETE FROM {table} WHERE key = ?1 AND seq = ?2", key, row);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        session.Run($"DELETE FROM {table}_new");
        session.Run($"DELETE FROM {table}");
    }

    /// <summary>To be called once for each row that is new, after it was filed: moves a slice when it is time.</summary>
    public void Filed(long row)
    {
        if (row % RowsPerSlice == 0)
        {
            Move((ulong)(row / RowsPerSlice) % (1UL << sliceBits));
        }
    }

    private void Move(ulong slice)
    {
        var rest = KeyBits - sliceBits;
        var (first, last) = unchecked(((long)(slice << rest), (long)((slice << rest) | ((1UL << rest) - 1))));
        session.Run($"INSERT INTO {table}(key, seq) SELECT key, seq FROM {table}_new WHERE key BETWEEN ?1 AND ?2 ORDER BY key, seq", first, last);
        session.Run($"DELETE FROM {table}_new WHERE key BETWEEN ?1 AND ?2", first, last);
    }
}
