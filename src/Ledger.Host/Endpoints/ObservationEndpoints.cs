// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class ObservationEndpoints
{
    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/observations", async (HttpContext http, Body<ObservationRequest> body, Observations observations, CancellationToken cancel) =>
            Answer.Of(http, await observations.SubmitAsync(body.Value, http.Caller(), cancel), StatusCodes.Status201Created))
        .Gives<ObservationReceipt>("submitObservation", "Takes in a signed observation of the market.", StatusCodes.Status201Created)
        .For(Callers.Party, AccessScopes.Report, "the party's own, in a pool where it has a role", Enum.GetValues<PoolRole>())
        .Once();
}
