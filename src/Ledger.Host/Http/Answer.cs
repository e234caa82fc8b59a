// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;

namespace Ledger.Host.Http;

/// <summary>A finished answer: its bytes are made once, so that what is sent and what is kept for a replay are the same.</summary>
public sealed class Answer(int status, string contentType, ReadOnlyMemory<byte> body) : IResult
{
    public const string ProblemJson = MediaTypeNames.Application.ProblemJson;
    public const string Ndjson = "application/x-ndjson";

    public int Status => status;

    public string ContentType => contentType;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The body that a replay gives.</summary>
    public ReadOnlyMemory<byte> Kept => Replayed ?? body;

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
        Describe(http, outcome.Refusal!);

    /// <summary>The problem of a line that the door itself refuses.</summary>
    public static ProblemView ProblemOf(HttpContext http, ProblemException flaw, int line)
    {
        var problem = http.RequestServices.GetRequiredService<RefusalTexts>().Describe(flaw.Code, flaw.Args, RequestLanguage.Of(http.Request));
        var pointer = flaw.Errors.Count > 0 ? flaw.Errors[0].Pointer : null;
        return problem with { Status = flaw.Status, Errors = [new ProblemErrorView(pointer, line, flaw.Code, problem.Detail)] };
    }

    /// <summary>The problem that tells of a refusal in the reader's language.</summary>
    public static Answer Refused(HttpContext http, Refusal refusal) => Problem(Describe(http, refusal));

    /// <summary>Keeps another body for a replay, where this one holds what is shown once.</summary>
    public Answer KeptAs(Answer kept) => new(status, contentType, body) { FileName = FileName, Replayed = kept.Body };

    private ReadOnlyMemory<byte>? Replayed { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        Head(httpContext, status, contentType);
        response.ContentLength = body.Length;
        if (FileName is not null)
        {
            response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>What every answer says before its body.</summary>
    internal static void Head(HttpContext http, int status, string contentType)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = RequestLanguage.Of(http.Request);
        response.Headers.Vary = "Accept-Language";
    }

    private static ProblemView Describe(HttpContext http, Refusal refusal)
    {
        var problem = http.RequestServices.GetRequiredService<RefusalTexts>().Describe(refusal, RequestLanguage.Of(http.Request));
        return problem with { Errors = [] };
    }
}
