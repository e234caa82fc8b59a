// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Tracing;

/// <summary>From patents to the lines that use them: schedule, license, report, line, payment; each line with all that it stands on.</summary>
public sealed class TraceBook
{
    /// <summary>How many reports a page opens at most, whatever they hold: a page may be short, and says where to go on.</summary>
    private const int MostOpened = 64;

    /// <summary>How many reports a page looks at by their marks.</summary>
    private const int MostLooked = 4_096;

    /// <summary>More lines than a report can have: a cursor is a report's number and a line of it.</summary>
    private const long Stride = 1 << 20;

    private readonly LedgerContext _context;
    private readonly ReportIndexing _indexing;
    private readonly UsageProofs _proofs;

    internal TraceBook(LedgerContext context, ReportIndexing indexing, UsageProofs proofs) => (_context, _indexing, _proofs) = (context, indexing, proofs);

    /// <summary>The lines that a query means and the caller may read, in the order in which their reports came.</summary>
    public async Task<Outcome<Page<TraceLineView>>> ListAsync(Caller caller, TraceQuery query, string? cursor, int limit, CancellationToken cancellation)
    {
        await _indexing.CatchUpAsync(cancellation);
        var page = await _context.Store.ReadAsync(reader => Read(reader, caller, query, Cursors.Read(cursor), limit), cancellation);
        return page.IsDone && query.Proofs ? await ProvenAsync(page.Value, cancellation) : page;
    }

    private Outcome<Page<TraceLineView>> Read(IStoreReader reader, Caller caller, TraceQuery query, long cursor, int limit)
    {
        var ground = new TraceGround(_context, _context.On(reader));
        var asked = AskedPatent.Find(_context, ground.Known, query);
        if (!asked.IsDone)
        {
            return asked.Refusal;
        }

        var picker = new LinePicker(query, asked.Value.Territory);
        List<TraceLineView> items = [];
        var (after, from, opened) = ((cursor / Stride) - 1, (int)(cursor % Stride), 0);
        var reports = reader.Reports.List(new ReportFilter(query.Pool, query.License, query.Licensee, query.From, query.To), after, MostLooked);
        foreach (var report in reports)
        {
            if (opened == MostOpened || items.Count >= limit)
            {
                return new Page<TraceLineView>(items, Cursors.Write(report.Seq * Stride));
            }

            var start = report.Seq == after + 1 ? from : 0;
            if ((query.PicksLines && (report.Lines == 0 || !picker.MayPick(report.Marks))) || !ground.Reads(caller, report.Pool, report.Reporter))
            {
                continue;
            }

            var version = ground.Version(report.License, report.PeriodStart);
            if ((query.Schedule is { } schedule && version.Schedule?.Value != schedule) || !asked.Value.Covers(version))
            {
                continue;
            }

            opened++;
            if (Take(ground, report, version, picker, start, limit, items) is { } next)
            {
                return new Page<TraceLineView>(items, Cursors.Write((report.Seq * Stride) + next));
            }
        }

        return new Page<TraceLineView>(items, reports.Count < MostLooked ? null : Cursors.Write((reports[^1].Seq + 1) * Stride));
    }

    /// <summary>Takes a report's lines; the line to go on with, where the page was full before their end.</summary>
    private static int? Take(TraceGround ground, IndexedReport report, TracedVersion version, LinePicker picker, int start, int limit, List<TraceLineView> items)
    {
        var row = ground.Known.Store.Journal.Find(report.RecordId)!;
        var whole = Show(ground, report, row, version);
        if (report.Lines == 0 || whole.Erased is not null)
        {
            items.Add(whole);
            return null;
        }

        var lines = UsageIntake.Lines(row);
        for (var i = start; i < lines.Count; i++)
        {
            if (!picker.Picks(lines[i]))
            {
                continue;
            }

            if (items.Count >= limit)
            {
                return i;
            }

            var line = lines[i];
            items.Add(whole with
            {
                Line = i,
                Product = line.Product,
                Act = (byte)line.Act,
                MadeIn = line.MadeIn,
                SoldIn = line.SoldIn,
                Quantity = line.Quantity,
                NetValue = line.NetValue,
                Currency = line.Currency,
                Serials = line.Serials,
                Batch = line.Batch,
                Time = line.Time,
            });
        }

        return null;
    }

    private static TraceLineView Show(TraceGround ground, IndexedReport report, JournalRow row, TracedVersion version) => new(
        report.RecordId,
        null,
        report.Pool,
        report.License,
        version.Version.Version.Id,
        version.Version.Root,
        version.Schedule?.Value,
        version.Revisions,
        report.Reporter,
        report.PeriodStart,
        report.PeriodEnd,
        ground.License(report.License).Terms.ZoneAt(report.PeriodStart),
        ground.Counts(report.License, report.RecordId),
        RecordStates.Of(ground.FirstPast(row) is { } first ? Checkpoints.View(ground.Known.Store, first) : null),
        "",
        null,
        "",
        "",
        UInt256.Zero,
        UInt256.Zero,
        "",
        "",
        "",
        0,
        [.. ground.Payments(report.License, report.Reporter, report.PeriodStart, report.PeriodEnd)
            .Select(paid => new TracePaymentView(paid.Claim.Id.Value, paid.State.ToString().ToLowerInvariant()))],
        null,
        Erasures.Of(ground.Known.Store, row));

    /// <summary>Puts proofs to the lines of a page: each report's tree is made once.</summary>
    private async Task<Page<TraceLineView>> ProvenAsync(Page<TraceLineView> page, CancellationToken cancellation)
    {
        List<TraceLineView> proven = [];
        foreach (var report in page.Items.GroupBy(item => item.Report))
        {
            var record = (await _proofs.ProveAsync(report.Key, cancellation)).Value;
            var row = (await _context.Store.ReadAsync(reader => reader.Journal.Find(report.Key), cancellation))!;
            var (signed, tree) = (ActJson.Read<UsageReport>(row.Body), new MerkleTree(UsageLines.Leaves(UsageIntake.Lines(row))));
            proven.AddRange(report.Select(item => item with
            {
                Proof = item.Line is { } line && (ulong)line < tree.Size // else it was erased since
                    ? new TraceProofView(tree[(ulong)line], InclusionProof.Make(tree, (ulong)line, tree.Size), tree.Head, (uint)tree.Size, record)
                    : new TraceProofView(null, [], signed.LinesRoot, signed.LineCount, record),
            }));
        }

        return page with { Items = proven };
    }
}
