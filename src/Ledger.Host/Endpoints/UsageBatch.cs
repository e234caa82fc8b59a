// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application;
using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;
using Ledger.Host.Startup;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Endpoints;

/// <summary>
/// Reports in bulk: one a line, each taken or refused on its own, answered in the same order by a receipt or a problem. The body
/// is read a block of lines at a time, a block is one commit, and it is answered as soon as that is durable.
/// </summary>
internal static class UsageBatch
{
    /// <summary>The content type under which an answer is kept in small.</summary>
    private const string KeptType = Answer.Ndjson + "; kept";

    public static async Task<IResult> TakeAsync(HttpContext http, UsageIntake intake, CancellationToken cancel)
    {
        var (options, idempotency) = (http.RequestServices.GetRequiredService<DoorOptions>(), http.RequestServices.GetRequiredService<Idempotency>());
        if (http.Request.ContentLength > options.MaxBulkBodyBytes)
        {
            throw RequestBody.TooLarge(options.MaxBulkBodyBytes);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null; // the reader of lines counts, and says so in a line of the answer
        }

        var key = IdempotencyFilter.KeyOf(http.Request);
        using var run = await idempotency.EnterAsync(IdempotencyFilter.ScopeOf(http), key, cancel);
        using var lines = new LineReader(http.Request.BodyReader, options.MaxReportBytes, options.MaxBulkBodyBytes);
        using var answer = new BatchAnswer(http, intake);
        if (run.Kept is { } kept)
        {
            await lines.SkipAsync(cancel);
            if (kept.BodyHash != lines.Hash || kept.Answer.ContentType is not KeptType)
            {
                return Answer.Refused(http, new IdempotencyMismatch(key));
            }

            await answer.EndAsync(kept.Answer.Body, cancel);
            return Results.Empty;
        }

        await ReadAllAsync(http, intake, lines, answer, options.MaxReportBytes, cancel);
        if (lines.IsTooLong)
        {
            Add(answer, http, RequestBody.TooLarge(options.MaxBulkBodyBytes), lines.Number);
        }
        else if (answer.Count == 0)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "json-empty", ("pointer", ""));
        }

        var whole = answer.Keep();
        if (!lines.IsTooLong && !answer.IsFaulty)
        {
            await run.KeepAsync(lines.Hash, new StoredAnswer(StatusCodes.Status200OK, KeptType, whole));
        }

        await answer.EndAsync(whole, cancel);
        return Results.Empty;
    }

    private static async Task ReadAllAsync(
        HttpContext http, UsageIntake intake, LineReader lines, BatchAnswer answer, int longest, CancellationToken cancel)
    {
        var (caller, language) = (http.Caller(), RequestLanguage.Of(http.Request));
        LineBlock block;
        do
        {
            block = await lines.ReadAsync(cancel);
            var read = new (IncomingReport? Report, ProblemException? Flaw)[block.Lines.Count];
            Parallel.For(0, read.Length, i => read[i] = Read(intake, block, block.Lines[i], longest));
            var outcomes = await intake.TakeAsync([.. read.Where(one => one.Report is not null).Select(one => one.Report!.Value)], caller, language, cancel);
            var next = 0;
            for (var i = 0; i < read.Length; i++)
            {
                if (read[i].Flaw is { } flaw)
                {
                    Add(answer, http, flaw, block.Lines[i].Number);
                }
                else
                {
                    Add(answer, http, outcomes[next++], block.Lines[i].Number);
                }
            }

            await answer.FlushAsync(cancel);
        }
        while (!block.IsLast);
    }

    private static (IncomingReport? Report, ProblemException? Flaw) Read(UsageIntake intake, LineBlock block, (int Number, Range? Place) line, int longest)
    {
        if (line.Place is not { } place)
        {
            return (null, new ProblemException(StatusCodes.Status413PayloadTooLarge, "report-too-large", ("limit", longest.ToString(CultureInfo.InvariantCulture))));
        }

        var text = block.Bytes.Span[place];
        try
        {
            return (intake.TryRead(text) ?? intake.Read(RequestBody.Parse<UsageReportRequest>(text, line.Number)), null);
        }
        catch (ProblemException flaw)
        {
            return (null, flaw);
        }
    }

    private static void Add(BatchAnswer answer, HttpContext http, Outcome<TakenReport> outcome, int line)
    {
        if (outcome.IsDone)
        {
            answer.Add(outcome.Value);
        }
        else
        {
            var problem = Answer.ProblemOf(http, outcome);
            answer.Add(problem with { Errors = [new ProblemErrorView(null, line, problem.Code, problem.Detail)] });
        }
    }

    private static void Add(BatchAnswer answer, HttpContext http, ProblemException flaw, int line) => answer.Add(Answer.ProblemOf(http, flaw, line));
}
