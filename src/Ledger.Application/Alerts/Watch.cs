// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Notifying;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Alerts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.Application.Alerts;

/// <summary>Runs the watch rules over observations: provisional when journaled, raised in the block that anchors them.</summary>
internal sealed class Watch(LedgerContext context)
{
    private const int Batch = 1_000;

    private readonly Notices _notices = new(context);
    private readonly StreamWatch _streams = new(context);
    private readonly PromiseWatch _promises = new(context);
    private readonly KeyWatch _keys = new(context);

    /// <summary>What a journaled observation gives rise to at once.</summary>
    public void Suspect(IStoreWriter writer, JournalRow record) => Put(writer, record, deciding: null);

    /// <summary>A block has come: whatever hangs on chain time alone.</summary>
    public void Pass(IStoreWriter writer) => _promises.Pass(writer);

    /// <summary>Judges every observation that the checkpoint is the first to cover, as the chain knows things in that block, and the promises to anchor them.</summary>
    public void Decide(IStoreWriter writer, CheckpointAnchored checkpoint)
    {
        _promises.Look(writer, checkpoint);
        var epochs = UsageEpochs.Of(context.On(writer), checkpoint.Act.Pool);
        var size = checkpoint.Act.Size;
        for (var from = checkpoint.OldSize; from < size; from += Batch)
        {
            var to = Math.Min(from + Batch, size);
            _keys.Look(writer, epochs, checkpoint, from, to);
            var others = epochs.OtherThanReports(writer, checkpoint.Act.Epoch, from, to);
            foreach (var record in others)
            {
                Put(writer, record, checkpoint.At.Block);
            }

            _streams.Look(writer, others, epochs.Forks(writer, checkpoint.Act.Epoch, from, to));
        }
    }

    /// <summary>The checkpoint is gone with its block: forks are judged anew that it had raised, or cured, and promises that it was late for.</summary>
    public void Undecide(IStoreWriter writer, CheckpointAnchored checkpoint)
    {
        _promises.Look(writer, checkpoint);
        var epochs = UsageEpochs.Of(context.On(writer), checkpoint.Act.Pool);
        var (epoch, from, to) = (checkpoint.Act.Epoch, checkpoint.OldSize, checkpoint.Act.Size);
        _streams.Look(writer, epochs.OtherThanReports(writer, epoch, from, to), epochs.Forks(writer, epoch, from, to));
    }

    /// <summary>The block is gone: what it decided is open again where the record is still journaled.</summary>
    public void Undecide(IStoreWriter writer, BlockRef block)
    {
        foreach (var alert in writer.Alerts.DecidedIn(block.Hash))
        {
            var journaled = writer.Journal.Find(AlertBody.Read(alert.Body).Records[0].Record) is not null;
            var undecided = alert with
            {
                State = journaled ? AlertState.Provisional : AlertState.Retracted,
                Deciding = null,
                UpdatedAt = Now,
            };
            writer.Alerts.Put(undecided);
            _notices.Retract(writer, undecided);
        }
    }

    public void Finalize(IStoreWriter writer, ulong number)
    {
        foreach (var alert in writer.Alerts.RaisedUpTo(number))
        {
            writer.Alerts.Put(alert with { State = AlertState.Final, UpdatedAt = Now });
        }
    }

    private long Now => checked((long)context.Now);

    private void Put(IStoreWriter writer, JournalRow record, BlockRef? deciding)
    {
        if (record.Kind is not RecordKind.Observation)
        {
            return;
        }

        var observation = ActJson.Read<Observation>(record.Body);
        var id = StoreKeys.Of(NoLicense.Rule, record.RecordId);
        var finding = NoLicense.Judge(observation, Licenses(context.On(writer), observation), context.On(writer).License, Schedules(context.On(writer), observation));
        var known = writer.Alerts.Find(id);
        if (finding is not null)
        {
            var alert = new AlertRow(
                0,
                id,
                finding.Rule,
                deciding is null ? AlertState.Provisional : AlertState.Raised,
                observation.Pool.Value,
                observation.Subject.IsZero ? null : observation.Subject.Value,
                deciding,
                AlertBody.Of(context.On(writer), finding, known).Write(),
                Now);
            writer.Alerts.Put(alert);
            if (deciding is not null && known is not { State: AlertState.Raised or AlertState.Final })
            {
                _notices.Raise(writer, alert);
            }
        }
        else if (known is { State: AlertState.Provisional or AlertState.Raised })
        {
            var retracted = known with { State = AlertState.Retracted, Deciding = null, UpdatedAt = Now };
            writer.Alerts.Put(retracted);
            if (known.State is AlertState.Raised)
            {
                _notices.Retract(writer, retracted);
            }
        }
    }

    private static List<Domain.Licenses.LicenseHistory> Licenses(Known known, Observation observation) =>
        observation.Subject.IsZero
            ? []
            : [.. known.File(observation.Pool, observation.Subject).Licenses.Select(known.License)];

    private List<ScheduledPatents> Schedules(Known known, Observation observation)
    {
        List<ScheduledPatents> schedules = [];
        foreach (var schedule in known.Pool(observation.Pool).Schedules.Values)
        {
            // A patent was in force before the pool first listed it: what was seen earlier is held against the first list.
            var revision = schedule.AsOf(observation.ObservedAt) ?? schedule.Revisions[0];
            schedules.Add(new ScheduledPatents(
                revision, [.. context.Lists.Of(known.Store, schedule, revision.Act.Revision) ?? []]));
        }

        return schedules;
    }
}

/// <summary>What the store keeps with an alert.</summary>
internal sealed record AlertBody(
    IReadOnlyList<AlertRecordView> Records,
    string Reason,
    IReadOnlyDictionary<string, string> Args,
    IReadOnlyList<string> Assumptions,
    bool Acknowledged)
{
    public static AlertBody Of(Known known, Finding finding, AlertRow? before) => new(
        [.. finding.Records.Select(id => new AlertRecordView(id, KindOf(known, id)))],
        finding.Reason.Code,
        finding.Reason.Args,
        [.. finding.Assumptions.Select(assumption => assumption.Code)],
        before is not null && Read(before.Body).Acknowledged);

    public static AlertBody Read(byte[] body) => JsonSerializer.Deserialize<AlertBody>(body, LedgerJson.Options)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Options);

    private static string KindOf(Known known, Hash32 id) =>
        known.Store.Journal.Find(id) is { } record
            ? record.Kind.ToString()
            : known.Store.Suspects.Find(id) is not null ? UsageReport.TypeName
            : known.Store.Facts.Of(id) is [var row, ..] && known.Decode(row) is Fact fact ? fact.Recorded.Kind.ToString() : "";
}
