// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Machine;
using Ledger.Application.Projecting;
using Ledger.Application.Proposing;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Store;
using Ledger.Store.Outbox;
using Ledger.Store.Proposals;

namespace Ledger.Application.Loops;

/// <summary>Brings intents on chain: nonce and signed bytes are kept in one store transaction before anything is sent.</summary>
internal sealed class SubmitLoop(LedgerContext context, Submitter submitter) : LedgerLoop(context)
{
    private const int Batch = 64;

    private readonly Fates _fates = new(context);
    private readonly NonceGaps _gaps = new(context, submitter);
    private bool _reconciled;

    public override string Name => "submit";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        if (!_reconciled)
        {
            await ReconcileAsync(cancellation);
            _reconciled = true;
        }

        var (flying, waiting) = await Context.Store.ReadAsync(
            reader => (reader.Outbox.InFlight(submitter.Account), reader.Outbox.InState(IntentState.Waiting, Batch)), cancellation);
        var moved = false;
        foreach (var intent in flying)
        {
            moved |= await TendAsync(intent, cancellation);
        }

        moved |= await _gaps.FillAsync(flying, cancellation);
        foreach (var intent in waiting)
        {
            if (await PrepareAsync(intent, alone: flying.Count == 0 && !moved, cancellation) is not { } prepared)
            {
                continue;
            }

            moved |= await SendAsync(await KeepAsync(intent, prepared, cancellation), cancellation);
        }

        return moved;
    }

    private async Task ReconcileAsync(CancellationToken cancellation)
    {
        var nonce = await submitter.ChainNonceAsync(cancellation);
        await Context.Store.WriteAsync(
            writer =>
            {
                writer.Outbox.Reconcile(submitter.Account, nonce);
                return nonce;
            },
            cancellation);
    }

    /// <summary>Simulates and prices; an intent that the contracts refuse for good is failed.</summary>
    /// <param name="alone">Whether nothing of ours is in flight that the intent could wait for.</param>
    private async Task<PreparedTransaction?> PrepareAsync(IntentRow intent, bool alone, CancellationToken cancellation)
    {
        switch (await submitter.PrepareAsync(new TransactionIntent(intent.Id, intent.To, intent.CallData), cancellation))
        {
            case Preparation.Prepared ready:
                return ready.Transaction;
            case Preparation.WouldRevert refused when alone:
                await FailAsync(intent, refused.RevertData, cancellation);
                return null;
            default:
                return null;
        }
    }

    private Task<OutboxTransaction?> KeepAsync(IntentRow intent, PreparedTransaction prepared, CancellationToken cancellation) =>
        Context.Store.WriteAsync<OutboxTransaction?>(
            writer =>
            {
                var nonce = writer.Outbox.NextNonce(submitter.Account) ?? throw new InvalidOperationException("The nonces were not reconciled.");
                var signed = submitter.Sign(prepared, nonce);
                return writer.Outbox.TryKeep(Row(signed)) ? signed : null;
            },
            cancellation);

    private AttemptRow Row(OutboxTransaction signed) =>
        new(signed.Hash, signed.IntentId, signed.From, signed.Nonce, signed.Raw.ToArray(), checked((long)Context.Now));

    /// <summary>Asks the chain what became of an intent in flight, and does what that asks for.</summary>
    private async Task<bool> TendAsync(IntentRow intent, CancellationToken cancellation)
    {
        var attempts = await Context.Store.ReadAsync(reader => reader.Outbox.AttemptsAt(submitter.Account, intent.Nonce!.Value), cancellation);
        if (attempts.Count == 0)
        {
            return false;
        }

        var all = attempts.Select(row => new OutboxTransaction(intent.Id, row.Signer, row.Nonce, row.Raw, row.Hash)).ToArray();
        var signed = all[^1];
        if (attempts[^1].SentAt is null)
        {
            return await SendAsync(signed, cancellation);
        }

        switch (await submitter.FateAsync(all, cancellation))
        {
            case TransactionFate.Dropped:
                return await SendAsync(signed, cancellation);
            case TransactionFate.Displaced:
                await Context.Store.WriteAsync(
                    writer =>
                    {
                        writer.Outbox.Renonce(intent.Id, checked((long)Context.Now));
                        return true;
                    },
                    cancellation);
                _reconciled = false;
                return true;
            case TransactionFate.Included { Inclusion.Succeeded: false } reverted when reverted.Depth >= Context.Record.FinalityBlocks:
                return await FailAsync(intent, default, cancellation);
            default:
                return false; // included: the follower says so, or a reorg may still undo the revert; pending: it waits
        }
    }

    private async Task<bool> SendAsync(OutboxTransaction? signed, CancellationToken cancellation)
    {
        if (signed is null)
        {
            return false;
        }

        var result = await submitter.SendAsync(signed, cancellation);
        switch (result.Outcome)
        {
            case SendOutcome.Sent:
                await Context.Store.WriteAsync(writer => MarkSent(writer, signed), cancellation);
                Context.Work.Wake();
                return true;
            case SendOutcome.NonceSpent:
                await Context.Store.WriteAsync(writer => MarkSent(writer, signed), cancellation); // its fate is asked for next
                return true;
            case SendOutcome.Underpriced:
                var dearer = submitter.Replace(signed, await submitter.FeesAsync(cancellation));
                await Context.Store.WriteAsync(writer => writer.Outbox.TryKeep(Row(dearer)), cancellation);
                return true;
            default:
                LoopLog.NotTaken(Log, signed.Hash.ToString(), result.Outcome.ToString(), result.Detail);
                return false;
        }
    }

    private bool MarkSent(IStoreWriter writer, OutboxTransaction signed)
    {
        writer.Outbox.MarkSent(signed.Hash, checked((long)Context.Now));
        if (writer.Outbox.Find(signed.IntentId) is { State: IntentState.Signed })
        {
            _fates.Move(writer, signed.IntentId, OperationState.Submitted);
            if (writer.Proposals.FindByAct(signed.IntentId) is { State: ProposalState.Ready } proposal)
            {
                writer.Proposals.Move(proposal.Id, ProposalState.Submitted);
            }
        }

        return true;
    }

    /// <summary>Gives an intent up, unless the chain has more blocks than were followed: a stranger may have relayed the act in one of them.</summary>
    private async Task<bool> FailAsync(IntentRow intent, ReadOnlyMemory<byte> revert, CancellationToken cancellation)
    {
        var head = await Context.Node.HeadAsync(cancellation);
        var failed = await Context.Store.WriteAsync<Refusal?>(
            writer =>
            {
                if (writer.Blocks.Head?.Ref != head.Ref
                    || writer.Outbox.Find(intent.Id) is not { State: IntentState.Waiting or IntentState.Signed } row)
                {
                    return null;
                }

                var refusal = Reverts.Explain(Context.On(writer), row.Id, revert.Span, Context.Now);

                writer.Outbox.MarkFailed(row.Id, KeptProblem.Of(refusal), checked((long)Context.Now));
                _fates.Move(writer, row.Id, OperationState.Failed);
                if (writer.Proposals.FindByAct(row.Id) is { State: ProposalState.Ready or ProposalState.Submitted } proposal)
                {
                    writer.Proposals.Move(proposal.Id, refusal is Domain.Acts.ActExpired ? ProposalState.Expired : ProposalState.Stale);
                }

                foreach (var checkpoint in writer.Checkpoints.Open().Where(checkpoint => checkpoint.Bound?.Intent == row.Id))
                {
                    var anchored = Context.On(writer).Log(new PoolId(checkpoint.Pool)).Latest(checkpoint.Epoch)?.Act.Size ?? 0;
                    writer.Checkpoints.Release(checkpoint.Pool, checkpoint.Epoch, anchored, checked((long)Context.Now));
                }

                return refusal;
            },
            cancellation);
        if (failed is not null)
        {
            LoopLog.Failed(Log, intent.Kind, intent.Id.ToString(), failed.Code);
            LoopMeter.Failed(intent.Kind);
        }

        return failed is not null;
    }
}
