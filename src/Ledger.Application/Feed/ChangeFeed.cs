// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Store.Alerts;
using Ledger.Store.Feed;
using Ledger.Store.Proposals;

namespace Ledger.Application.Feed;

/// <summary>What changes, in the order of commits, as far as a caller may see it. The store keeps it, so that a reader resumes anywhere.</summary>
public sealed class ChangeFeed
{
    private const int PageLength = 256;

    private readonly LedgerContext _context;

    internal ChangeFeed(LedgerContext context) => _context = context;

    /// <summary>The number of the newest change: where a reader begins that wants only what is to come.</summary>
    public Task<long> LastAsync(CancellationToken cancellation) => _context.Store.ReadAsync(reader => reader.Feed.Last, cancellation);

    /// <summary>The next changes after a number that the caller may see; refused where the store never gave that number.</summary>
    /// <remarks>One page is all that a reader ever holds, however far behind it is.</remarks>
    public Task<Outcome<FeedPage>> AfterAsync(Caller caller, long after, CancellationToken cancellation) => _context.Store.ReadAsync<Outcome<FeedPage>>(
        reader =>
        {
            var last = reader.Feed.Last;
            if (after > last)
            {
                return new FeedPositionUnknown(after, last);
            }

            var known = _context.On(reader);
            var rows = reader.Feed.After(after, PageLength);
            return new FeedPage([.. rows.Select(row => Show(known, caller, row)).OfType<FeedEvent>()], rows.Count == 0 ? after : rows[^1].Seq);
        },
        cancellation);

    /// <summary>Waits until something may have changed, at most for so long.</summary>
    public Task WaitAsync(FeedPulse pulse, TimeSpan atMost, CancellationToken cancellation) =>
        pulse.Signal.WaitAsync(atMost < Poll ? atMost : Poll, _context.Time, cancellation);

    /// <summary>The pulse to come; take it before looking.</summary>
    public FeedPulse Next => new(_context.Work.Next);

    private TimeSpan Poll => TimeSpan.FromMilliseconds(_context.Options.PollIntervalMs);

    private static FeedEvent? Show(Known known, Caller caller, FeedRow row) => row.Kind switch
    {
        FeedKind.Fact => Fact(known, row),
        FeedKind.Retract => Event(row, new FeedRetractView(row.Block!.Value.Number, row.Block.Value.Hash)),
        FeedKind.Alert or FeedKind.AlertRetract =>
            known.Store.Alerts.Find(row.Id!.Value) is { } alert && ReadingRights.Reads(known, caller, alert) ? Alert(row, alert) : null,
        FeedKind.Operation =>
            known.Store.Operations.Find(row.Id!.Value) is { } operation && ReadingRights.Reads(known, caller, operation) ? Operation(row, operation) : null,
        _ => null,
    };

    private static FeedEvent? Fact(Known known, FeedRow row)
    {
        var kept = known.Store.Facts.Find(row.Fact!.Value)!;
        if (UnknownEvents.Is(kept.Kind))
        {
            return null;
        }

        var found = known.Decode(kept);
        var act = (found as Fact)?.Recorded;
        return Event(row, new FeedFactView(
            kept.Kind, act?.ActId, act is null ? found.Subjects[0].Key : act.Subject?.Key, kept.Block.Number, kept.Block.Hash, kept.Transaction, kept.EventIndex, kept.Time));
    }

    private static FeedEvent Alert(FeedRow row, AlertRow alert) => Event(row, new FeedAlertView(
        alert.Id, alert.Rule, Word((AlertState)row.State!.Value), alert.Pool, row.Block?.Number, row.Block?.Hash));

    private static FeedEvent Operation(FeedRow row, OperationRow operation) =>
        Event(row, new FeedOperationView(operation.Id, operation.Kind, Word((OperationState)row.State!.Value)));

    private static FeedEvent Event<T>(FeedRow row, T view) => new(
        row.Seq,
        row.Kind is FeedKind.AlertRetract ? "alert-retract" : Word(row.Kind),
        JsonSerializer.SerializeToUtf8Bytes(view, LedgerJson.Options));

    private static string Word<T>(T state)
        where T : struct, Enum => state.ToString().ToLowerInvariant();
}

/// <summary>Something that may wake a reader.</summary>
public readonly struct FeedPulse
{
    internal FeedPulse(WorkSignal.Pulse signal) => Signal = signal;

    internal WorkSignal.Pulse Signal { get; }
}

/// <summary>One change.</summary>
/// <param name="Id">Its persisted number: what <c>Last-Event-ID</c> names.</param>
/// <param name="Name">fact | retract | alert | alert-retract | operation.</param>
/// <param name="Data">JSON, on one line.</param>
public sealed record FeedEvent(long Id, string Name, ReadOnlyMemory<byte> Data);

/// <summary>Some changes.</summary>
/// <param name="Through">The number up to which everything was looked at: whoever resumes after it misses nothing.</param>
public sealed record FeedPage(IReadOnlyList<FeedEvent> Events, long Through);

/// <summary>The reader names a number that this store never gave: it read another store, or one restored to an earlier day.</summary>
public sealed record FeedPositionUnknown(long Position, long Last) : Refusal
{
    public override string Code => "feed-position-unknown";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("position", Position.ToString(CultureInfo.InvariantCulture)), ("last", Last.ToString(CultureInfo.InvariantCulture)));
}
