// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Texts;
using Ledger.Application.Views;

namespace Ledger.Host.Http;

/// <summary>A finished answer: its bytes are made once, so that what is sent and what is kept for a replay are the same.</summary>
public sealed class Answer(int status, string contentType, ReadOnlyMemory<byte> body) : IResult
{
    public const string ProblemJson = MediaTypeNames.Application.ProblemJson;
    public const string Ndjson = "application/x-ndjson";

    public int Status => status;

    public string ContentType => contentType;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>A name to save the body under; null where it is shown.</summary>
    public string? FileName { get; init; }

    public static Answer Json<T>(T value, int status = StatusCodes.Status200OK) =>
        new(status, MediaTypeNames.Application.Json, JsonSerializer.SerializeToUtf8Bytes(value, LedgerJson.Options));

    public static Answer Problem(ProblemView problem) =>
        new(problem.Status, ProblemJson, JsonSerializer.SerializeToUtf8Bytes(problem, LedgerJson.Options));

    /// <summary>The value with <paramref name="status"/>, or the problem that tells of the refusal in the reader's language.</summary>
    public static Answer Of<T>(HttpContext http, Outcome<T> outcome, int status = StatusCodes.Status200OK)
        where T : class =>
        outcome.IsDone ? Json(outcome.Value, status) : Problem(ProblemOf(http, outcome));

    public static ProblemView ProblemOf<T>(HttpContext http, Outcome<T> outcome)
        where T : class =>
        http.RequestServices.GetRequiredService<RefusalTexts>().Describe(outcome.Refusal!, RequestLanguage.Of(http.Request)) with { Errors = [] };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = RequestLanguage.Of(httpContext.Request);
        response.Headers.Vary = "Accept-Language";
        if (FileName is not null)
        {
            response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
