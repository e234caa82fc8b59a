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
    private const string Theirs = "those of acts that it proposed or signs, or of pools that it administrates";

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

        api.MapGet("/documents/{id}", async (HttpContext http, string id, DocumentRoom documents, CancellationToken cancel) =>
                Answer.Of(http, await documents.GetAsync(http.Caller(), Read.Id(id), cancel)))
            .Gives<DocumentContentView>("getDocument", "A document with its content; the reading is noted in its custody.")
            .For(Callers.Party, AccessScopes.Read, Theirs);

        api.MapGet(
                "/documents/{id}/fields",
                async (HttpContext http, string id, string[]? field, DocumentRoom documents, CancellationToken cancel) =>
                    Answer.Of(http, await documents.DiscloseAsync(http.Caller(), Read.Id(id), Fields(field), cancel)))
            .Gives<DisclosureView>("discloseDocument", "Single fields with what proves them against the root on chain; noted in custody.")
            .For(Callers.Party, AccessScopes.Read, Theirs);

        api.MapGet(
                "/documents/{id}/custody",
                async (HttpContext http, string id, string? cursor, string? limit, DocumentRoom documents, CancellationToken cancel) =>
                    Answer.Of(http, await documents.CustodyAsync(
                        http.Caller(), Read.Id(id), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<CustodyView>>("listCustody", "What happened to a document: who, what, when, by which key.")
            .For(Callers.Party, AccessScopes.Read, Theirs + ", or that its dispute team may hold");
    }

    private static void MapChanging(RouteGroupBuilder api)
    {
        api.MapPost(
                "/documents/{id}/hold",
                async (HttpContext http, string id, Body<HoldRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.HoldAsync(http.Caller(), Read.Id(id), body.Value, cancel)))
            .Gives<DocumentView>("holdDocument", "Sets a legal hold for a matter: it wins over erasure.")
            .For(Callers.Party, AccessScopes.Resolve, "those of pools where it is the dispute team", PoolRole.Dispute)
            .Once();

        api.MapPost(
                "/documents/{id}/release",
                async (HttpContext http, string id, Body<HoldRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.ReleaseAsync(http.Caller(), Read.Id(id), body.Value, cancel)))
            .Gives<DocumentView>("releaseDocument", "Lifts the hold of a matter.")
            .For(Callers.Party, AccessScopes.Resolve, "those of pools where it is the dispute team", PoolRole.Dispute)
            .Once();

        api.MapPost(
                "/documents/{id}/erasure",
                async (HttpContext http, string id, Body<ErasureRequest> body, ErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.EraseAsync(http.Caller(), Read.Id(id), body.Value, cancel)))
            .Gives<DocumentView>("eraseDocument", "Destroys the document's secret at its party's signed demand, which stays as tombstone.")
            .For(Callers.Party, AccessScopes.Propose, "its own, and what is kept of a pool that it administrates")
            .Once();
    }

    private static string[] Fields(string[]? field) => field is { Length: > 0 and <= MostFields }
        ? field
        : throw new ProblemException(StatusCodes.Status400BadRequest, "parameter-invalid", ("name", "field"));
}
