// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class ProposalEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/proposals", async (HttpContext http, Body<ProposalRequest> body, Proposals proposals, CancellationToken cancel) =>
                Answer.Of(http, await proposals.CreateAsync(body.Value, RequestLanguage.Of(http.Request), cancel), StatusCodes.Status201Created))
            .Gives<ProposalView>("createProposal", "Begins an act: fills what the message leaves out and says who signs.", StatusCodes.Status201Created)
            .WithMetadata(new BodyLimit(BodyLimit.ListBytes))
            .Once();

        api.MapGet(
                "/proposals",
                async (HttpContext http, Proposals proposals, string? state, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await proposals.ListAsync(
                        Ledger.Application.Access.Caller.Host, Read.Word(state, "state", "collecting", "ready", "submitted", "recorded", "stale", "expired", "withdrawn"), Read.Cursor(cursor), Read.Limit(limit), RequestLanguage.Of(http.Request), cancel)))
            .Gives<Page<ProposalView>>("listProposals", "The proposals that the caller made, has to sign, may vote on, or whose pool it administers.");

        api.MapGet("/proposals/{id}", async (HttpContext http, string id, Proposals proposals, CancellationToken cancel) =>
                Answer.Of(http, await proposals.GetAsync(Read.Id(id), RequestLanguage.Of(http.Request), cancel)))
            .Gives<ProposalView>("getProposal", "The proposal as it stands.");

        api.MapPost(
                "/proposals/{id}/signatures",
                async (HttpContext http, string id, Body<SignatureRequest> body, Proposals proposals, CancellationToken cancel) =>
                    Answer.Of(http, await proposals.SignAsync(Read.Id(id), body.Value, RequestLanguage.Of(http.Request), cancel)))
            .Gives<ProposalView>("signProposal", "Adds a signature; the last one required sends the act to the chain.")
            .Once();

        api.MapDelete("/proposals/{id}", async (HttpContext http, string id, Proposals proposals, CancellationToken cancel) =>
                Answer.Of(http, await proposals.WithdrawAsync(Read.Id(id), RequestLanguage.Of(http.Request), cancel)))
            .Gives<ProposalView>("withdrawProposal", "Withdraws the proposal here; a signature once given is taken back by a Void on chain.");

        api.MapGet("/operations/{id}", async (HttpContext http, string id, Operations operations, CancellationToken cancel) =>
                Answer.Of(http, await operations.GetAsync(Read.Text(id, "id")!, RequestLanguage.Of(http.Request), cancel)))
            .Gives<OperationView>("getOperation", "What became of what was accepted.");
    }
}
