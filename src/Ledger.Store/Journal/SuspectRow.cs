// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Store.Journal;

/// <summary>A report that was refused and is kept outside of the log, because its signature proves something.</summary>
/// <param name="Seq">Its number in the store; zero on the way in.</param>
/// <param name="RecordId">The report's struct hash.</param>
/// <param name="Reporter">The party that it names.</param>
/// <param name="Against">The journaled report at its place, of a fork; else null.</param>
/// <param name="Body">The report.</param>
/// <param name="Signature">65 bytes.</param>
/// <param name="ReceivedAt">The host's clock, UTC seconds.</param>
public sealed record SuspectRow(
    long Seq,
    Hash32 Pool,
    SuspectReason Reason,
    Hash32 RecordId,
    Hash32 Reporter,
    Hash32 Stream,
    Hash32? Against,
    byte[] Body,
    byte[] Signature,
    long ReceivedAt);

/// <summary>The reports that were refused and kept.</summary>
public interface ISuspectReader
{
    SuspectRow? Find(Hash32 recordId);

    /// <summary>The forks of a journaled report.</summary>
    IReadOnlyList<SuspectRow> Against(Hash32 recordId);

    /// <summary>The forks of a log's records with an index in [<paramref name="from"/>, <paramref name="to"/>), in the order of the records.</summary>
    IReadOnlyList<SuspectRow> Against(Hash32 pool, ulong epoch, ulong from, ulong to);

    /// <summary>Those of a stream and reason, the first first.</summary>
    IReadOnlyList<SuspectRow> Of(Hash32 stream, SuspectReason reason, int limit);

    /// <summary>How many a stream has; the count stops at <paramref name="most"/>.</summary>
    int Count(Hash32 stream, int most);

    /// <summary>The same of one reporter's of one reason.</summary>
    int Count(Hash32 stream, Hash32 reporter, SuspectReason reason, int most);

    /// <summary>Those after a number, oldest first; with a pool, reporter or reason, only its own.</summary>
    IReadOnlyList<SuspectRow> List(Hash32? pool, Hash32? reporter, SuspectReason? reason, long afterSeq, int limit);
}

public interface ISuspectWriter : ISuspectReader
{
    /// <summary>Keeps a report; false where it is kept already.</summary>
    bool TryAdd(SuspectRow row);

    /// <summary>Another report came to stand at the place of a kept one: from now on that one is a fork of it. False where it is a fork already.</summary>
    bool TryTurn(Hash32 recordId, Hash32 against);
}
