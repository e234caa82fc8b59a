// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Proposals;

namespace Ledger.Application.Proposing;

/// <summary>Shows a proposal as the API has it.</summary>
internal sealed class ProposalPresenter(LedgerContext context)
{
    public static string Word(ProposalState state) => state.ToString().ToLowerInvariant();

    public ProposalView View(IStoreReader reader, ProposalRow row, string language)
    {
        var body = ProposalBody.Read(row.Body);
        var act = body.Act();
        var domain = context.Contracts.Domain(act.Contract);
        return new ProposalView(
            row.Id,
            row.Kind,
            ActJson.TypedData(domain, act),
            act.Digest(domain),
            [.. body.Required.Select(signer => new RequiredSignerView(RoleWord(signer.Role), signer.Party, ScopeWord(signer.Scope), signer.Key))],
            [.. reader.Proposals.Signatures(row.Id).Select(Show)],
            Word(row.State),
            row.Operation?.ToString(),
            row.State is ProposalState.Collecting or ProposalState.Ready && body.ContendedBy is { } rival && ActContext.Heads(context.On(reader), act) is [{ Subject: var subject }, ..]
                ? [context.Texts.Describe(new HeadContended(subject, rival), language)]
                : [],
            Problem(reader, row, body, act) is { } problem ? context.Texts.Describe(problem.Code, problem.Args, language) : null,
            row.State is ProposalState.Collecting or ProposalState.Ready && ActContext.Quorum(context.On(reader), act) is { } quorum
                ? new QuorumView(quorum.Threshold, [.. quorum.Members.Select(member => member.Value)])
                : null);
    }

    /// <summary>Why it came to nothing: another act moved the head, or what its intent failed with.</summary>
    private static KeptProblem? Problem(IStoreReader reader, ProposalRow row, ProposalBody body, IAct act) => body.StaleBy is { } head
        ? KeptProblem.From(new HeadMoved(act.Previous ?? default, head))
        : row.Operation is null ? null : KeptProblem.Read(reader.Outbox.Find(row.ActId)?.Problem);

    public static SignatureView Show(ProposalSignatureRow row) =>
        new(row.Party.IsZero ? null : row.Party, row.Key, ScopeWord((KeyScopes)row.Scope), Hex.Encode(row.Signature));

    /// <summary>The role in camel case.</summary>
    public static string RoleWord(SignerRole role) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    public static string ScopeWord(KeyScopes scope) => scope is KeyScopes.None ? "" : scope.ToString();
}
