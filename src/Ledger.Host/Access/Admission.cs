// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Access;
using Ledger.Domain;
using Ledger.Host.Http;

namespace Ledger.Host.Access;

/// <summary>Stands before every route: who calls (401), whether too often (429), whether he may (403); only then is anything of the request read.</summary>
public sealed class Admission(RequestDelegate next, ApiKeys keys, RateLimits limits)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext http)
    {
        if (RuleOf(http) is not { IsPublic: false } rule)
        {
            await AdmitAsync(http, RateLimits.OfAddress(http.Connection.RemoteIpAddress), null);
            return;
        }

        var caller = await keys.AuthenticateAsync(TokenOf(http.Request), http.RequestAborted);
        if (caller.IsDone)
        {
            http.Admit(caller.Value);
            await AdmitAsync(http, RateLimits.OfKey(caller.Value), rule);
            return;
        }

        // RFC 6750: which scheme to use, and whether something was wrong with what came.
        http.Response.Headers.WWWAuthenticate = caller.Refusal is ApiKeyMissing ? "Bearer" : "Bearer error=\"invalid_token\"";
        await Answer.Refused(http, caller.Refusal).ExecuteAsync(http);
    }

    private async Task AdmitAsync(HttpContext http, RatePartition partition, AccessRule? rule)
    {
        if (limits.WaitOf(partition) is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            http.Response.Headers.RetryAfter = seconds;
            await Answer.Refused(http, new TooManyRequests(seconds)).ExecuteAsync(http);
        }
        else if (rule is not null && http.GetEndpoint() is RouteEndpoint && rule.Judge(http.Caller()) is { } refusal)
        {
            await Answer.Refused(http, refusal).ExecuteAsync(http);
        }
        else
        {
            await next(http);
        }
    }

    /// <summary>The route's own rule; null for the console's pages and files; below <c>/api</c>, and for what is named and says nothing, nobody.</summary>
    private static AccessRule? RuleOf(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<AccessRule>() is { } declared)
        {
            return declared;
        }

        if (endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
        {
            return AccessRule.Undeclared;
        }

        // No route, or not by this method: whoever has a key may hear so.
        return http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? new AccessRule(Callers.Party | Callers.Operator, AccessScopes.None, [], null)
            : null;
    }

    private static string? TokenOf(HttpRequest request) => request.Headers.Authorization.ToArray() switch
    {
        [] => null,
        [{ } header] when header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) => header[Scheme.Length..].Trim(),
        _ => "",
    };
}

/// <summary>More requests than the limit lets through.</summary>
public sealed record TooManyRequests(string Seconds) : Refusal
{
    public override string Code => "too-many-requests";

    public override IReadOnlyDictionary<string, string> Args => Named(("seconds", Seconds));
}
