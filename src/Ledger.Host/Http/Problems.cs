// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using Ledger.Application.Texts;
using Ledger.Application.Views;

namespace Ledger.Host.Http;

/// <summary>Turns whatever ends a request early into <c>application/problem+json</c> in the reader's language.</summary>
public sealed partial class Problems(RequestDelegate next, RefusalTexts texts, ILogger<Problems> log)
{
    private static readonly Dictionary<string, string> _noArgs = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response.StatusCode >= 400 && !http.Response.HasStarted && http.Response.ContentType is null)
            {
                await RefuseAsync(http, http.Response.StatusCode, CodeOf(http.Response.StatusCode), ArgsOf(http), []);
            }
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception thrown) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, thrown);
        }
    }

    private Task AnswerAsync(HttpContext http, Exception thrown)
    {
        if (Application.Faults.IsFenced(thrown))
        {
            return RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "writer-lost", _noArgs, []);
        }

        switch (thrown)
        {
            case ProblemException problem:
                return RefuseAsync(http, problem.Status, problem.Code, problem.Args, problem.Errors);
            case BadHttpRequestException bad:
                return RefuseAsync(http, bad.StatusCode, CodeOf(bad.StatusCode), _noArgs, []);
            default:
                Failed(log, http.Request.Method, http.Request.Path, thrown);
                var (status, code) = OfFault(thrown);
                return RefuseAsync(http, status, code, _noArgs, []);
        }
    }

    private Task RefuseAsync(
        HttpContext http, int status, string code, IReadOnlyDictionary<string, string> args, IReadOnlyList<ProblemErrorView> errors)
    {
        var problem = texts.Describe(code, args, RequestLanguage.Of(http.Request));
        http.Response.Clear();
        return Answer.Problem(problem with
        {
            Status = status,
            Errors = [.. errors.Select(error => error with { Detail = problem.Detail })],
        }).ExecuteAsync(http);
    }

    /// <summary>What the framework refused by itself: only a content type has something to name.</summary>
    private static Dictionary<string, string> ArgsOf(HttpContext http) => http.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType
        ? new(StringComparer.Ordinal) { ["given"] = http.Request.ContentType ?? "", ["expected"] = MediaTypeNames.Application.Json }
        : _noArgs;

    private static (int Status, string Code) OfFault(Exception thrown) =>
        Application.Faults.IsOfTheDisk(thrown) ? (StatusCodes.Status503ServiceUnavailable, "store-failed")
        : Application.Faults.IsTransient(thrown) ? (StatusCodes.Status503ServiceUnavailable, "fault-transient")
        : (StatusCodes.Status500InternalServerError, "fault");

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "route-unknown",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "body-too-large",
        StatusCodes.Status415UnsupportedMediaType => "media-type-unsupported",
        StatusCodes.Status503ServiceUnavailable => "fault-transient",
        >= 500 => "fault",
        _ => "request-malformed",
    };

    [LoggerMessage(7001, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void Failed(ILogger log, string method, PathString path, Exception thrown);
}
