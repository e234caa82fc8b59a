// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Store;
using Ledger.Store.Alerts;

namespace Ledger.Application.Notifying;

/// <summary>Puts into the outbox what leaves because of an alert, in the transaction that changes the alert.</summary>
/// <remarks>What is provisional leaves nobody's house: only what a block decided, and its being taken back.</remarks>
internal sealed class Notices(LedgerContext context)
{
    public const string Raised = "alert";
    public const string Retracted = "alert-retract";
    public const string Webhook = "webhook";

    /// <summary>A block has raised the alert.</summary>
    public void Raise(IStoreWriter writer, AlertRow alert) => Add(writer, alert, Raised);

    /// <summary>What a block had raised does not stand any more.</summary>
    public void Retract(IStoreWriter writer, AlertRow alert) => Add(writer, alert, Retracted);

    private void Add(IStoreWriter writer, AlertRow alert, string kind)
    {
        if (context.Options.Notify.Url is null)
        {
            return;
        }

        var now = checked((long)context.Now);
        var body = new NoticeBody(kind, now, AlertBook.View(context, writer, alert, RefusalTexts.English));
        writer.Notifications.Add(new NotificationRow(
            0,
            alert.Id,
            kind,
            Webhook,
            JsonSerializer.SerializeToUtf8Bytes(body, LedgerJson.Options),
            NotificationState.Waiting,
            Tries: 0,
            DueAt: now,
            LastOutcome: null));
    }
}

/// <summary>The body of a message, in the form of the Standard Webhooks convention.</summary>
/// <param name="Type"><c>alert</c> or <c>alert-retract</c>.</param>
/// <param name="Timestamp">When it happened here, UTC seconds.</param>
/// <param name="Data">The alert as <c>GET /alerts/{id}</c> shows it at that moment.</param>
internal sealed record NoticeBody(string Type, long Timestamp, AlertView Data);
