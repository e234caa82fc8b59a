// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Custody;
using Ledger.Application.Views;
using Ledger.Host.Access;
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
                async (HttpContext http, DocumentRoom documents, string? license, string? party, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await documents.ListAsync(
                        http.Caller(),
                        Read.OptionalId(license, "license"),
                        Read.OptionalId(party, "party"),
                        Read.Cursor(cursor),
                        Read.Limit(limit),
                        cancel)))
            .Gives<Page<DocumentView>>("listDocuments", "The documents that the caller may read, without their content.")
            .For(Callers.Party, AccessScopes.Read);

        api.MapGet("/documents/{root}", async (HttpContext http, string root, DocumentRoom documents, CancellationToken cancel) =>
                Answer.Of(http, await documents.GetAsync(http.Caller(), Read.Id(root, "root"), cancel)))
            .Gives<DocumentContentView>("getDocument", "A document with its content; the reading is noted in its custody.")
            .For(Callers.Party, AccessScopes.Read);

        api.MapGet(
                "/documents/{root}/fields",
                async (HttpContext http, string root, string[]? field, DocumentRoom documents, CancellationToken cancel) =>
                    Answer.Of(http, await documents.DiscloseAsync(http.Caller(), Read.Id(root, "root"), Fields(field), cancel)))
            .Gives<DisclosureView>("discloseDocument", "Single fields with what proves them against the root on chain; noted in custody.")
            .For(Callers.Party, AccessScopes.Read);

        api.MapGet(
                "/documents/{root}/custody",
                async (HttpContext http, string root, string? cursor, string? limit, DocumentRoom documents, CancellationToken cancel) =>
                    Answer.Of(http, await documents.CustodyAsync(
                        http.Caller(), Read.Id(root, "root"), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<CustodyView>>("listCustody", "What happened to a document: who, what, when, by which key.")
            .For(Callers.Party, AccessScopes.Read);
    }

    private static void MapChanging(RouteGroupBuilder api)
    {
        api.MapPost(
                "/documents/{root}/hold",
                async (HttpContext http, string root, Body<HoldRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.HoldAsync(http.Caller(), Read.Id(root, "root"), body.Value, cancel)))
            .Gives<DocumentView>("holdDocument", "Sets a legal hold for a matter: it wins over erasure.")
            .For(Callers.Party, AccessScopes.Resolve)
            .Once();

        api.MapPost(
                "/documents/{root}/release",
                async (HttpContext http, string root, Body<HoldRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.ReleaseAsync(http.Caller(), Read.Id(root, "root"), body.Value, cancel)))
            .Gives<DocumentView>("releaseDocument", "Lifts the hold of a matter.")
            .For(Callers.Party, AccessScopes.Resolve)
            .Once();

        api.MapPost(
                "/documents/{root}/erasure",
                async (HttpContext http, string root, Body<ErasureRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.EraseAsync(http.Caller(), Read.Id(root, "root"), body.Value, cancel)))
            .Gives<DocumentView>("eraseDocument", "Destroys the document's secret at its party's signed demand, which stays as tombstone.")
            .For(Callers.Party, AccessScopes.Propose)
            .Once();
    }

    private static string[] Fields(string[]? field) => field is { Length: > 0 and <= MostFields }
        ? field
        : throw new ProblemException(StatusCodes.Status400BadRequest, "parameter-invalid", ("name", "field"));
}
