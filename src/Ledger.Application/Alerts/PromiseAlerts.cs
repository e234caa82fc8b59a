// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Notifying;
using Ledger.Domain;
using Ledger.Domain.Alerts;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;

namespace Ledger.Application.Alerts;

/// <summary>Puts alerts about promises: told once for each reason, withdrawn when a reorg kept the promise after all.</summary>
internal sealed class PromiseAlerts(LedgerContext context)
{
    private readonly Notices _notices = new(context);

    /// <summary>Raises the alert for what was found, or withdraws the one that is there.</summary>
    /// <param name="party">Whom it concerns; null for the pool.</param>
    /// <param name="finding">Null where nothing is broken.</param>
    /// <param name="isKept">Where nothing is broken: whether that is sure, and not only still open.</param>
    /// <param name="deciding">The block that shows it.</param>
    public void Put(IStoreWriter writer, Hash32 id, Hash32 pool, Hash32? party, Finding? finding, bool isKept, Func<BlockRef> deciding)
    {
        var known = writer.Alerts.Find(id);
        if (finding is null)
        {
            if (isKept && known is { State: not AlertState.Retracted })
            {
                writer.Alerts.Put(known with { State = AlertState.Retracted, Deciding = null, UpdatedAt = Now }); // a reorg kept it after all
            }

            return;
        }

        var block = deciding();
        var state = writer.Blocks.Final is { } final && block.Number <= final.Number ? AlertState.Final : AlertState.Raised;
        var body = AlertBody.Of(context.On(writer), finding, known);
        var isTold = known is { State: AlertState.Raised or AlertState.Final } && AlertBody.Read(known.Body).Reason == body.Reason;
        if (isTold && known!.Deciding == block)
        {
            return;
        }

        var alert = new AlertRow(0, id, finding.Rule, state, pool, party, block, body.Write(), Now);
        writer.Alerts.Put(alert);
        if (!isTold)
        {
            _notices.Raise(writer, alert);
        }
    }

    /// <summary>The first block whose time is past the second that was promised; the head is one.</summary>
    public static BlockRef FirstPast(IStoreReader reader, ulong due) =>
        reader.Blocks.At(reader.Blocks.AtTime(due) is { } last ? last.Ref.Number + 1 : reader.Blocks.First!.Ref.Number)!.Ref;

    private long Now => checked((long)context.Now);
}
