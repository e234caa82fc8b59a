// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using Ledger.Application;
using Ledger.Application.Proofs;
using Ledger.Application.Views;

namespace Ledger.Host.Endpoints;

/// <summary>Bundles as files to save.</summary>
internal static class Bundles
{
    public static Http.Answer Answer(HttpContext http, Outcome<BundleFile> bundle) => File(http, bundle, MediaTypeNames.Application.Zip);

    /// <summary>A JSON file to save.</summary>
    public static Http.Answer JsonFile(HttpContext http, Outcome<BundleFile> file) => File(http, file, MediaTypeNames.Application.Json);

    /// <summary>A file to save, of that media type.</summary>
    public static Http.Answer File(HttpContext http, Outcome<BundleFile> file, string type) => file.IsDone
        ? new Http.Answer(StatusCodes.Status200OK, type, file.Value.Bytes) { FileName = file.Value.FileName }
        : Http.Answer.Of(http, file);

    public static RouteHandlerBuilder GivesBundle(this RouteHandlerBuilder route, string name, string summary) => route
        .WithName(name)
        .WithSummary(summary)
        .Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Application.Zip)
        .Produces<ProblemView>(StatusCodes.Status400BadRequest, Http.Answer.ProblemJson);
}
