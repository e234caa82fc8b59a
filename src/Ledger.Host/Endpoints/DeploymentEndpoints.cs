// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class DeploymentEndpoints
{
    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/deployment", async (HttpContext http, Deployment deployment, CancellationToken cancel) =>
            Answer.Json(await deployment.GetAsync(RpcUrl(http.Request), cancel)))
        .Gives<DeploymentView>("getDeployment", "Chain, contracts, typed data and keys: all that a foreign client must know.")
        .Open();

    private static string RpcUrl(HttpRequest request) => $"{request.Scheme}://{request.Host}/rpc";
}
