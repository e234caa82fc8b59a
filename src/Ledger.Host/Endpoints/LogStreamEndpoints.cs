// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Access;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>A pool's usage log with every body, for its auditors.</summary>
internal static class LogStreamEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/usage-reports", StreamAsync)
            .WithName("streamUsageLog")
            .WithSummary("The records of a pool's usage log, of every kind, from a leaf index on, in the order of their leaves, as NDJSON.")
            .Produces<LogLeafView>(StatusCodes.Status200OK, Answer.Ndjson)
            .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
            .For(Callers.Party, AccessScopes.Read, "those of pools where the key is administrator or auditor");

    private static async Task<IResult> StreamAsync(HttpContext http, LogBodies book, string? pool, string? epoch, string? since, CancellationToken cancel)
    {
        var (id, tree, from) = (Read.OptionalId(pool, "pool") ?? throw Read.Invalid("pool"), Read.Number(epoch, "epoch") ?? 0, Read.Number(since, "since") ?? 0);
        var first = await book.ReadAsync(http.Caller(), id, tree, from, cancel);
        return first.IsDone
            ? new LogFile(first.Value, next => book.ReadAsync(http.Caller(), id, tree, next, cancel))
            : Answer.Of(http, first);
    }

    /// <summary>All leaves, a few in memory at a time; nothing is read ahead of who reads it.</summary>
    private sealed class LogFile(IReadOnlyList<LogLeafView> first, Func<ulong, Task<Outcome<IReadOnlyList<LogLeafView>>>> read) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var cancel = httpContext.RequestAborted;
            Answer.Head(httpContext, StatusCodes.Status200OK, Answer.Ndjson);
            for (var leaves = first; leaves.Count > 0;)
            {
                foreach (var leaf in leaves)
                {
                    await httpContext.Response.Body.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(leaf, LedgerJson.Options), (byte)'\n'], cancel);
                }

                leaves = (await read(leaves[^1].LeafIndex + 1)).Value
                    ?? throw new InvalidOperationException("What was shown a page ago is refused now.");
            }
        }
    }
}
