// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Alerts;

/// <summary>
/// The watch rule <c>PromiseBroken</c>: the host promised to anchor a record and did not, or not in time. It accuses the host, and
/// stays when the record is anchored late.
/// </summary>
public static class PromiseBroken
{
    /// <summary>The rule's name.</summary>
    public const string Rule = "PromiseBroken";

    /// <summary>What a promise's standing shows; null where it is not broken.</summary>
    /// <param name="record">The record promised.</param>
    /// <param name="author">Who signed it: the promise was given to him.</param>
    /// <param name="promise">The promise.</param>
    /// <param name="standing">What became of it.</param>
    public static Finding? Find(RecordId record, PartyId author, Promise promise, PromiseStanding standing)
    {
        Clause? reason = standing switch
        {
            { State: PromiseState.Overdue } => new PromiseOverdue(author, promise.Epoch, promise.Index, standing.Due),
            { State: PromiseState.Late, By: { } by } => new PromiseLate(author, promise.Epoch, promise.Index, standing.Due, by.At.Time),
            { State: PromiseState.Replaced, By: { } by } => new PromiseReplaced(author, promise.Epoch, promise.Index, by.Act.Size),
            _ => null,
        };
        return reason is null ? null : new(Rule, reason, [record.Value], []);
    }
}

/// <summary>A block came after the time promised, and no checkpoint has passed the leaf.</summary>
public sealed record PromiseOverdue(PartyId Author, ulong Epoch, ulong Index, ulong Until) : Clause
{
    public override string Code => "promise-overdue";

    public override IReadOnlyDictionary<string, string> Args => Named(("author", Author), ("epoch", Epoch), ("index", Index), ("until", Until));
}

/// <summary>The checkpoint that first passed the leaf stands in a block after the time promised.</summary>
public sealed record PromiseLate(PartyId Author, ulong Epoch, ulong Index, ulong Until, ulong At) : Clause
{
    public override string Code => "promise-late";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("author", Author), ("epoch", Epoch), ("index", Index), ("until", Until), ("at", At));
}

/// <summary>The log holds another leaf in the place that was promised.</summary>
public sealed record PromiseReplaced(PartyId Author, ulong Epoch, ulong Index, ulong Size) : Clause
{
    public override string Code => "promise-replaced";

    public override IReadOnlyDictionary<string, string> Args => Named(("author", Author), ("epoch", Epoch), ("index", Index), ("size", Size));
}

/// <summary>
/// The watch rule <c>PromisesBroken</c>: where a stretch of the log between two checkpoints holds more broken promises than have alerts
/// of their own, the rest of it has this one. It is the pool's, and names their number when the checkpoint that passes them tells it.
/// </summary>
public static class PromisesBroken
{
    /// <summary>The rule's name.</summary>
    public const string Rule = "PromisesBroken";

    /// <summary>Whether a reason says that the rest still waits, and not yet how many were broken.</summary>
    /// <param name="reason">The reason's code.</param>
    public static bool IsWaiting(string reason) => reason == PromisesOverdue.Word;

    /// <summary>No checkpoint has passed the rest; null while the first of it has time.</summary>
    /// <param name="first">The first record of the rest.</param>
    /// <param name="epoch">The log's epoch.</param>
    /// <param name="index">The first leaf of the rest.</param>
    /// <param name="standing">What became of its promise.</param>
    public static Finding? Waiting(RecordId first, ulong epoch, ulong index, PromiseStanding standing) =>
        standing.State is PromiseState.Overdue ? new(Rule, new PromisesOverdue(epoch, index, standing.Due), [first.Value], []) : null;

    /// <summary>A checkpoint passed the rest too late, or with other leaves.</summary>
    /// <param name="first">The first record of the rest.</param>
    /// <param name="epoch">The log's epoch.</param>
    /// <param name="count">How many of them are broken.</param>
    /// <param name="from">The first leaf of the rest.</param>
    /// <param name="to">The last one.</param>
    /// <param name="by">The checkpoint.</param>
    public static Finding Late(RecordId first, ulong epoch, ulong count, ulong from, ulong to, CheckpointAnchored by) =>
        new(Rule, new PromisesLate(epoch, count, from, to, by.At.Time), [first.Value], []);
}

/// <summary>From a leaf on more promises are past their time, and no checkpoint has passed the leaves.</summary>
public sealed record PromisesOverdue(ulong Epoch, ulong Index, ulong Until) : Clause
{
    internal const string Word = "promises-overdue";

    public override string Code => Word;

    public override IReadOnlyDictionary<string, string> Args => Named(("epoch", Epoch), ("index", Index), ("until", Until));
}

/// <summary>Of the leaves from one to another so many promises are broken: their checkpoint came late, or holds other leaves.</summary>
public sealed record PromisesLate(ulong Epoch, ulong Count, ulong From, ulong To, ulong At) : Clause
{
    public override string Code => "promises-late";

    public override IReadOnlyDictionary<string, string> Args => Named(("epoch", Epoch), ("count", Count), ("from", From), ("to", To), ("at", At));
}
