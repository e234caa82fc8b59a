// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Meta;

namespace Ledger.Store.Sqlite;

internal sealed class MetaTable(Session session) : IMetaWriter
{
    public string? Get(string name) => session.One("SELECT value FROM meta WHERE name = ?1", row => row.Text(0), name);

    public void Set(string name, string? value)
    {
        if (value is null)
        {
            session.Run("DELETE FROM meta WHERE name = ?1", name);
        }
        else
        {
            session.Run("INSERT INTO meta(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2", name, value);
        }
    }
}
