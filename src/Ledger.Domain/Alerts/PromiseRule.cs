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
