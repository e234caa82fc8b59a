// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Reading;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.Application.Tracing;

/// <summary>The payments claimed in the pools, each with where it stands by the chain's time and the reports of its period.</summary>
public sealed class PaymentBook
{
    private const int MostReports = 100;

    private readonly LedgerContext _context;
    private readonly ReportIndexing _indexing;
    private readonly Presenter _presenter;

    internal PaymentBook(LedgerContext context, ReportIndexing indexing)
    {
        (_context, _indexing) = (context, indexing);
        _presenter = new Presenter(context);
    }

    /// <summary>The claims of the payers whose usage the caller may read, in the order of their coming; a page may be short where others lie between.</summary>
    public async Task<Page<ClaimedPaymentView>> ListAsync(Caller caller, Hash32? pool, Hash32? license, string? cursor, int limit, CancellationToken cancellation)
    {
        await _indexing.CatchUpAsync(cancellation);
        return await _context.Store.ReadAsync(
            reader =>
            {
                var ground = new TraceGround(_context, _context.On(reader));
                var rows = reader.Journal.List(new RecordFilter(RecordKind.PaymentClaimed, pool, license), Cursors.Read(cursor), limit);
                return new Page<ClaimedPaymentView>(
                    [.. rows.Where(row => ground.Reads(caller, row.Pool, row.Author)).Select(row => View(ground, row))],
                    rows.Count < limit ? null : rows[^1].Seq.ToString(CultureInfo.InvariantCulture));
            },
            cancellation);
    }

    private ClaimedPaymentView View(TraceGround ground, JournalRow row)
    {
        var claim = ActJson.Read<PaymentClaimed>(row.Body);
        var license = ground.License(claim.License.Value);
        var found = ground.Known.Store.Reports.List(
            new ReportFilter(License: claim.License.Value, Reporter: claim.Payer.Value, From: claim.PeriodStart, To: claim.PeriodEnd), 0, MostReports + 1);
        var reports = found.Take(MostReports).Where(report => ground.Counts(claim.License.Value, report.RecordId));
        return new ClaimedPaymentView(
            row.Pool,
            _presenter.Reference(ground.Known, claim.Payer),
            RecordBook.View(license.Records, ground.Standing(claim), license.Terms),
            [.. reports.Select(report => report.RecordId)],
            found.Count > MostReports);
    }
}
