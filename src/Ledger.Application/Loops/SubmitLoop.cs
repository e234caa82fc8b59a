// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Chain.Submit;
using Ledger.Store;
using Ledger.Store.Outbox;
using Ledger.Store.Proposals;

namespace Ledger.Application.Loops;

/// <summary>
/// Brings intents on chain, many a step: one look at the chain, one judgement of what flies, one store transaction that keeps
/// nonces and signed bytes before anything is sent, one sending of all that is due.
/// </summary>
internal sealed class SubmitLoop(LedgerContext context, Submitter submitter, SigningDesk desk) : LedgerLoop(context)
{
    /// <summary>What is sent in one batch at most.</summary>
    internal const int Batch = 256;

    /// <summary>What may be signed and in no block at most: a pool keeps only so much of one account.</summary>
    private const int MostInFlight = 1_024;

    private readonly Fates _fates = new(context);
    private readonly DueSendings _due = new();
    private readonly SpentNonces _spent = new(context, submitter, new Failing(context));
    private readonly WaitingIntents _waiting = new(submitter, new Failing(context));
    private readonly StuckTransactions _stuck = new(context, submitter, desk);
    private readonly SubmitAlarms _alarms = new(context.Alarms);

    public override string Name => "submit";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var followed = await Context.Store.ReadAsync(reader => reader.Blocks.Head?.Ref, cancellation);
        var look = await submitter.LookAsync(followed, cancellation);
        var view = await ReadAsync(look, cancellation);
        view = await ReconcileAsync(view, cancellation) ? await ReadAsync(look, cancellation) : view;

        var moved = await _spent.JudgeAsync(view, followed, cancellation);
        var fees = submitter.Fees(look.Prices);
        IReadOnlyList<OutboxTransaction> kept = [];
        if (fees is not null)
        {
            kept = await KeepAsync(NonceGaps.Fillers(view, submitter, fees), cancellation);
            moved |= await _stuck.ReplaceAsync(view, fees, cancellation);
            var room = desk.IsPaused ? 0 : Math.Min(Batch, MostInFlight - view.Flying.Count);
            var prepared = await _waiting.PrepareAsync(view, fees, room, canFail: view.Flying.Count == 0 && !moved, cancellation);
            moved |= prepared.HasFailed;
            kept = [.. kept, .. await KeepAsync([.. prepared.Ready.Select((it, i) => Submitter.Unsigned(it, view.Next!.Value + (ulong)i))], cancellation)];
        }

        var due = _due.Of(view, Context.Now).Select(OutboxView.Transaction).Concat(kept).OrderBy(it => it.Nonce).Take(Batch).ToList();
        moved |= await SendAsync(due, fees, cancellation) || kept.Count > 0;
        _alarms.Tell(view, fees, _waiting.Shortage, _stuck);
        return moved;
    }

    private Task<OutboxView> ReadAsync(OutboxLook look, CancellationToken cancellation) =>
        Context.Store.ReadAsync(reader => OutboxView.Read(reader, submitter.Account, look, Batch), cancellation);

    /// <summary>Sets the next nonce to what chain and kept bytes say, upwards or downwards; downwards only at the followed head.</summary>
    private async Task<bool> ReconcileAsync(OutboxView view, CancellationToken cancellation)
    {
        var right = Math.Max(view.Look.Nonce, view.Newest.Count > 0 ? view.Newest[^1].Nonce + 1 : 0);
        if (view.Next == right || (right < view.Next && !view.IsAtHead))
        {
            return false;
        }

        if (view.Next < view.Look.Nonce)
        {
            await _spent.NoteJumpAsync(view.Look.Nonce - 1, cancellation);
        }

        await Context.Store.WriteAsync(
            writer =>
            {
                writer.Outbox.Reconcile(submitter.Account, view.Look.Nonce);
                return true;
            },
            cancellation);
        return true;
    }

    /// <summary>Signs, and keeps what still finds its nonce free, up to the first that does not.</summary>
    private async Task<IReadOnlyList<OutboxTransaction>> KeepAsync(IReadOnlyList<UnsignedTransaction> unsigned, CancellationToken cancellation)
    {
        if (unsigned.Count == 0)
        {
            return [];
        }

        var signed = await desk.SignAsync(unsigned, cancellation);
        return signed.Count == 0 ? [] : await Context.Store.WriteAsync(
            writer => signed.TakeWhile(it => writer.Outbox.TryKeep(StuckTransactions.Row(it, Context.Now))).ToList(), cancellation);
    }

    private async Task<bool> SendAsync(List<OutboxTransaction> sending, GasFees? fees, CancellationToken cancellation)
    {
        if (sending.Count == 0)
        {
            return false;
        }

        var results = await submitter.SendAsync(sending, cancellation);
        var taken = new List<OutboxTransaction>();
        var underpriced = new List<OutboxTransaction>();
        foreach (var (signed, result) in sending.Zip(results))
        {
            if (result.Outcome != SendOutcome.Unknown)
            {
                _due.Note(signed, Context.Now);
            }

            switch (result.Outcome)
            {
                case SendOutcome.Sent:
                case SendOutcome.NonceSpent: // its fate is judged once the block is followed
                    taken.Add(signed);
                    break;
                case SendOutcome.Underpriced:
                    underpriced.Add(signed);
                    break;
                default:
                    LoopLog.NotTaken(Log, signed.Hash.ToString(), result.Outcome.ToString(), result.Detail);
                    break;
            }
        }

        _alarms.Note(sending, results);
        var moved = taken.Count > 0 && await Context.Store.WriteAsync(writer => taken.Count(it => MarkSent(writer, it)), cancellation) > 0;
        if (moved)
        {
            Context.Work.Wake();
        }

        return (underpriced.Count > 0 && fees is not null && await _stuck.RaiseAsync(underpriced, fees, cancellation)) || moved;
    }

    private bool MarkSent(IStoreWriter writer, OutboxTransaction signed)
    {
        var isFirst = writer.Outbox.FindAttempt(signed.Hash) is { SentAt: null };
        writer.Outbox.MarkSent(signed.Hash, checked((long)Context.Now));
        if (writer.Outbox.Find(signed.IntentId) is { State: IntentState.Signed })
        {
            _fates.Move(writer, signed.IntentId, OperationState.Submitted);
            if (writer.Proposals.FindByAct(signed.IntentId) is { State: ProposalState.Ready } proposal)
            {
                writer.Proposals.Move(proposal.Id, ProposalState.Submitted);
            }
        }

        return isFirst;
    }
}
