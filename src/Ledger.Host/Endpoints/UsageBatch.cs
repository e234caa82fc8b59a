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
            if (kept.BodyHash != lines.Hash || !KeptLines.Made(kept.Answer))
            {
                return Answer.Refused(http, new IdempotencyMismatch(key));
            }

            await answer.EndAsync(kept.Answer.Body, cancel);
            return Results.Empty;
        }

        var whole = await ReadAllAsync(http, intake, lines, answer, run, options.MaxReportBytes, cancel);
        if (lines.IsTooLong)
        {
            answer.Add(new BatchLine(null, Answer.ProblemOf(http, RequestBody.TooLarge(options.MaxBulkBodyBytes), lines.Number)));
        }
        else if (answer.Count == 0)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "json-empty", ("pointer", ""));
        }

        if (whole is null)
        {
            whole = answer.Keep();
            if (!lines.IsTooLong && !answer.IsFaulty)
            {
                await run.KeepAsync(lines.Hash, whole);
            }
        }

        await answer.EndAsync(whole.Body, cancel);
        return Results.Empty;
    }

    /// <summary>Takes block after block; gives the whole answer where it was kept in the one commit that there was.</summary>
    private static async Task<StoredAnswer?> ReadAllAsync(
        HttpContext http, UsageIntake intake, LineReader lines, BatchAnswer answer, IdempotentRun run, int longest, CancellationToken cancel)
    {
        var (caller, language) = (http.Caller(), RequestLanguage.Of(http.Request));
        StoredAnswer? whole = null;
        LineBlock block;
        do
        {
            block = await lines.ReadAsync(cancel);
            var read = new (IncomingReport? Report, ProblemException? Flaw)[block.Lines.Count];
            Parallel.For(0, read.Length, i => read[i] = Read(intake, block, block.Lines[i], longest));
            IReadOnlyList<BatchLine> Said(IReadOnlyList<Outcome<TakenReport>> taken) => Lines(http, block, read, taken);
            StoredAnswer? Whole(IReadOnlyList<Outcome<TakenReport>> taken)
            {
                var said = Said(taken);
                return whole = said.Any(line => line.IsFaulty) ? null : answer.Keep(said);
            }

            var isOnly = block is { IsLast: true, Lines.Count: > 0 } && answer.Count == 0 && !lines.IsTooLong;
            var outcomes = await intake.TakeAsync(
                [.. read.Where(one => one.Report is not null).Select(one => one.Report!.Value)], caller, language, cancel,
                isOnly ? new AnswerWith<IReadOnlyList<Outcome<TakenReport>>>(run, lines.Hash, Whole) : null);
            foreach (var line in Said(outcomes))
            {
                answer.Add(line, isKept: whole is not null);
            }

            await answer.FlushAsync(cancel);
        }
        while (!block.IsLast);
        return whole;
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

    /// <summary>The lines of the answer to a block: in the order of the body's, each a receipt or a problem.</summary>
    private static List<BatchLine> Lines(
        HttpContext http, LineBlock block, (IncomingReport? Report, ProblemException? Flaw)[] read, IReadOnlyList<Outcome<TakenReport>> outcomes)
    {
        var (said, next) = (new List<BatchLine>(read.Length), 0);
        for (var i = 0; i < read.Length; i++)
        {
            var number = block.Lines[i].Number;
            said.Add(read[i].Flaw is { } flaw ? new BatchLine(null, Answer.ProblemOf(http, flaw, number)) : Line(http, outcomes[next++], number));
        }

        return said;
    }

    private static BatchLine Line(HttpContext http, Outcome<TakenReport> outcome, int number)
    {
        if (outcome.IsDone)
        {
            return new BatchLine(outcome.Value, null);
        }

        var problem = Answer.ProblemOf(http, outcome);
        return new BatchLine(null, problem with { Errors = [new ProblemErrorView(null, number, problem.Code, problem.Detail)] });
    }
}
