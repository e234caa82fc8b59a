// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Ledger.Host.Site;

/// <summary>What a browser may do with any answer of ours: run our own scripts, talk to us, and nothing else.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private static readonly object _nonceKey = new();

    public Task InvokeAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[_nonceKey] = nonce;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(http);
    }

    /// <summary>The nonce that styles of this answer's page carry.</summary>
    public static string NonceOf(HttpContext http) => (string)http.Items[_nonceKey]!;
}
