// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using Microsoft.Extensions.FileProviders;

namespace Ledger.Host.Site;

/// <summary>The web console's static files; every path that is no file and no API shows its one page.</summary>
internal static class ConsoleSite
{
    private static readonly string[] _notPages = ["/api", "/rpc", "/health", "/metrics", "/openapi", "/assets"];

    public static void Map(WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                // Files under assets/ carry their hash in their name.
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.MapFallback(http => ShowAsync(http, app.Environment.WebRootFileProvider)).WithMetadata(new HttpMethodMetadata(["GET", "HEAD"]));
    }

    private static Task ShowAsync(HttpContext http, IFileProvider files)
    {
        var page = files.GetFileInfo("index.html");
        if (!page.Exists || _notPages.Any(prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal)))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        http.Response.ContentLength = page.Length;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Response.SendFileAsync(page, http.RequestAborted);
    }
}
