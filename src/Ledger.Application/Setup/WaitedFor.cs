// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Setup;

/// <summary>The process that a waiting host waits for.</summary>
/// <param name="Holder">Its process id and machine, as it left them in the store; a question mark where none did.</param>
/// <param name="IsInTransaction">
/// Whether it gives no sign of life and holds the database's own lock: it stands still in the middle of a transaction. That lock is
/// let go by the process alone, when it goes on or ends: nobody can take its place before.
/// </param>
public sealed record WaitedFor(string Holder, bool IsInTransaction)
{
    /// <summary>The process's id, as the holder names it.</summary>
    public string Process => Holder.Split('@')[0];
}
