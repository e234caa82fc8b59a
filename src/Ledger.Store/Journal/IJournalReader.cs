// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Store.Journal;

/// <summary>The usage logs: per pool and epoch one gapless, append-only list of records.</summary>
public interface IJournalReader
{
    /// <summary>How many leaves a log has: the next index.</summary>
    ulong Size(Hash32 pool, ulong epoch);

    JournalRow? Find(Hash32 recordId);

    /// <summary>What a record says, without reading what it came with.</summary>
    MessageRow? Message(Hash32 recordId);

    /// <summary>What records after a number say that concern somebody or something, in the order of their numbers.</summary>
    IReadOnlyList<MessageRow> Messages(Hash32 concerns, long afterSeq, int limit);

    JournalRow? At(Hash32 pool, ulong epoch, ulong index);

    /// <summary>The last record of a stream.</summary>
    JournalRow? LastOf(Hash32 stream);

    /// <summary>The last place of a stream, without what was said there; null for an empty one.</summary>
    StreamEnd? EndOf(Hash32 stream);

    /// <summary>The record at that place of a stream.</summary>
    JournalRow? InStream(Hash32 stream, ulong sequence);

    /// <summary>Its id alone.</summary>
    Hash32? IdInStream(Hash32 stream, ulong sequence);

    /// <summary>The leaf hashes from <paramref name="from"/> on, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<Hash32> Leaves(Hash32 pool, ulong epoch, ulong from, int limit);

    /// <summary>The records with an index in [<paramref name="from"/>, <paramref name="to"/>), in order.</summary>
    IReadOnlyList<JournalRow> Range(Hash32 pool, ulong epoch, ulong from, ulong to);

    /// <summary>The same records without what they came with, which may be long.</summary>
    IReadOnlyList<SignedRow> Signed(Hash32 pool, ulong epoch, ulong from, ulong to);

    /// <summary>Those of them that are no reports.</summary>
    IReadOnlyList<JournalRow> OtherThanReports(Hash32 pool, ulong epoch, ulong from, ulong to);

    /// <summary>Whose they are, each named once.</summary>
    IReadOnlyList<Hash32> Authors(Hash32 pool, ulong epoch, ulong from, ulong to);

    /// <summary>The promises given for them, with the leaves; a record without one is passed over.</summary>
    IReadOnlyList<PromisedRow> Promised(Hash32 pool, ulong epoch, ulong from, ulong to);

    /// <summary>Records after a number, in the order of their numbers, that meet the filter.</summary>
    IReadOnlyList<JournalRow> List(RecordFilter filter, long afterSeq, int limit);

    /// <summary>Records after a number that concern somebody or something and are no reports, in the order of their numbers.</summary>
    IReadOnlyList<JournalRow> OtherThanReports(Hash32 concerns, long afterSeq, int limit);

    /// <summary>The logs there are.</summary>
    IReadOnlyList<(Hash32 Pool, ulong Epoch, ulong Size)> Logs();

    /// <summary>The logs that records name, whether or not they are among <see cref="Logs"/>.</summary>
    IReadOnlyList<(Hash32 Pool, ulong Epoch)> Named();
}

/// <summary>Which records are meant; what is null does not matter.</summary>
/// <param name="Concerns">Whom or what it speaks of.</param>
public readonly record struct RecordFilter(RecordKind? Kind = null, Hash32? Pool = null, Hash32? Concerns = null, Hash32? Author = null);

/// <summary>Where a stream ends.</summary>
public sealed record StreamEnd(ulong Sequence, Hash32 RecordId);

public interface IJournalWriter : IJournalReader
{
    /// <summary>
    /// Appends a record at the index that <see cref="IJournalReader.Size"/> names; returns its number. Another index, or
    /// a record or stream place that is here already, is an <see cref="InvalidOperationException"/>.
    /// </summary>
    long Append(JournalRow record);

    /// <summary>Appends records of one log, the first at the index that <see cref="IJournalReader.Size"/> names and each one behind the other.</summary>
    void Append(IReadOnlyList<JournalRow> records);

    /// <summary>Keeps the promise given for a record; once given it never changes.</summary>
    void KeepPromise(Hash32 recordId, byte[] promise);

    /// <summary>Keeps what a record commits to and what came only after it. False where something is kept with it already.</summary>
    bool Attach(Hash32 recordId, byte[] attachment);

    /// <summary>
    /// Destroys what a record came with; its signed fields, its place and its promise stay. The bytes are gone from the store's files
    /// after <see cref="ILedgerStore.ScrubAsync"/>. False where nothing came with it, or it was destroyed before.
    /// </summary>
    bool Erase(Hash32 recordId);
}
