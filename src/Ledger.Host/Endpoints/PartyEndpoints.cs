// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class PartyEndpoints
{
    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/parties/{id}", async (HttpContext http, string id, Registry registry, CancellationToken cancel) =>
            Answer.Of(http, await registry.PartyAsync(Read.Id(id), cancel)))
        .Gives<PartyView>("getParty", "A party with the keys that it has and had.")
        .Open();
}
