// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Notifying;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Alerts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.Application.Alerts;

/// <summary>Watches over streams of reports: forks and gaps, from what was refused and kept.</summary>
internal sealed class StreamWatch(LedgerContext context)
{
    /// <summary>How many suspects of one stream are looked at, and kept.</summary>
    public const int MostOfStream = 1_000;

    private readonly Notices _notices = new(context);

    /// <summary>What a kept report gives rise to.</summary>
    public void Suspect(IStoreWriter writer, SuspectRow kept)
    {
        if (kept.Against is not null)
        {
            Judge(writer, kept);
        }
        else if (kept.Reason is SuspectReason.Gap)
        {
            var finding = ReportGap.Find(ActJson.Read<UsageReport>(kept.Body), writer.Journal.EndOf(kept.Stream)?.Sequence ?? 0);
            Put(writer, kept, finding, AlertState.Provisional, null);
        }
    }

    /// <summary>Reports have come: gaps before which nothing is missing any more are none, and what was kept for a place that another took is a fork.</summary>
    /// <param name="last">The last report of the stream.</param>
    public void Fill(IStoreWriter writer, Hash32 stream, ulong last)
    {
        foreach (var kept in writer.Suspects.Of(stream, SuspectReason.Gap, MostOfStream))
        {
            var sequence = ActJson.Read<UsageReport>(kept.Body).Sequence;
            if (sequence <= last && writer.Journal.IdInStream(stream, sequence) is { } taken && taken != kept.RecordId)
            {
                Turn(writer, kept, taken);
            }
            else if (sequence <= last + 1)
            {
                Close(writer, kept);
            }
        }
    }

    /// <summary>Another report stands where a kept one would: it is a fork of that one, for whatever reason it was kept.</summary>
    public void Turn(IStoreWriter writer, SuspectRow kept, Hash32 against)
    {
        if (writer.Suspects.TryTurn(kept.RecordId, against))
        {
            Close(writer, kept);
            Judge(writer, kept with { Reason = SuspectReason.Fork, Against = against });
        }
    }

    /// <summary>Nothing is missing any more before what was kept.</summary>
    private void Close(IStoreWriter writer, SuspectRow kept)
    {
        if (kept.Reason is SuspectReason.Gap && writer.Alerts.Find(IdOf(kept)) is { State: AlertState.Provisional } alert)
        {
            Retract(writer, alert);
        }
    }

    /// <summary>Judges anew the forks of which records of a log speak, as journal and chain stand now.</summary>
    /// <param name="others">Those of the records that are no reports.</param>
    /// <param name="forks">The forks of those that are.</param>
    public void Look(IStoreWriter writer, IEnumerable<JournalRow> others, IEnumerable<SuspectRow> forks)
    {
        foreach (var fork in forks.Concat(others.Where(record => record.Kind is RecordKind.ReportVoid).SelectMany(record => TakenBack(writer, record))))
        {
            Judge(writer, fork);
        }
    }

    /// <summary>The forks that a taking back may cure: of the report, or the report itself.</summary>
    private static IEnumerable<SuspectRow> TakenBack(IStoreReader reader, JournalRow record)
    {
        var report = ActJson.Read<ReportVoid>(record.Body).Report.Value;
        return [.. reader.Suspects.Against(report), .. reader.Suspects.Find(report) is { Against: not null } kept ? (SuspectRow[])[kept] : []];
    }

    /// <summary>A fork stands from the checkpoint of the report in the log, until that of a record which takes one of the two back.</summary>
    private void Judge(IStoreWriter writer, SuspectRow kept)
    {
        var known = context.On(writer);
        var row = writer.Journal.Find(kept.Against!.Value)!;
        var (journaled, refused) = (ActJson.Read<UsageReport>(row.Body), ActJson.Read<UsageReport>(kept.Body));
        if (Suspects.VoidedBy(writer, refused, journaled) is { } by && KeptRecords.AnchoredAt(known, by) is not null)
        {
            if (writer.Alerts.Find(IdOf(kept)) is { State: not AlertState.Retracted } cured)
            {
                Retract(writer, cured);
            }

            return;
        }

        var block = KeptRecords.FirstPast(known, row)?.At.Block;
        var state = block is not { } at ? AlertState.Provisional
            : writer.Blocks.Final is { } final && at.Number <= final.Number ? AlertState.Final
            : AlertState.Raised;
        Put(writer, kept, ReportFork.Find(journaled, refused), state, block);
    }

    private void Put(IStoreWriter writer, SuspectRow kept, Finding finding, AlertState state, BlockRef? deciding)
    {
        var known = writer.Alerts.Find(IdOf(kept));
        var body = AlertBody.Of(context.On(writer), finding, known).Write();
        var alert = new AlertRow(0, IdOf(kept), finding.Rule, state, kept.Pool, kept.Reporter, deciding, body, checked((long)context.Now));
        writer.Alerts.Put(alert);
        if (state is not AlertState.Provisional && known is not { State: AlertState.Raised or AlertState.Final })
        {
            _notices.Raise(writer, alert);
        }
    }

    private void Retract(IStoreWriter writer, AlertRow alert)
    {
        var retracted = alert with { State = AlertState.Retracted, Deciding = null, UpdatedAt = checked((long)context.Now) };
        writer.Alerts.Put(retracted);
        if (alert.State is AlertState.Raised or AlertState.Final)
        {
            _notices.Retract(writer, retracted);
        }
    }

    private static Hash32 IdOf(SuspectRow kept) =>
        StoreKeys.Of(kept.Reason is SuspectReason.Fork ? ReportFork.Rule : ReportGap.Rule, kept.RecordId);
}
