// SPDX-License-Identifier: Apache-2.0

using Ledger.Store;
using Ledger.Store.Outbox;

namespace Ledger.SystemTests.Simulation;

/// <summary>What a write does to the store, told by the store itself: the points of the kills have their names from it.</summary>
internal sealed record SimEffect(long Head, long Waiting, long Signed, long Failed, long Sent, long Journal, long Bound, long Proposals)
{
    public const string BlockTaken = "a block is taken";
    public const string RangeTaken = "a range of blocks is taken";
    public const string BlockTakenBack = "a block is taken back";
    public const string BytesKept = "nonce and signed bytes are kept";
    public const string BatchKept = "several nonces and signed bytes are kept";
    public const string SendingMarked = "the sending is marked";
    public const string SendingsMarked = "several sendings are marked";
    public const string IntentRenonced = "an intent gives up its nonce";
    public const string IntentFailed = "an intent is given up";
    public const string CheckpointBound = "a checkpoint is bound";
    public const string RecordJournaled = "a record is journaled";
    public const string RecordsJournaled = "several records are journaled";
    public const string ActAccepted = "an act is accepted";
    public const string ProposalKept = "a proposal is kept";
    public const string Other = "something else is kept";

    public static SimEffect Of(IStoreReader reader) => new(
        reader.Blocks.Head is { } head ? (long)head.Ref.Number : -1,
        reader.Outbox.Count(IntentState.Waiting),
        reader.Outbox.Count(IntentState.Signed),
        reader.Outbox.Count(IntentState.Failed),
        reader.Outbox.InState(IntentState.Signed, int.MaxValue).Sum(intent => reader.Outbox.Attempts(intent.Id).Count(attempt => attempt.SentAt is not null)),
        reader.Journal.Logs().Sum(log => (long)log.Size),
        reader.Checkpoints.Open().Count(row => row.Bound is not null),
        reader.Proposals.List(0, int.MaxValue).Count);

    /// <summary>The name of the step from here to <paramref name="next"/>.</summary>
    public string To(SimEffect next) =>
        next.Head > Head + 1 ? RangeTaken
        : next.Head > Head ? BlockTaken
        : next.Head < Head ? BlockTakenBack
        : next.Bound > Bound ? CheckpointBound
        : next.Journal > Journal + 1 ? RecordsJournaled
        : next.Journal > Journal ? RecordJournaled
        : next.Failed > Failed ? IntentFailed
        : next.Signed > Signed + 1 ? BatchKept
        : next.Signed > Signed ? BytesKept
        : next.Signed < Signed ? IntentRenonced
        : next.Sent > Sent + 1 ? SendingsMarked
        : next.Sent > Sent ? SendingMarked
        : next.Waiting > Waiting ? ActAccepted
        : next.Proposals > Proposals ? ProposalKept
        : Other;
}
