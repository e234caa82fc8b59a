// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.Store.Sqlite;

internal sealed class ReportIndexTable(Session session) : IReportIndexWriter
{
    private const string Columns =
        "SELECT seq, record_id, pool, license, reporter, period_start, period_end, lines, supersedes, taken_at, marks FROM report_index ";

    private const string Sums =
        "SELECT period, stream, currency, first_seq, last_sequence, last_report, reports, lines, quantity, net_value FROM period_sums ";

    public long Through => session.Number("SELECT seq FROM report_index_through WHERE id = 1") ?? 0;

    public IReadOnlyList<IndexedReport> List(ReportFilter filter, long afterSeq, int limit) => List(filter, "seq > ?1", afterSeq, "seq", limit);

    public IReadOnlyList<IndexedReport> Before(ReportFilter filter, long beforeSeq, int limit) => List(filter, "seq < ?1", beforeSeq, "seq DESC", limit);

    public int CountUnder(Hash32 license, Hash32? reporter) => checked((int)(reporter is { } one
        ? session.Number("SELECT count(*) FROM report_index WHERE license = ?1 AND reporter = ?2", license, one)
        : session.Number("SELECT count(*) FROM report_index WHERE license = ?1", license))!.Value);

    private List<IndexedReport> List(ReportFilter filter, string place, long seq, string order, int limit)
    {
        var where = "WHERE " + place;
        List<Cell> values = [seq, limit];
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

        return session.List(Columns + where + $" ORDER BY {order} LIMIT ?2", Read, [.. values]);
    }

    public Hash32? CorrectionOf(Hash32 recordId) =>
        session.One(Columns + "WHERE supersedes = ?1 ORDER BY seq LIMIT 1", Read, recordId)?.RecordId;

    public Hash32? AnswerTo(Hash32 to, RecordKind kind) => session.List(
        "SELECT record_id FROM record_answers WHERE answered = ?1 AND kind = ?2 ORDER BY seq DESC LIMIT 1", row => row.Hash(0), to, (int)kind) is [var last] ? last : null;

    public PeriodSum? SumOf(Hash32 period, Hash32 stream, string currency) =>
        session.One(Sums + "WHERE period = ?1 AND stream = ?2 AND currency = ?3", ReadSum, period, stream, currency);

    public IReadOnlyList<PeriodSum> SumsOf(Hash32 period) => session.List(Sums + "WHERE period = ?1 ORDER BY first_seq", ReadSum, period);

    public void Answer(Hash32 to, RecordKind kind, long seq, Hash32 recordId) =>
        session.Run("INSERT INTO record_answers(answered, kind, seq, record_id) VALUES(?1, ?2, ?3, ?4)", to, (int)kind, seq, recordId);

    public void Put(PeriodSum sum) => session.Run(
        "INSERT INTO period_sums(period, stream, currency, first_seq, last_sequence, last_report, reports, lines, quantity, net_value) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT(period, stream, currency) DO UPDATE SET "
        + "first_seq = ?4, last_sequence = ?5, last_report = ?6, reports = ?7, lines = ?8, quantity = ?9, net_value = ?10",
        sum.Period, sum.Stream, sum.Currency, sum.FirstSeq, sum.LastSequence, sum.LastReport, (long)sum.Reports, sum.Lines,
        sum.Quantity.ToByteArray(), sum.NetValue.ToByteArray());

    public void Reach(long seq) => session.Run("UPDATE report_index_through SET seq = ?1 WHERE id = 1", seq);

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

    private static PeriodSum ReadSum(Statement row) => new(
        row.Hash(0),
        row.Hash(1),
        row.Text(2),
        row.Long(3),
        row.ULong(4),
        row.Hash(5),
        checked((uint)row.Long(6)),
        row.ULong(7),
        new BigInteger(row.Blob(8)),
        new BigInteger(row.Blob(9)));
}
