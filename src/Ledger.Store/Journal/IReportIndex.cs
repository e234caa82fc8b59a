// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Store.Journal;

/// <summary>What of a journaled report is looked for. Derived from the journal, which it follows.</summary>
/// <param name="Seq">The report's number in the journal.</param>
/// <param name="Lines">How many lines it has; none makes it a nil report.</param>
/// <param name="Supersedes">The report that it corrects, or null.</param>
/// <param name="TakenAt">The chain's time when it was taken in, UTC seconds.</param>
/// <param name="Marks">What its lines may speak of.</param>
public sealed record IndexedReport(
    long Seq,
    Hash32 RecordId,
    Hash32 Pool,
    Hash32 License,
    Hash32 Reporter,
    ulong PeriodStart,
    ulong PeriodEnd,
    uint Lines,
    Hash32? Supersedes,
    ulong TakenAt,
    byte[] Marks);

/// <summary>Which reports are meant; what is null does not matter.</summary>
/// <param name="From">First second (UTC) of a time that the report's period shares.</param>
/// <param name="To">First second after that time.</param>
public readonly record struct ReportFilter(Hash32? Pool = null, Hash32? License = null, Hash32? Reporter = null, ulong? From = null, ulong? To = null);

/// <summary>What the reports of one period, stream and currency add up to that are neither corrected nor taken back, and the last of all of them.</summary>
/// <param name="Period">The key of license, reporter and period.</param>
/// <param name="Currency">The ISO 4217 code of their values; empty for those without.</param>
/// <param name="FirstSeq">The first report's number in the journal.</param>
/// <param name="LastSequence">The last report's place in the stream, also of one that counts no more.</param>
/// <param name="LastReport">That report.</param>
/// <param name="Reports">How many count.</param>
/// <param name="Lines">How many lines these have.</param>
/// <param name="Quantity">In pieces.</param>
/// <param name="NetValue">In minor units.</param>
public sealed record PeriodSum(
    Hash32 Period,
    Hash32 Stream,
    string Currency,
    long FirstSeq,
    ulong LastSequence,
    Hash32 LastReport,
    uint Reports,
    ulong Lines,
    BigInteger Quantity,
    BigInteger NetValue);

/// <summary>The reports of the journal, by what is looked for; what they add up to; and which records answer which. Derived from the journal, which it follows.</summary>
public interface IReportIndexReader
{
    /// <summary>The number of the last record of the journal that is in it; zero for none. What came later is in the journal alone.</summary>
    long Through { get; }

    /// <summary>Reports after a number, in the order of their numbers, that meet the filter.</summary>
    IReadOnlyList<IndexedReport> List(ReportFilter filter, long afterSeq, int limit);

    /// <summary>Reports before a number, the last first, that meet the filter.</summary>
    IReadOnlyList<IndexedReport> Before(ReportFilter filter, long beforeSeq, int limit);

    /// <summary>How many reports there are under a license; with a reporter, only its own.</summary>
    int CountUnder(Hash32 license, Hash32? reporter);

    /// <summary>The report that corrects another one; null where none does.</summary>
    Hash32? CorrectionOf(Hash32 recordId);

    /// <summary>The last record of a kind that answers something: takes a report back, settles a claim, closes a period. Null where none does.</summary>
    /// <param name="to">A record, or the key of a period.</param>
    Hash32? AnswerTo(Hash32 to, RecordKind kind);

    /// <summary>One sum; null where there is none.</summary>
    PeriodSum? SumOf(Hash32 period, Hash32 stream, string currency);

    /// <summary>The sums of a period, in the order in which their first reports came.</summary>
    IReadOnlyList<PeriodSum> SumsOf(Hash32 period);
}

public interface IReportIndexWriter : IReportIndexReader
{
    void Add(IndexedReport report);

    /// <summary>Takes in that a record answers something.</summary>
    /// <param name="to">A record, or the key of a period.</param>
    void Answer(Hash32 to, RecordKind kind, long seq, Hash32 recordId);

    /// <summary>Puts a sum in the place of the one of the same period, stream and currency.</summary>
    void Put(PeriodSum sum);

    /// <summary>Says that every record up to a number is in it.</summary>
    void Reach(long seq);

    /// <summary>Puts other marks in the place of a report's, which are destroyed; nothing where it is not in the index yet.</summary>
    void Mark(long seq, byte[] marks);
}
