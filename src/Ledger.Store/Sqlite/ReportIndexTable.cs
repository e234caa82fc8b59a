// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.Store.Sqlite;

internal sealed class ReportIndexTable(Session session) : IReportIndexWriter
{
    private const string Columns =
        "SELECT seq, record_id, pool, license, reporter, period_start, period_end, lines, supersedes, taken_at, marks FROM report_index ";

    public long Through => session.Number("SELECT max(seq) FROM report_index") ?? 0;

    public IReadOnlyList<IndexedReport> List(ReportFilter filter, long afterSeq, int limit)
    {
        var where = "WHERE seq > ?1";
        List<Cell> values = [afterSeq, limit];
        void Ask(string condition, Cell value)
        {
            values.Add(value);
            where += string.Create(CultureInfo.InvariantCulture, $" AND {condition} ?{values.Count}");
        }

        if (filter.License is { } license)
        {
            Ask("license =", license);
        }

        if (filter.Reporter is { } reporter)
        {
            Ask("reporter =", reporter);
        }

        if (filter.Pool is { } pool)
        {
            Ask("pool =", pool);
        }

        if (filter.From is { } from)
        {
            Ask("period_end >", Second(from));
        }

        if (filter.To is { } to)
        {
            Ask("period_start <", Second(to));
        }

        return session.List(Columns + where + " ORDER BY seq LIMIT ?2", Read, [.. values]);
    }

    public Hash32? CorrectionOf(Hash32 recordId) =>
        session.One(Columns + "WHERE supersedes = ?1 ORDER BY seq LIMIT 1", Read, recordId)?.RecordId;

    public void Add(IndexedReport report) => session.Run(
        "INSERT INTO report_index(seq, record_id, pool, license, reporter, period_start, period_end, lines, supersedes, taken_at, marks) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        report.Seq, report.RecordId, report.Pool, report.License, report.Reporter, Second(report.PeriodStart), Second(report.PeriodEnd),
        (long)report.Lines, report.Supersedes, report.TakenAt, report.Marks);

    public void Mark(long seq, byte[] marks) => session.Run("UPDATE report_index SET marks = ?2 WHERE seq = ?1", seq, marks);

    /// <summary>SQLite's integers end at 2⁶³ − 1, and so does every time that somebody means.</summary>
    private static long Second(ulong time) => (long)Math.Min(time, long.MaxValue);

    private static IndexedReport Read(Statement row) => new(
        row.Long(0),
        row.Hash(1),
        row.Hash(2),
        row.Hash(3),
        row.Hash(4),
        row.ULong(5),
        row.ULong(6),
        checked((uint)row.Long(7)),
        row.HashOrNull(8),
        row.ULong(9),
        row.Blob(10));
}
