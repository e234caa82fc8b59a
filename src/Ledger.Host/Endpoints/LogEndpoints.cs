// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>The usage logs as anybody may check them, and the outside signatures over their checkpoints.</summary>
internal static class LogEndpoints
{
    private static readonly string[] _lodgingStates = [.. Enum.GetNames<LodgingState>().Select(name => name.ToLowerInvariant())];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet(
                "/pools/{id}/checkpoints",
                async (HttpContext http, string id, LogBook log, string? epoch, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await log.CheckpointsAsync(Read.Id(id), Read.Number(epoch, "epoch"), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<CheckpointView>>("listCheckpoints", "The pool's checkpoints, the newest first, each with its outside signatures.")
            .Open();

        api.MapGet(
                "/pools/{id}/log/consistency",
                async (HttpContext http, string id, LogBook log, string? epoch, string? from, string? to, CancellationToken cancel) =>
                    Answer.Of(http, await log.ConsistencyAsync(
                        Read.Id(id),
                        Read.Number(epoch, "epoch") ?? throw Read.Invalid("epoch"),
                        Read.Number(from, "from") ?? throw Read.Invalid("from"),
                        Read.Number(to, "to") ?? throw Read.Invalid("to"),
                        cancel)))
            .Gives<ConsistencyView>("proveConsistency", "Proof that the log of one size begins with that of another.")
            .Open();

        api.MapGet(
                "/pools/{id}/lodgings",
                async (HttpContext http, string id, LodgingBook lodgings, string? digest, string? state, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await lodgings.ListAsync(
                        http.Caller(),
                        Read.Id(id),
                        Read.OptionalId(digest, "digest"),
                        Read.Word(state, "state", _lodgingStates),
                        Read.Cursor(cursor),
                        Read.Limit(limit),
                        cancel)))
            .Gives<Page<LodgingView>>("listLodgings", "Digests lodged on chain for a pool's log, each with whether its body followed in time.")
            .For(Callers.Party, AccessScopes.Read, "all of pools where the key is administrator or auditor; others: of the party's own records, and a named digest whose body is not here");

        api.MapGet(
                "/pools/{id}/witnesses",
                async (HttpContext http, string id, WitnessDesk witnesses, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await witnesses.ListAsync(Read.Id(id), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<WitnessView>>("listWitnesses", "The outside signatures over the pool's checkpoints.")
            .Open();

        api.MapPost("/witnesses", async (HttpContext http, Body<WitnessRequest> body, WitnessDesk witnesses, CancellationToken cancel) =>
                Answer.Of(http, await witnesses.SubmitAsync(body.Value, http.Caller(), cancel), StatusCodes.Status201Created))
            .Gives<WitnessView>("submitWitness", "Takes in a member's or licensee's signature over a checkpoint.", StatusCodes.Status201Created)
            .For(Callers.Party, AccessScopes.Report, "the party's own, in a pool where it is member or licensee", PoolRole.Licensor, PoolRole.Licensee)
            .Once();
    }
}
