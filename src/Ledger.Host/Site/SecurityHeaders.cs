// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Ledger.Application.Graphs;

namespace Ledger.Host.Site;

/// <summary>What a browser may do with any answer of ours: run our own scripts, talk to us, and nothing else.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>
    /// The one hash is that of nothing: Fluent UI makes an empty style element and inserts its rules by CSSOM, so that no
    /// inline style with content is ever allowed and the page needs no nonce.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self'; "
        + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>
    /// The checker of certificates connects to nothing. Its pictures are drawn by the page itself (a data: URI is its icon), and
    /// nothing is submitted; what may be loaded are its own scripts and styles.
    /// </summary>
    public const string CheckerPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src data:; "
        + "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string CheckerPath = "/checker.html";
    private const string Svg = "image/svg+xml";

    /// <summary>A drawing runs nothing and loads nothing: it has one style, which never changes.</summary>
    public static string DrawingPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(GraphSvg.Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>They are set as the answer starts, since a refusal clears what was set before it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            Protect(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>An answer of the API's own; the console's pictures keep the page's policy.</summary>
    private static bool IsDrawing(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && http.Response.ContentType == Svg;

    private static void Protect(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.Equals(CheckerPath, StringComparison.OrdinalIgnoreCase) ? CheckerPolicy
            : IsDrawing(http) ? DrawingPolicy
            : ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
