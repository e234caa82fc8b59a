// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using Ledger.Application.Access;
using Ledger.Application.Documents;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class TermsEndpoints
{
    private const int LongestList = 4000;
    private const string Whose = "of licenses that the party holds, held when the version was made, or sublicensed, or whose pool it administers";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/license-terms", () => Answer.Json(TermsBook.Schema))
            .Gives<TermsSchemaView>("getTermsSchema", "Every term that a license can have, and the code that enforces it.")
            .Open();

        api.MapGet(
                "/licenses/{id}/terms",
                async (HttpContext http, string id, TermsBook terms, string? version, string? at, CancellationToken cancel) =>
                    Answer.Of(http, await terms.ReadAsync(Read.Id(id), Version(version, at), http.Caller(), cancel)))
            .Gives<LicenseTermsView>(
                "getLicenseTerms", "What was agreed, term by term, in the version in force, in that of an act, or as of a time; a term that is not named was not.")
            .For(Callers.Party, AccessScopes.Read, Whose);

        api.MapGet(
                "/licenses/{id}/disclosure",
                async (HttpContext http, string id, TermsBook terms, string? fields, string? version, string? at, CancellationToken cancel) =>
                {
                    var words = Read.List(fields, "fields", LongestList);
                    var file = await terms.DiscloseAsync(Read.Id(id), Version(version, at), words, http.Caller(), cancel);
                    return file.IsDone
                        ? new Answer(StatusCodes.Status200OK, MediaTypeNames.Application.Json, file.Value.Bytes) { FileName = file.Value.FileName }
                        : Answer.Of(http, file);
                })
            .WithName("discloseLicenseTerms")
            .WithSummary("A file that shows the terms named of a version, with what proves them, and nothing of the others.")
            .Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Application.Json)
            .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
            .For(Callers.Party, AccessScopes.Read, Whose);
    }

    /// <summary>A version by its id, or by a time: saying both says nothing that could be answered.</summary>
    private static VersionChoice Version(string? version, string? at) => (version, at) is ({ }, { })
        ? throw Read.Invalid("at")
        : new(Read.OptionalId(version, "version"), Read.Number(at, "at"));
}
