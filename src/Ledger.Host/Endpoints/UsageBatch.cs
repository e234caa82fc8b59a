// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>Reports in bulk: one a line, each taken or refused on its own, answered in the same order by a receipt or a problem.</summary>
internal static class UsageBatch
{
    public static async Task<Answer> TakeAsync(HttpContext http, UsageIntake intake, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var lines = Parse(body.Span);
        if (lines.Count == 0)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "json-empty", ("pointer", ""));
        }

        var outcomes = await intake.SubmitManyAsync(
            [.. lines.Where(line => line.Request is not null).Select(line => line.Request!)], http.Caller(), RequestLanguage.Of(http.Request), cancel);
        var answer = new ArrayBufferWriter<byte>();
        var taken = 0;
        foreach (var line in lines)
        {
            if (line.Flaw is null)
            {
                WriteOutcome(answer, http, outcomes[taken++], line.Number);
            }
            else
            {
                Write(answer, Describe(http, line.Flaw, line.Number));
            }
        }

        return new Answer(StatusCodes.Status200OK, Answer.Ndjson, answer.WrittenMemory);
    }

    private static List<Line> Parse(ReadOnlySpan<byte> body)
    {
        var lines = new List<Line>();
        var number = 0;
        foreach (var range in body.Split((byte)'\n'))
        {
            number++;
            var text = body[range].TrimEnd((byte)'\r');
            if (!text.IsEmpty)
            {
                lines.Add(Read(text, number));
            }
        }

        return lines;
    }

    private static Line Read(ReadOnlySpan<byte> text, int number)
    {
        try
        {
            return new Line(number, RequestBody.Parse<UsageReportRequest>(text, number), null);
        }
        catch (ProblemException flaw)
        {
            return new Line(number, null, flaw);
        }
    }

    private static void WriteOutcome(ArrayBufferWriter<byte> to, HttpContext http, Outcome<UsageReportReceipt> outcome, int line)
    {
        if (outcome.IsDone)
        {
            Write(to, outcome.Value);
        }
        else
        {
            var problem = Answer.ProblemOf(http, outcome);
            Write(to, problem with { Errors = [new ProblemErrorView(null, line, problem.Code, problem.Detail)] });
        }
    }

    private static ProblemView Describe(HttpContext http, ProblemException flaw, int line)
    {
        var texts = http.RequestServices.GetRequiredService<RefusalTexts>();
        var problem = texts.Describe(flaw.Code, flaw.Args, RequestLanguage.Of(http.Request));
        var pointer = flaw.Errors.Count > 0 ? flaw.Errors[0].Pointer : null;
        return problem with { Status = flaw.Status, Errors = [new ProblemErrorView(pointer, line, flaw.Code, problem.Detail)] };
    }

    private static void Write<T>(ArrayBufferWriter<byte> to, T value)
    {
        to.Write(JsonSerializer.SerializeToUtf8Bytes(value, LedgerJson.Options));
        to.Write("\n"u8);
    }

    private sealed record Line(int Number, UsageReportRequest? Request, ProblemException? Flaw);
}
