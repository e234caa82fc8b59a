// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Writing;

namespace Ledger.Store.Sqlite;

internal sealed class WriterTable(Session session) : IWriterWriter
{
    public WriterRow Current => session.One("SELECT token, holder, beats FROM writer", row => new WriterRow(row.Long(0), row.Text(1), row.Long(2)))!;

    public void Beat() => session.Run("UPDATE writer SET beats = beats + 1");

    /// <summary>The new token; null where it is no longer the expected one.</summary>
    public long? TryTake(WriterClaim claim) => session.Run(
        "UPDATE writer SET token = token + 1, holder = ?2, beats = 0 WHERE token = ?1", claim.Expected, claim.Holder) == 1 ? claim.Expected + 1 : null;
}
