// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;
using Ledger.Store.Projections;

namespace Ledger.Application.Tracing;

/// <summary>Which periods of a pool's licenses are reported, late, nil or missing, by the calendar of their terms.</summary>
public sealed class UsageMap
{
    private const ulong TwoYears = 731 * 86_400;

    private readonly LedgerContext _context;
    private readonly ReportIndexing _indexing;
    private readonly Presenter _presenter;

    internal UsageMap(LedgerContext context, ReportIndexing indexing)
    {
        (_context, _indexing) = (context, indexing);
        _presenter = new Presenter(context);
    }

    /// <summary>
    /// The licenses of a pool whose usage the caller may read, each with its periods; a page may be short where others lie between. A licensee
    /// is shown the periods that it reported, and those of its own time that nobody did.
    /// </summary>
    /// <param name="from">First second (UTC) of the time looked at; null for two years before its end.</param>
    /// <param name="to">First second after it; null for the chain's present.</param>
    public async Task<Outcome<Page<UsageRowView>>> ReadAsync(
        Caller caller, Hash32 pool, ulong? from, ulong? to, string? cursor, int limit, string language, CancellationToken cancellation)
    {
        await _indexing.CatchUpAsync(cancellation);
        return await _context.Store.ReadAsync<Outcome<Page<UsageRowView>>>(
            reader =>
            {
                var known = _context.On(reader);
                if (known.Pool(new PoolId(pool)).Formed is null)
                {
                    return new PoolUnknown(new PoolId(pool));
                }

                var now = reader.Blocks.Head?.Time ?? 0;
                var end = Math.Min(to ?? ulong.MaxValue, now + 1);
                var begin = from ?? end - Math.Min(end, TwoYears);
                var ground = new TraceGround(_context, known);
                var rows = reader.Projections.List(RowKinds.License, new ProjectionFilter(pool), Cursors.Read(cursor), limit);
                return new Page<UsageRowView>(
                    [.. rows.Where(row => ReadingRights.ReadsUsage(known, caller, ground.License(row.Id).History)).Select(row => Row(ground, caller, row.Id, begin, end, now, language))],
                    rows.Count < limit ? null : Cursors.Write(rows[^1].FirstSeq));
            },
            cancellation);
    }

    private UsageRowView Row(TraceGround ground, Caller caller, Hash32 license, ulong from, ulong to, ulong now, string language)
    {
        var traced = ground.License(license);
        var begin = traced.History.Origin!.StartsAt;
        var reports = Reports(ground.Known.Store, license, Math.Max(from, begin), to).Where(report => traced.Records.VoidOf(new RecordId(report.RecordId)) is null).ToList();
        return new UsageRowView(
            license,
            _presenter.Reference(ground.Known, traced.History.Licensee),
            [.. DuePeriods.Of(traced.History, traced.Terms, from, to).Select(period => Cell(ground, caller, traced.History, period, reports, now, language)).OfType<UsagePeriodView>()]);
    }

    /// <summary>A period; null where it is another licensee's to report, and not the caller's to read.</summary>
    private UsagePeriodView? Cell(
        TraceGround ground, Caller caller, LicenseHistory license, DuePeriod period, List<IndexedReport> reports, ulong now, string language)
    {
        var origin = license.Origin!; // the first report may be of the whole period that the license began within
        var found = reports.Where(report => Math.Max(report.PeriodStart, origin.StartsAt) is var start && start >= period.Start && start < period.End).ToList();
        var all = found.Where(report => ground.Reads(caller, origin.Pool.Value, report.Reporter)).ToList();
        var isOwn = caller.Party is { } party && license.IsHeldWithin(party, period.Start, period.End);
        if (all.Count == 0 && (found.Count > 0 || !isOwn) && !ReadingRights.ReadsReportsOf(ground.Known, caller, origin.Pool.Value))
        {
            return null;
        }

        var counting = all.Where(report => ground.Known.Store.Reports.CorrectionOf(report.RecordId) is null).ToList();
        var lines = counting.Aggregate(0UL, (sum, report) => sum + report.Lines);
        HandIn? first = counting.Count == 0 ? null : all.Select(report => ground.HandIn(report, period.DueAt)).MinBy(report => report.At);
        var standing = PeriodStanding.Judge(counting.Count, lines, first, period.DueAt, now) with { Zone = period.Zone ?? LocalDays.Utc };
        return new UsagePeriodView(
            period.Start,
            period.End,
            period.DueAt,
            standing.State.ToString().ToLowerInvariant(),
            counting.Count,
            lines,
            new AlertReasonView(standing.Code, _context.Texts.Describe(standing, language).Detail, standing.Args),
            period.Zone);
    }

    /// <summary>All reports of a license whose periods share a time.</summary>
    private static IEnumerable<IndexedReport> Reports(IStoreReader reader, Hash32 license, ulong from, ulong to)
    {
        const int Batch = 1_000;
        var filter = new ReportFilter(License: license, From: from, To: to);
        for (var page = reader.Reports.List(filter, 0, Batch); page.Count > 0; page = reader.Reports.List(filter, page[^1].Seq, Batch))
        {
            foreach (var report in page)
            {
                yield return report;
            }
        }
    }
}
