// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>A report as it was judged outside of the writer.</summary>
/// <param name="Read">The report; null where it could not be read.</param>
/// <param name="Refusal">What speaks against it; null where only the stream is left to judge.</param>
/// <param name="Record">What the journal takes; null where it is refused.</param>
/// <param name="Outside">What of its lines lies outside of the license, the first ones where there are many.</param>
internal sealed record JudgedReport(ReadReport? Read, Refusal? Refusal, NewRecord? Record, IReadOnlyList<(int Line, LineOutside Why)> Outside);

/// <summary>The writer's part of intake, one transaction: streams are judged, indexes assigned, promises signed.</summary>
/// <remarks>What is taken waits until the end, or until somebody has to see it in the journal, and is then appended together.</remarks>
internal sealed class IntakeTurn(
    LedgerContext context, Journaling journaling, IntakeGrounds grounds, IStoreWriter writer, IntakeGround ground, IReadOnlyList<JudgedReport> reports)
{
    private readonly Suspects _suspects = new(context);
    private readonly StreamWatch _watch = new(context);
    private readonly Dictionary<PoolId, List<int>> _waiting = [];
    private readonly HashSet<RecordId> _ids = [];
    private readonly Dictionary<RecordId, StreamHead?> _streams = [];
    private readonly Dictionary<RecordId, ulong> _grown = [];
    private readonly Dictionary<RecordId, bool> _suspected = [];
    private readonly Dictionary<PoolId, Refusal?> _closed = [];
    private readonly Outcome<TakenReport>[] _outcomes = new Outcome<TakenReport>[reports.Count];
    private readonly bool _hasMoved = IntakeGrounds.PlaceOf(writer) != ground.Place;
    private IntakeGround _ground = ground;
    private bool _isGathered;

    /// <summary>Where the last record that was appended stands in its pool's log; null while none was.</summary>
    public (PoolId Pool, ulong Index)? Last { get; private set; }

    /// <summary>The outcomes, in the order of the reports.</summary>
    public IReadOnlyList<Outcome<TakenReport>> Take()
    {
        for (var i = 0; i < reports.Count; i++)
        {
            Take(i, reports[i]);
        }

        Append();
        return _outcomes;
    }

    private void Take(int at, JudgedReport judged)
    {
        if (judged.Refusal is { } refusal)
        {
            if (refusal is RecordBackdated or KeyNotHeld && Again(judged.Read!) is { } before)
            {
                _outcomes[at] = before;
            }
            else
            {
                Refuse(at, judged, refusal);
            }

            return;
        }

        var read = judged.Read!;
        if (_ids.Contains(read.Id))
        {
            Append();
        }

        // What comes next in its stream is not in the journal: so only what does not is looked for there.
        if (Judge(read) is not { } later)
        {
            Wait(at, read);
        }
        else if (writer.Journal.Find(read.Id.Value) is { } same)
        {
            _outcomes[at] = TakenReport.Of(same);
        }
        else
        {
            Refuse(at, judged, later);
        }
    }

    /// <summary>What was taken in time and comes again once its block is too old or its key has ended, as it was signed and lines and all, gets the promise that it had.</summary>
    private TakenReport? Again(ReadReport read) =>
        writer.Journal.Find(read.Id.Value) is { } same && SignerOf(same, read.Report) == read.Signer && UsageLines.Root(read.Lines) == read.Report.LinesRoot
            ? TakenReport.Of(same)
            : null;

    private Address SignerOf(JournalRow row, UsageReport report)
    {
        _ = Signature.TryCreate(row.Signature, out var signature);
        _ = Secp256k1.TryRecover(report.Digest(context.Contracts.Domain(ContractName.UsageLog)), signature, out var key);
        return key;
    }

    private Refusal? Judge(ReadReport read)
    {
        if (_hasMoved)
        {
            if (!_isGathered)
            {
                _ground = grounds.GatherAlone(writer, reports.Where(judged => judged.Read is not null).Select(judged => judged.Read!.Report));
                _isGathered = true;
            }

            // The chain moved on meanwhile: judged again on what it says now.
            if (_ground.Judge(read) is { } later)
            {
                return later;
            }
        }

        var pool = PoolOf(read);
        return StreamHead.Check(EndOf(read.Report.Stream), read.Report)
            ?? CheckCorrection(read.Report)
            ?? (IsSuspected(read.Report.Stream) ? Suspects.CheckTakenBack(writer, read.Report) : null)
            ?? Closed(pool);
    }

    /// <summary>Whether the pool's log takes anything in: asked once a turn.</summary>
    private Refusal? Closed(PoolId pool)
    {
        if (!_closed.TryGetValue(pool, out var refusal))
        {
            _closed.Add(pool, refusal = journaling.Closed(writer, pool, _ground.Epochs(pool)));
        }

        return refusal;
    }

    private void Wait(int at, ReadReport read)
    {
        var report = read.Report;
        var pool = PoolOf(read);
        if (!_waiting.TryGetValue(pool, out var waiting))
        {
            _waiting.Add(pool, waiting = []);
        }

        waiting.Add(at);
        _ids.Add(read.Id);
        _streams[report.Stream] = new StreamHead(report.Sequence, read.Id);
        _grown[report.Stream] = report.Sequence;
    }

    /// <summary>A report that is refused and proves something is kept.</summary>
    private void Refuse(int at, JudgedReport judged, Refusal refusal)
    {
        _outcomes[at] = refusal;
        if (judged.Read is { } read && SuspectReasons.Of(refusal) is not null && _ground.License(read.Report.License).Origin is { Pool: var pool })
        {
            Append();
            _suspects.Keep(writer, pool, read, refusal);
            _suspected.Remove(read.Report.Stream);
        }
    }

    /// <summary>Appends what waits.</summary>
    private void Append()
    {
        foreach (var (pool, waiting) in _waiting)
        {
            var rows = journaling.Append(writer, pool, _ground.Epochs(pool), waiting.ConvertAll(at => reports[at].Record!));
            for (var i = 0; i < rows.Count; i++)
            {
                _outcomes[waiting[i]] = TakenReport.Of(rows[i]);
            }

            Last = (pool, rows[^1].Index);
        }

        foreach (var (stream, last) in _grown.Where(grown => IsSuspected(grown.Key)))
        {
            _watch.Fill(writer, stream.Value, last);
        }

        _waiting.Clear();
        _grown.Clear();
        _ids.Clear();
    }

    private StreamHead? EndOf(RecordId stream)
    {
        if (!_streams.TryGetValue(stream, out var head))
        {
            head = writer.Journal.EndOf(stream.Value) is { } end ? new StreamHead(end.Sequence, new RecordId(end.RecordId)) : null;
            _streams.Add(stream, head);
        }

        return head;
    }

    /// <summary>Whether a report of the stream was ever refused and kept.</summary>
    private bool IsSuspected(RecordId stream)
    {
        if (!_suspected.TryGetValue(stream, out var suspected))
        {
            suspected = writer.Suspects.Count(stream.Value, 1) > 0;
            _suspected.Add(stream, suspected);
        }

        return suspected;
    }

    /// <summary>A correction may be of a report that waits: then that one has to be in the journal first.</summary>
    private Refusal? CheckCorrection(UsageReport report)
    {
        if (report.Supersedes.IsZero)
        {
            return null;
        }

        Append();
        return ReportDecision.CheckCorrection(new LicenseLog(writer, report.License), report);
    }

    private PoolId PoolOf(ReadReport read) => _ground.License(read.Report.License).Origin!.Pool;
}
