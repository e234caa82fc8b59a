// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
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
        var known = context.On(writer);
        var quorum = ActContext.Quorum(known, act);
        var given = writer.Proposals.Signatures(row.Id);
        var required = body.Signers();
        var wanted = Wanted(required, quorum, given, request);
        var open = wanted.Where(signer => given.All(signature => signature.Position != signer.Position)).ToList();
        if (wanted.Count == 0)
        {
            return new SignerNotRequired(request.Party?.ToString() ?? request.Key.ToString());
        }

        if (open.Count == 0)
        {
            return given.Any(signature => wanted.Exists(signer => signer.Position == signature.Position) && signature.Key == request.Key)
                ? null
                : new AlreadySigned(request.Party?.ToString() ?? request.Key.ToString());
        }

        if (row.State is not ProposalState.Collecting)
        {
            return new ProposalNotOpen(row.Id, ProposalPresenter.Word(row.State));
        }

        if (Check(known, act, open[0].Signer, open[0].Position, request, out var signature) is { } refusal)
        {
            return refusal;
        }

        foreach (var (position, signer) in open)
        {
            writer.Proposals.TrySign(row.Id, new ProposalSignatureRow(
                position,
                signer.Party?.Value ?? Hash32.Zero,
                request.Key,
                (byte)signer.Scope,
                signature.ToArray(),
                checked((long)context.Now)));
        }

        var run = new SignedRun(known, act, required.Count, quorum, writer.Proposals.Signatures(row.Id));
        if (run.IsWhole)
        {
            Send(writer, row, act, run);
        }

        return null;
    }

    /// <summary>The places of the run that the signature may stand at: those of the signers whom the act names, and a voter's.</summary>
    private static List<(int Position, RequiredSigner Signer)> Wanted(
        IReadOnlyList<RequiredSigner> required, Quorum? quorum, IReadOnlyList<ProposalSignatureRow> given, SignatureRequest request)
    {
        List<(int, RequiredSigner)> wanted = [.. required.Index().Where(signer => IsMeant(signer.Item, request))];
        if (request.Party is { } party && quorum?.Members.Contains(new PartyId(party)) == true)
        {
            // Voters stand behind the others in the order of their coming; they are put in ascending order when the act is sent.
            var place = given.FirstOrDefault(signature => signature.Position >= required.Count && signature.Party == party)?.Position
                ?? given.Select(signature => signature.Position + 1).Append(required.Count).Max();
            wanted.Add((place, new RequiredSigner(SignerRole.Voter, new PartyId(party), null, Domain.Parties.KeyScopes.Contract)));
        }

        return wanted;
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

    private TransactionIntent Call(Known known, IAct act, SignedRun run) => act switch
    {
        ScheduleRevision revision => Call(known, revision, run),
        AdministratorChange change => ActCalls.ChangeAdministrator(
            context.Contracts, change, known.Pool(change.Pool).Charter!, run.Signatures, run.Voters),
        _ => ActCalls.Of(context.Contracts, act, run.Signatures, run.Voters),
    };

    private TransactionIntent Call(Known known, ScheduleRevision revision, SignedRun run)
    {
        var given = ActRules.Contributions(known, revision)
            ?? throw new InvalidOperationException("A revision was let through without its contributions.");
        return ActCalls.Revise(
            context.Contracts,
            revision,
            run.Signatures,
            run.Voters,
            [.. given.Select(item => item.Act)],
            given.SelectMany(item => item.Signature).ToArray());
    }

    private void Send(IStoreWriter writer, ProposalRow row, IAct act, SignedRun run)
    {
        if (act is Contribution)
        {
            writer.Proposals.Move(row.Id, ProposalState.Ready); // it waits for the revision that uses it
            return;
        }

        var now = checked((long)context.Now);
        var call = Call(context.On(writer), act, run);
        writer.Outbox.TryEnqueue(new NewIntent(act.ActId, row.Kind, call.To!.Value, call.Data.ToArray(), 0, act.ActId, now));
        writer.Operations.Put(new OperationRow(0, act.ActId, row.Kind, OperationState.Accepted, act.ActId, [], now, now));
        writer.Proposals.Move(row.Id, ProposalState.Ready, act.ActId);
    }
}
