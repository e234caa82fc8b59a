// SPDX-License-Identifier: Apache-2.0

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

/// <summary>The reports of the journal, by what is looked for.</summary>
public interface IReportIndexReader
{
    /// <summary>The number of the last report that is in it; zero for none.</summary>
    long Through { get; }

    /// <summary>Reports after a number, in the order of their numbers, that meet the filter.</summary>
    IReadOnlyList<IndexedReport> List(ReportFilter filter, long afterSeq, int limit);

    /// <summary>The report that corrects another one; null where none does.</summary>
    Hash32? CorrectionOf(Hash32 recordId);
}

public interface IReportIndexWriter : IReportIndexReader
{
    void Add(IndexedReport report);

    /// <summary>Puts other marks in the place of a report's, which are destroyed; nothing where it is not in the index yet.</summary>
    void Mark(long seq, byte[] marks);
}
