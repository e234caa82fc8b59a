// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Machine;
using Ledger.Application.Projecting;
using Ledger.Application.Proposing;
using Ledger.Domain;
using Ledger.Store;
using Ledger.Store.Outbox;
using Ledger.Store.Proposals;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Loops;

/// <summary>Gives intents up that can never be recorded, with the reason.</summary>
internal sealed class Failing(LedgerContext context)
{
    private readonly Fates _fates = new(context);
    private readonly ILogger _log = context.Loggers.CreateLogger("Ledger.Application");

    /// <summary>
    /// Gives an intent up, unless the chain has more blocks than were followed: a stranger may have relayed the act in one of them.
    /// </summary>
    /// <param name="judgedAt">The block at which it cannot be recorded.</param>
    /// <param name="revert">What the contracts said, where that is known.</param>
    public async Task<bool> FailAsync(IntentRow intent, BlockRef judgedAt, ReadOnlyMemory<byte> revert, CancellationToken cancellation)
    {
        var head = await context.Node.HeadAsync(cancellation);
        if (head.Ref != judgedAt)
        {
            return false;
        }

        var failed = await context.Store.WriteAsync<Refusal?>(
            writer =>
            {
                if (writer.Blocks.Head?.Ref != judgedAt
                    || writer.Outbox.Find(intent.Id) is not { State: IntentState.Waiting or IntentState.Signed } row)
                {
                    return null;
                }

                var refusal = Reverts.Explain(context.On(writer), row.Id, revert.Span, context.Now);
                writer.Outbox.MarkFailed(row.Id, KeptProblem.Of(refusal), checked((long)context.Now));
                _fates.Move(writer, row.Id, OperationState.Failed);
                if (writer.Proposals.FindByAct(row.Id) is { State: ProposalState.Ready or ProposalState.Submitted } proposal)
                {
                    writer.Proposals.Move(proposal.Id, refusal is Domain.Acts.ActExpired ? ProposalState.Expired : ProposalState.Stale);
                }

                ReleaseCheckpoint(writer, row);
                return refusal;
            },
            cancellation);
        if (failed is not null)
        {
            LoopLog.Failed(_log, intent.Kind, intent.Id.ToString(), failed.Code);
            LoopMeter.Failed(intent.Kind);
        }

        return failed is not null;
    }

    private void ReleaseCheckpoint(IStoreWriter writer, IntentRow row)
    {
        foreach (var checkpoint in writer.Checkpoints.Open().Where(checkpoint => checkpoint.Bound?.Intent == row.Id))
        {
            var anchored = context.On(writer).Log(new PoolId(checkpoint.Pool)).Latest(checkpoint.Epoch)?.Act.Size ?? 0;
            writer.Checkpoints.Release(checkpoint.Pool, checkpoint.Epoch, anchored, checked((long)context.Now));
        }
    }
}
