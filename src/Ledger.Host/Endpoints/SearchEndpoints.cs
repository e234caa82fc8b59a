// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class SearchEndpoints
{
    private const int LongestQuestion = 200;

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/search", async (string? q, Search search, CancellationToken cancel) =>
            Answer.Json(await search.FindAsync(Read.Question(q, "q", LongestQuestion), cancel)))
        .Gives<Page<FoundView>>("search", "Parties, pools, licenses and recorded acts by id, patents by publication number, parties and pools by name.")
        .Open();
}
