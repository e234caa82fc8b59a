// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Alerts;

namespace Ledger.Store.Sqlite;

internal sealed class NotificationTable(Session session) : INotificationWriter
{
    private const string Columns =
        "SELECT seq, alert, kind, target, payload, state, tries, due_at, last_outcome FROM notifications ";

    public IReadOnlyList<NotificationRow> Due(long now, int limit) =>
        session.List(Columns + "WHERE state = 0 AND due_at <= ?1 ORDER BY due_at, seq LIMIT ?2", Read, now, limit);

    public IReadOnlyList<NotificationRow> Of(Hash32 alert) =>
        session.List(Columns + "WHERE alert = ?1 ORDER BY seq", Read, alert);

    public long Count(NotificationState state) =>
        session.Number("SELECT count(*) FROM notifications WHERE state = ?1", (int)state) ?? 0;

    public long Add(NotificationRow notification)
    {
        session.Run(
            "INSERT INTO notifications(alert, kind, target, payload, state, tries, due_at, last_outcome) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            notification.Alert, notification.Kind, notification.Target, notification.Payload, (int)notification.State,
            notification.Tries, notification.DueAt, notification.LastOutcome);
        return session.LastInsertedRow;
    }

    public void Note(long seq, NotificationState state, string outcome, long dueAt)
    {
        if (session.Run(
            "UPDATE notifications SET state = ?2, tries = tries + 1, last_outcome = ?3, due_at = ?4 WHERE seq = ?1 AND state = 0",
            seq, (int)state, outcome, dueAt) != 1)
        {
            throw new InvalidOperationException($"No waiting notification {seq} is here.");
        }
    }

    private static NotificationRow Read(Statement row) => new(
        row.Long(0),
        row.Hash(1),
        row.Text(2),
        row.Text(3),
        row.Blob(4),
        (NotificationState)row.Int(5),
        row.Int(6),
        row.Long(7),
        row.TextOrNull(8));
}
