// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using System.Text;
using Ledger.Application;
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
    private const string Readers = "what is public, and of records and alerts those that the key reads elsewhere";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/graph/{id}", AnswerAsync)
            .WithName("getGraph")
            .WithSummary("What an act, a record, an alert, a party, a pool or a license stands on, and what stands on it; as SVG where Accept asks for it.")
            .Produces<GraphView>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Svg)
            .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
            .For(Callers.Party, AccessScopes.Read, Readers);

        api.MapGet("/graph/{id}.svg", DrawAsync)
            .WithName("drawGraph")
            .WithSummary("The same as SVG, whatever Accept asks for: it stands alone, without script, and follows the reader's light or dark.")
            .Produces<string>(StatusCodes.Status200OK, Svg)
            .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
            .For(Callers.Party, AccessScopes.Read, Readers);
    }

    private static Task<Answer> AnswerAsync(HttpContext http, string id, string? line, GraphBook graphs, CancellationToken cancel) =>
        WantsSvg(http.Request) ? DrawAsync(http, id, line, graphs, cancel) : ReadAsync(http, id, line, graphs, cancel);

    private static async Task<Answer> ReadAsync(HttpContext http, string id, string? line, GraphBook graphs, CancellationToken cancel) =>
        Answer.Of(http, await FindAsync(http, id, line, graphs, cancel));

    private static async Task<Answer> DrawAsync(HttpContext http, string id, string? line, GraphBook graphs, CancellationToken cancel)
    {
        var drawn = await FindAsync(http, id, line, graphs, cancel);
        return drawn.IsDone
            ? new Answer(StatusCodes.Status200OK, Svg, Encoding.UTF8.GetBytes(GraphSvg.Write(drawn.Value, RequestLanguage.Of(http.Request))))
            : Answer.Of(http, drawn);
    }

    private static Task<Outcome<GraphView>> FindAsync(HttpContext http, string id, string? line, GraphBook graphs, CancellationToken cancel) =>
        graphs.DrawAsync(http.Caller(), Read.Id(id), Read.Count(line, "line"), RequestLanguage.Of(http.Request), cancel);

    /// <summary>Whether the drawing is accepted by its name, and JSON by its own not more.</summary>
    private static bool WantsSvg(HttpRequest request)
    {
        double Wish(string type) => request.GetTypedHeaders().Accept
            .Where(range => string.Equals(range.MediaType.Value, type, StringComparison.OrdinalIgnoreCase)).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Wish(Svg) is > 0 and var svg && svg >= Wish(MediaTypeNames.Application.Json);
    }
}
