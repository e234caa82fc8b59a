// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class PoolEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/pools", async (Registry registry, string? cursor, string? limit, CancellationToken cancel) =>
                Answer.Json(await registry.PoolsAsync(Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<PoolView>>("listPools", "The pools of this ledger.")
            .Open();

        api.MapGet("/pools/{id}", async (HttpContext http, string id, Registry registry, CancellationToken cancel) =>
                Answer.Of(http, await registry.PoolAsync(Read.Id(id), cancel)))
            .Gives<PoolView>("getPool", "A pool with its charter.")
            .Open();

        api.MapGet(
                "/pools/{id}/members",
                async (HttpContext http, string id, Registry registry, string? asOf, string? since, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await ((asOf, Read.Number(since, "since")) switch
                    {
                        (_, null) => registry.MembersAsync(Read.Id(id), Read.Number(asOf, "asOf"), Read.Cursor(cursor), Read.Limit(limit), cancel),
                        (null, { } from) => registry.MembersSinceAsync(Read.Id(id), from, Read.Cursor(cursor), Read.Limit(limit), cancel),
                        _ => throw Read.Invalid("since"), // of a moment or of a time: both at once ask nothing that could be answered
                    })))
            .Gives<Page<MemberView>>(
                "listMembers", "The pool's members at a chain time (UTC seconds), now where it is left out; with since, each membership that lasted after it, the ended ones too.")
            .Open();
    }
}
