// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Outbox;
using Ledger.Store.Proposals;

namespace Ledger.Application.Projecting;

/// <summary>What the chain makes of intents, operations and proposals.</summary>
internal sealed class Fates(LedgerContext context)
{
    private const int Batch = 1_000;

    private long Now => checked((long)context.Now);

    /// <summary>What became of what waits here, now that a block recorded these acts.</summary>
    public void Record(IStoreWriter writer, IEnumerable<Fact> facts)
    {
        var isAwaited = !writer.Outbox.IsEmpty || !writer.Proposals.IsEmpty; // in a new store that catches up, nobody waits for anything
        foreach (var fact in facts)
        {
            if (fact is CheckpointAnchored { Act: var checkpoint })
            {
                writer.Checkpoints.Release(checkpoint.Pool.Value, checkpoint.Epoch, checkpoint.Size, Now);
            }

            if (isAwaited)
            {
                Record(writer, fact);
            }
        }
    }

    /// <summary>An act is recorded, by our transaction or by a stranger's relaying: the act's id is what counts.</summary>
    private void Record(IStoreWriter writer, Fact fact)
    {
        var actId = fact.Recorded.ActId;
        if (writer.Outbox.Find(actId) is { State: not (IntentState.Included or IntentState.Final) })
        {
            writer.Outbox.MarkIncluded(actId, fact.At.Block, fact.At.Transaction, Now);
            Move(writer, actId, OperationState.Included);
        }

        if (writer.Proposals.FindByAct(actId) is { } proposal)
        {
            writer.Proposals.Move(proposal.Id, ProposalState.Recorded);
        }

        var known = context.On(writer);
        foreach (var head in ActContext.Heads(known, fact.Recorded))
        {
            Outdate(writer, writer.Proposals.OpenOn(StoreKeys.Of(head.Subject)), fact);
        }

        if (fact is AdministratorChanged or LicenseAssigned or LogKeyChanged)
        {
            Outdate(writer, [.. Open(writer).Where(open => HasOtherSigners(known, open))], fact);
        }
    }

    /// <summary>Open proposals whose deadline the chain has passed.</summary>
    public static void Expire(IStoreWriter writer, ulong time)
    {
        foreach (var proposal in writer.Proposals.ExpiredBefore(time, Batch).Where(proposal => proposal.Operation is null))
        {
            writer.Proposals.Move(proposal.Id, ProposalState.Expired);
        }
    }

    /// <summary>What stood as included in the block waits again; who was outdated by it is open again.</summary>
    public void Retract(IStoreWriter writer, BlockRef block, IReadOnlyList<Fact> facts)
    {
        foreach (var intent in writer.Outbox.IncludedIn(block.Hash))
        {
            writer.Outbox.MarkRetracted(intent.Id, Now);
            Move(writer, intent.Id, OperationState.Retracted);
        }

        foreach (var fact in facts)
        {
            if (writer.Proposals.FindByAct(fact.Recorded.ActId) is { } proposal)
            {
                writer.Proposals.Move(proposal.Id, proposal.Operation is null ? ProposalState.Collecting : ProposalState.Submitted);
            }

            Revive(writer, fact);
            if (fact is CheckpointAnchored { Act: var checkpoint })
            {
                var anchored = context.On(writer).Log(checkpoint.Pool).Latest(checkpoint.Epoch)?.Act.Size ?? 0;
                writer.Checkpoints.Release(checkpoint.Pool.Value, checkpoint.Epoch, anchored, Now);
                writer.Checkpoints.Want(checkpoint.Pool.Value, checkpoint.Epoch, checkpoint.Size, Now);
                if (writer.Outbox.Find(fact.Recorded.ActId) is not null)
                {
                    writer.Checkpoints.TryBind(checkpoint.Pool.Value, checkpoint.Epoch, new(fact.Recorded.ActId, checkpoint.Size, checkpoint.Root));
                }
            }
        }
    }

    /// <summary>What is included in a block not above <paramref name="number"/> is final.</summary>
    public void Finalize(IStoreWriter writer, ulong number)
    {
        foreach (var intent in writer.Outbox.InState(IntentState.Included, int.MaxValue).Where(intent => intent.Block?.Number <= number))
        {
            writer.Outbox.MarkFinal(intent.Id, Now);
            Move(writer, intent.Id, OperationState.Final);
        }
    }

    /// <summary>Moves every operation that shows the intent.</summary>
    public void Move(IStoreWriter writer, Ethereum.Hash32 intent, OperationState to)
    {
        foreach (var operation in writer.Operations.OfIntent(intent))
        {
            writer.Operations.Put(operation with { State = to, UpdatedAt = Now });
        }
    }

    /// <summary>What is open and not sent yet: those who must sign it are written down with it.</summary>
    private static IEnumerable<ProposalRow> Open(IStoreWriter writer) => writer.Proposals.InState(ProposalState.Collecting, int.MaxValue);

    /// <summary>Whether another office holder than was written down must sign it now.</summary>
    private static bool HasOtherSigners(Known known, ProposalRow open)
    {
        var body = ProposalBody.Read(open.Body);
        var act = body.Act();
        return ActRules.Decide(known, act, (ulong)open.CreatedAt) is null
            && !ActContext.Signers(known, act, (ulong)open.CreatedAt).Fixed.Select(signer => (signer.Party, signer.Key))
                .SequenceEqual(body.Signers().Select(signer => (signer.Party, signer.Key)));
    }

    private static void Outdate(IStoreWriter writer, IReadOnlyList<ProposalRow> open, Fact fact)
    {
        foreach (var rival in open.Where(rival => rival.ActId != fact.Recorded.ActId))
        {
            writer.Proposals.Rewrite(rival.Id, (ProposalBody.Read(rival.Body) with { StaleBy = fact.Recorded.ActId }).Write());
            writer.Proposals.Move(rival.Id, ProposalState.Stale);
        }
    }

    private static void Revive(IStoreWriter writer, Fact fact)
    {
        foreach (var stale in writer.Proposals.InState(ProposalState.Stale, int.MaxValue))
        {
            var body = ProposalBody.Read(stale.Body);
            if (body.StaleBy == fact.Recorded.ActId)
            {
                writer.Proposals.Rewrite(stale.Id, (body with { StaleBy = null }).Write());
                writer.Proposals.Move(stale.Id, stale.Operation is null ? ProposalState.Collecting : ProposalState.Ready);
            }
        }
    }
}
