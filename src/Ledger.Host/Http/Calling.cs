// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;

namespace Ledger.Host.Http;

/// <summary>Who calls, by the API key of the request. As the first parameter of an endpoint it comes before everything else that may be wrong.</summary>
public sealed record Calling(Caller Caller)
{
    private const string Scheme = "Bearer ";

    /// <exception cref="ProblemException">401: no key, or none that counts.</exception>
    public static async ValueTask<Calling?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.Ordinal) ? header[Scheme.Length..].Trim() : null;
        var caller = await context.RequestServices.GetRequiredService<ApiKeys>().AuthenticateAsync(token, context.RequestAborted);
        return caller.IsDone
            ? new Calling(caller.Value)
            : throw new ProblemException(StatusCodes.Status401Unauthorized, caller.Refusal.Code, [.. caller.Refusal.Args.Select(arg => (arg.Key, arg.Value))]);
    }

    /// <summary>The caller, if the key may be used for that.</summary>
    /// <exception cref="ProblemException">403.</exception>
    public Caller For(AccessScopes scope) => Caller.May(scope)
        ? Caller
        : throw new ProblemException(StatusCodes.Status403Forbidden, "scope-missing", ("scope", string.Join(", ", AccessWords.Of(scope))));
}
