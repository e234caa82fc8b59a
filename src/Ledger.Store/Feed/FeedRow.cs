// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Store.Feed;

/// <summary>API.md: what the feed tells of.</summary>
public enum FeedKind
{
    /// <summary>A fact was taken in.</summary>
    Fact = 1,

    /// <summary>A block was taken back, with all of its facts.</summary>
    Retract = 2,

    /// <summary>An alert came, was raised or became final.</summary>
    Alert = 3,

    /// <summary>An alert's deciding block vanished, or its reason did.</summary>
    AlertRetract = 4,

    /// <summary>An operation came or moved.</summary>
    Operation = 5,
}

/// <summary>One change, in the transaction that made it; never changed, never erased.</summary>
/// <param name="Seq">Its number in the store: ascending in the order of commits, without a gap.</param>
/// <param name="Fact">The fact's number.</param>
/// <param name="Id">The alert's or operation's id.</param>
/// <param name="State">The alert's or operation's state from then on.</param>
/// <param name="Block">The block taken back, or the alert's deciding one.</param>
public sealed record FeedRow(long Seq, FeedKind Kind, long? Fact, Hash32? Id, int? State, BlockRef? Block);

/// <summary>The feed has no writer: the store itself notes each change where it happens.</summary>
public interface IFeedReader
{
    /// <summary>The newest number; zero before the first.</summary>
    long Last { get; }

    /// <summary>Changes after a number, oldest first.</summary>
    IReadOnlyList<FeedRow> After(long seq, int limit);
}
