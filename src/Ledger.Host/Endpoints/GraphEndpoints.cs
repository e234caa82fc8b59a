// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using System.Text;
using Ledger.Application.Access;
using Ledger.Application.Graphs;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>Provenance graphs, as JSON with the places of a drawing, and drawn.</summary>
internal static class GraphEndpoints
{
    private const string Svg = "image/svg+xml";

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/graph/{id}", DrawAsync)
        .WithName("getGraph")
        .WithSummary("What an act, a record, an alert, a party, a pool or a license stands on, and what stands on it; as SVG where Accept asks for it.")
        .Produces<GraphView>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Svg)
        .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
        .For(Callers.Party, AccessScopes.Read, "what is public, and of records and alerts those that the key reads elsewhere");

    private static async Task<Answer> DrawAsync(HttpContext http, string id, string? line, GraphBook graphs, CancellationToken cancel)
    {
        var drawn = await graphs.DrawAsync(http.Caller(), Read.Id(id), Read.Count(line, "line"), RequestLanguage.Of(http.Request), cancel);
        return drawn.IsDone && http.Request.Headers.Accept.ToString().Contains(Svg, StringComparison.OrdinalIgnoreCase)
            ? new Answer(StatusCodes.Status200OK, Svg, Encoding.UTF8.GetBytes(GraphSvg.Write(drawn.Value)))
            : Answer.Of(http, drawn);
    }
}
