// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class ProposalEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/proposals", async (HttpContext http, Body<ProposalRequest> body, Proposals proposals, CancellationToken cancel) =>
                Answer.Of(http, await proposals.CreateAsync(body.Value, http.Caller(), RequestLanguage.Of(http.Request), cancel), StatusCodes.Status201Created))
            .Gives<ProposalView>("createProposal", "Begins an act: fills what the message leaves out and says who signs.", StatusCodes.Status201Created)
            .WithMetadata(new BodyLimit(BodyLimit.ListBytes))
            .For(Callers.Party, AccessScopes.Propose)
            .Once();

        api.MapGet(
                "/proposals",
                async (HttpContext http, Proposals proposals, string? state, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await proposals.ListAsync(
                        http.Caller(), Read.Word(state, "state", "collecting", "ready", "submitted", "recorded", "stale", "expired", "withdrawn"), Read.Cursor(cursor), Read.Limit(limit), RequestLanguage.Of(http.Request), cancel)))
            .Gives<Page<ProposalView>>("listProposals", "The proposals that the caller made, has to sign, may vote on, or whose pool it administers.")
            .For(Callers.Party, AccessScopes.Read);

        api.MapGet("/proposals/{id}", async (HttpContext http, string id, Proposals proposals, CancellationToken cancel) =>
                Answer.Of(http, await proposals.GetAsync(Read.Id(id), RequestLanguage.Of(http.Request), cancel)))
            .Gives<ProposalView>("getProposal", "The proposal as it stands.")
            .For(Callers.Party, AccessScopes.Read, "those that the party made, has to sign, or whose pool it administers")
            .Guard((gate, caller, id, cancel) => gate.ProposalAsync(caller, Read.Id(id), cancel));

        api.MapPost(
                "/proposals/{id}/signatures",
                async (HttpContext http, string id, Body<SignatureRequest> body, Proposals proposals, CancellationToken cancel) =>
                    Answer.Of(http, await proposals.SignAsync(Read.Id(id), body.Value, RequestLanguage.Of(http.Request), cancel)))
            .Gives<ProposalView>("signProposal", "Adds a signature; the last one required sends the act to the chain.")
            .For(Callers.Party, AccessScopes.Propose, "those that the party made, has to sign, or whose pool it administers")
            .Guard((gate, caller, id, cancel) => gate.ProposalAsync(caller, Read.Id(id), cancel))
            .Once();

        api.MapDelete("/proposals/{id}", async (HttpContext http, string id, Proposals proposals, CancellationToken cancel) =>
                Answer.Of(http, await proposals.WithdrawAsync(Read.Id(id), RequestLanguage.Of(http.Request), cancel)))
            .Gives<ProposalView>("withdrawProposal", "Withdraws the proposal here; a signature once given is taken back by a Void on chain.")
            .For(Callers.Party, AccessScopes.Propose, "those that the party made")
            .Guard((gate, caller, id, cancel) => gate.OwnProposalAsync(caller, Read.Id(id), cancel));

        api.MapGet(
                "/operations",
                async (HttpContext http, Operations operations, string? state, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await operations.ListAsync(
                        http.Caller(), Read.Word(state, "state", "accepted", "submitted", "included", "final", "refused", "failed", "retracted"), Read.Cursor(cursor), Read.Limit(limit), RequestLanguage.Of(http.Request), cancel)))
            .Gives<Page<OperationView>>("listOperations", "What became of what was accepted, newest first; for a party, of the proposals and matters that it may read.")
            .For(Callers.Party | Callers.Operator, AccessScopes.Read);

        api.MapGet("/operations/{id}", async (HttpContext http, string id, Operations operations, CancellationToken cancel) =>
                Answer.Of(http, await operations.GetAsync(Read.Text(id, "id")!, RequestLanguage.Of(http.Request), cancel)))
            .Gives<OperationView>("getOperation", "What became of what was accepted.")
            .For(Callers.Party | Callers.Operator, AccessScopes.Read, "for a party: those of proposals and matters that it may read")
            .Guard((gate, caller, id, cancel) => gate.OperationAsync(caller, Read.Text(id, "id")!, cancel));
    }
}
