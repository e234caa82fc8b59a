// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Access;
using Ledger.Application.Feed;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;
using Ledger.Host.Startup;

namespace Ledger.Host.Endpoints;

/// <summary>Server-sent events (WHATWG HTML, 9.2): each with the persisted number of its change, so that a reader resumes anywhere.</summary>
internal static class FeedEndpoints
{
    private const string EventStream = "text/event-stream";

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/feed", ReadAsync)
        .WithName("readFeed")
        .WithSummary("fact | retract | alert | alert-retract | operation, as they happen; Last-Event-ID resumes after that event. Without it only what is to come.")
        .Produces<string>(StatusCodes.Status200OK, EventStream)
        .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
        .For(Callers.Party | Callers.Operator, AccessScopes.Read, "facts and retractions; alerts and operations that the key may read");

    private static async Task<IResult> ReadAsync(
        HttpContext http, ChangeFeed feed, ApiKeys keys, FeedPlaces places, DoorOptions options, IHostApplicationLifetime lifetime, CancellationToken cancel)
    {
        var from = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id
            ? Read.Number(id, "Last-Event-ID") is { } number and <= long.MaxValue ? (long)number : throw Read.Invalid("Last-Event-ID")
            : await feed.LastAsync(cancel);
        var first = await feed.AfterAsync(http.Caller(), from, cancel);
        if (!first.IsDone)
        {
            return Answer.Of(http, first);
        }

        using var place = places.TryTake(http.Caller());
        if (place is null)
        {
            return Answer.Refused(http, new FeedFull(options.FeedClientsPerKey));
        }

        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        try
        {
            await new FeedStream(http.Response, feed, keys, options).RunAsync(http.Caller(), from, until.Token);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The reader has gone, or we go: it resumes where it stood.
        }

        return Results.Empty;
    }

    /// <summary>One reader's stream: it holds one page at a time and reads on only when that page has left.</summary>
    private sealed class FeedStream(HttpResponse response, ChangeFeed feed, ApiKeys keys, DoorOptions options)
    {
        private readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(options.FeedHeartbeatSeconds);
        private readonly TimeProvider _time = TimeProvider.System;

        public async Task RunAsync(Caller caller, long position, CancellationToken cancel)
        {
            response.ContentType = EventStream;
            response.Headers.CacheControl = "no-store";
            response.Headers["X-Accel-Buffering"] = "no";
            await TellPositionAsync(position, "feed", cancel);
            var (spoke, told) = (_time.GetTimestamp(), position);
            while (true)
            {
                var pulse = feed.Next;
                // Revoked, expired or stripped of a role: nothing more goes out.
                if (await keys.AgainAsync(caller, cancel) is not { Value: { } still } || await feed.AfterAsync(still, position, cancel) is not { Value: { } page })
                {
                    return;
                }

                foreach (var change in page.Events)
                {
                    await WriteAsync(change, cancel);
                    told = change.Id;
                }

                var moved = page.Through > position;
                position = page.Through;
                if (page.Events.Count > 0)
                {
                    await response.Body.FlushAsync(cancel);
                    spoke = _time.GetTimestamp();
                }
                else if (_time.GetElapsedTime(spoke) >= _heartbeat)
                {
                    await TellPositionAsync(position, "heartbeat", cancel);
                    spoke = _time.GetTimestamp();
                }

                if (!moved)
                {
                    await feed.WaitAsync(pulse, _heartbeat, cancel);
                }
            }
        }

        /// <summary>A comment, and an id without data: no event, but what the reader resumes after, also past changes that he may not see.</summary>
        private async Task TellPositionAsync(long position, string comment, CancellationToken cancel)
        {
            await response.WriteAsync($": {comment}\nid: {position.ToString(CultureInfo.InvariantCulture)}\n\n", cancel);
            await response.Body.FlushAsync(cancel);
        }

        private async Task WriteAsync(FeedEvent change, CancellationToken cancel)
        {
            await response.WriteAsync($"id: {change.Id.ToString(CultureInfo.InvariantCulture)}\nevent: {change.Name}\ndata: ", cancel);
            await response.Body.WriteAsync(change.Data, cancel);
            await response.WriteAsync("\n\n", cancel);
        }
    }
}
