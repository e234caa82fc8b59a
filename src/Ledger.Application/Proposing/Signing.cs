// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Outbox;
using Ledger.Store.Proposals;

namespace Ledger.Application.Proposing;

/// <summary>Takes one signature to a proposal, and sends the act on its way with the last.</summary>
internal sealed class Signing(LedgerContext context)
{
    /// <summary>Keeps the signature, or says why not. Runs within one store transaction.</summary>
    public Refusal? Sign(IStoreWriter writer, ProposalRow row, SignatureRequest request)
    {
        var body = ProposalBody.Read(row.Body);
        var act = body.Act();
        var required = body.Signers();
        var wanted = Enumerable.Range(0, required.Count).Where(i => IsMeant(required[i], request)).ToList();
        var given = writer.Proposals.Signatures(row.Id);
        var open = wanted.Where(i => given.All(signature => signature.Position != i)).ToList();
        if (wanted.Count == 0)
        {
            return new SignerNotRequired(request.Party?.ToString() ?? request.Key.ToString());
        }

        if (open.Count == 0)
        {
            return given.Any(signature => wanted.Contains(signature.Position) && signature.Key == request.Key)
                ? null
                : new AlreadySigned(request.Party?.ToString() ?? request.Key.ToString());
        }

        if (row.State is not ProposalState.Collecting)
        {
            return new ProposalNotOpen(row.Id, ProposalPresenter.Word(row.State));
        }

        if (Check(context.On(writer), act, required[open[0]], open[0], request, out var signature) is { } refusal)
        {
            return refusal;
        }

        foreach (var position in open)
        {
            writer.Proposals.TrySign(row.Id, new ProposalSignatureRow(
                position,
                required[position].Party?.Value ?? Hash32.Zero,
                request.Key,
                (byte)required[position].Scope,
                signature.ToArray(),
                checked((long)context.Now)));
        }

        if (given.Count + open.Count == required.Count)
        {
            Send(writer, row, act);
        }

        return null;
    }

    private static bool IsMeant(RequiredSigner required, SignatureRequest request) =>
        required.Key is { } key ? key == request.Key : required.Party?.Value == request.Party;

    private Refusal? Check(
        Known known, IAct act, RequiredSigner required, int position, SignatureRequest request, out Signature signature)
    {
        if (!Signature.TryParse(request.Signature, out signature)
            || !Secp256k1.TryRecover(act.Digest(context.Contracts.Domain(act.Contract)), signature, out var signer))
        {
            return new SignatureInvalid(position);
        }

        return signer != request.Key
            ? new SignatureMismatch(request.Key, signer)
            : ActRules.Decide(known, act, known.NextTime(context.Now))
                ?? (act is ScheduleRevision revision ? new RevisionDrafting(context).Check(known, revision) : null)
                ?? SignatureDecision.DecideSigner(act, required, signer, known.Party, known.NextTime(context.Now)).Refusal;
    }

    private TransactionIntent Call(Known known, ScheduleRevision revision, byte[] signatures)
    {
        var given = ActRules.Contributions(known, revision)
            ?? throw new InvalidOperationException("A revision was let through without its contributions.");
        return ActCalls.Revise(
            context.Contracts,
            revision,
            signatures,
            [.. given.Select(item => item.Act)],
            given.SelectMany(item => item.Signature).ToArray());
    }

    private void Send(IStoreWriter writer, ProposalRow row, IAct act)
    {
        if (act is Contribution)
        {
            writer.Proposals.Move(row.Id, ProposalState.Ready); // it waits for the revision that uses it
            return;
        }

        var now = checked((long)context.Now);
        var run = writer.Proposals.Signatures(row.Id).SelectMany(signature => signature.Signature).ToArray();
        var call = act is ScheduleRevision revision ? Call(context.On(writer), revision, run) : ActCalls.Of(context.Contracts, act, run);
        writer.Outbox.TryEnqueue(new NewIntent(act.ActId, row.Kind, call.To!.Value, call.Data.ToArray(), 0, act.ActId, now));
        writer.Operations.Put(new OperationRow(0, act.ActId, row.Kind, OperationState.Accepted, act.ActId, [], now, now));
        writer.Proposals.Move(row.Id, ProposalState.Ready, act.ActId);
    }
}
