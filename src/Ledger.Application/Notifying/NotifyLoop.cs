// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Core;
using Ledger.Application.Loops;
using Ledger.Outbound;
using Ledger.Store.Alerts;

namespace Ledger.Application.Notifying;

/// <summary>
/// Takes waiting messages to their receiver: at least once, each alert's in their order, again after longer and longer waits.
/// A repetition has the same id, by which a receiver can tell it.
/// </summary>
internal sealed class NotifyLoop(LedgerContext context, INotifier notifier) : LedgerLoop(context)
{
    private const int Batch = 32;
    private const int MaxDoublings = 30;

    public override string Name => "notify";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var now = checked((long)Context.Now);
        var due = await Context.Store.ReadAsync(
            reader => reader.Notifications.Due(now, Batch).Where(row => IsFirst(reader.Notifications, row)).ToList(), cancellation);
        foreach (var message in due)
        {
            await DeliverAsync(message, cancellation);
        }

        return due.Count > 0;
    }

    /// <summary>Whether no earlier message of the same alert still waits: a retraction never overtakes what it retracts.</summary>
    private static bool IsFirst(INotificationReader notifications, NotificationRow message) =>
        notifications.Of(message.Alert).First(row => row.State is NotificationState.Waiting).Seq == message.Seq;

    private async Task DeliverAsync(NotificationRow message, CancellationToken cancellation)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{message.Alert}-{message.Seq}");
        var outcome = await notifier.NotifyAsync(new Notification(id, message.Kind, message.Payload), cancellation);
        var tries = message.Tries + 1;
        var state = outcome is Delivered ? NotificationState.Delivered
            : outcome.MayRetry && tries < Context.Options.Notify.MaxTries ? NotificationState.Waiting
            : NotificationState.GivenUp;
        await Context.Store.WriteAsync(
            writer =>
            {
                writer.Notifications.Note(message.Seq, state, outcome.Word, checked((long)Context.Now) + WaitAfter(tries));
                return true;
            },
            cancellation);
        if (state is NotificationState.GivenUp)
        {
            LoopLog.GivenUp(Log, message.Kind, id, outcome.Word, tries);
        }
        else if (state is NotificationState.Waiting)
        {
            LoopLog.NotDelivered(Log, message.Kind, id, outcome.Word, tries);
        }
    }

    private long WaitAfter(int tries) =>
        Math.Min(Context.Options.Notify.MaxRetrySeconds, (long)Context.Options.Notify.RetrySeconds << Math.Min(tries - 1, MaxDoublings));
}
