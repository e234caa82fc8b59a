// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Custody;
using Ledger.Application.Views;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class DocumentEndpoints
{
    private const int MostFields = 256;

    public static void Map(RouteGroupBuilder api)
    {
        MapReading(api);
        MapChanging(api);
    }

    private static void MapReading(RouteGroupBuilder api)
    {
        api.MapGet(
                "/documents",
                async (Calling calling, DocumentRoom documents, string? license, string? party, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await documents.ListAsync(
                        calling.For(AccessScopes.Read),
                        Read.OptionalId(license, "license"),
                        Read.OptionalId(party, "party"),
                        Read.Cursor(cursor),
                        Read.Limit(limit),
                        cancel)))
            .Gives<Page<DocumentView>>("listDocuments", "The documents that the caller may read, without their content.");

        api.MapGet("/documents/{root}", async (Calling calling, HttpContext http, string root, DocumentRoom documents, CancellationToken cancel) =>
                Answer.Of(http, await documents.GetAsync(calling.For(AccessScopes.Read), Read.Id(root, "root"), cancel)))
            .Gives<DocumentContentView>("getDocument", "A document with its content; the reading is noted in its custody.");

        api.MapGet(
                "/documents/{root}/fields",
                async (Calling calling, HttpContext http, string root, string[]? field, DocumentRoom documents, CancellationToken cancel) =>
                    Answer.Of(http, await documents.DiscloseAsync(calling.For(AccessScopes.Read), Read.Id(root, "root"), Fields(field), cancel)))
            .Gives<DisclosureView>("discloseDocument", "Single fields with what proves them against the root on chain; noted in custody.");

        api.MapGet(
                "/documents/{root}/custody",
                async (Calling calling, HttpContext http, string root, string? cursor, string? limit, DocumentRoom documents, CancellationToken cancel) =>
                    Answer.Of(http, await documents.CustodyAsync(
                        calling.For(AccessScopes.Read), Read.Id(root, "root"), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<CustodyView>>("listCustody", "What happened to a document: who, what, when, by which key.");
    }

    private static void MapChanging(RouteGroupBuilder api)
    {
        api.MapPost(
                "/documents/{root}/hold",
                async (Calling calling, HttpContext http, string root, Body<HoldRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.HoldAsync(calling.For(AccessScopes.Resolve), Read.Id(root, "root"), body.Value, cancel)))
            .Gives<DocumentView>("holdDocument", "Sets a legal hold for a matter: it wins over erasure.")
            .Once();

        api.MapPost(
                "/documents/{root}/release",
                async (Calling calling, HttpContext http, string root, Body<HoldRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.ReleaseAsync(calling.For(AccessScopes.Resolve), Read.Id(root, "root"), body.Value, cancel)))
            .Gives<DocumentView>("releaseDocument", "Lifts the hold of a matter.")
            .Once();

        api.MapPost(
                "/documents/{root}/erasure",
                async (Calling calling, HttpContext http, string root, Body<ErasureRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.EraseAsync(calling.For(AccessScopes.Propose), Read.Id(root, "root"), body.Value, cancel)))
            .Gives<DocumentView>("eraseDocument", "Destroys the document's secret at its party's signed demand, which stays as tombstone.")
            .Once();
    }

    private static string[] Fields(string[]? field) => field is { Length: > 0 and <= MostFields }
        ? field
        : throw new ProblemException(StatusCodes.Status400BadRequest, "parameter-invalid", ("name", "field"));
}
