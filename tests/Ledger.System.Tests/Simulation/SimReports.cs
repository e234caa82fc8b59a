// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.SystemTests.Simulation;

/// <summary>What a licensee hands in in batches, what it was promised for that, and what must be true of its promises.</summary>
internal sealed class SimReports(SimChain chain, SimLedger ledger, SimWorld world, SimClock clock, Random random)
{
    private const int MostStreams = 3;

    private readonly List<SimReport> _sent = [];
    private readonly HashSet<Hash32> _ids = [];
    private readonly Dictionary<Hash32, TakenReport> _promised = [];
    private readonly List<IReadOnlyList<SimReport>> _unanswered = [];

    /// <summary>Records whose promises were found to be signed by the key of their epoch.</summary>
    private readonly HashSet<Hash32> _signed = [];

    /// <summary>How many batches of several reports were answered.</summary>
    public int Batches { get; private set; }

    /// <summary>How many batches stood in line while another one was taken.</summary>
    public int InLine { get; private set; }

    /// <summary>How many reports got their promise when they were sent again.</summary>
    public int PromisedLater { get; private set; }

    /// <summary>How many reports were corrected when it was last looked at.</summary>
    public int Corrections { get; private set; }

    /// <summary>The licensee opens a stream, sends again what nobody answered, or sends a batch or two.</summary>
    public async Task<string> SendAsync()
    {
        var filing = await ledger.Store.ReadAsync(reader => new SimFiling(reader, world, clock, random));
        if (filing.Streams < MostStreams && (filing.Streams == 0 || random.Next(8) == 0))
        {
            return $"stream: {await world.OpenStreamAsync(world.Licensees[0])}";
        }

        if (_unanswered.Count > 0 && random.Next(2) == 0)
        {
            var again = _unanswered[random.Next(_unanswered.Count)];
            return $"a batch that nobody answered is sent again: {Said(await SendAgainAsync(again))}";
        }

        var first = filing.Batch();
        if (random.Next(3) > 0)
        {
            return $"batch {Judged(first, await SendAsync(first))}";
        }

        return await SendAsync(first, filing.Batch());
    }

    /// <summary>Takes back one of two reports for the same place.</summary>
    public async Task<string> TakeBackAsync()
    {
        if (await ledger.Store.ReadAsync(reader => reader.Suspects.List(world.Pool, null, null, 0, int.MaxValue)) is not [.., var suspect])
        {
            return "nothing to take back";
        }

        var report = new RecordId(random.Next(2) == 0 ? suspect.RecordId : suspect.Against ?? suspect.RecordId);
        var taken = await world.HandInAsync(
            new ReportVoid(new LicenseId(world.License), new PartyId(world.Licensees[0].Id), report, await world.RecentAsync(), world.Salt()), world.Licensees[0]);
        return $"report taken back: {taken.IsDone}";
    }

    /// <summary>In the end all is sent once more, whatever was said of it: what has a promise gets no other.</summary>
    public async Task SendAllAgainAsync() => await SendAgainAsync([.. _sent]);

    /// <summary>Every report is where it was promised, once; nothing is there that nobody sent; and corrections show as they are.</summary>
    /// <param name="whole">Whether the index of reports must have come to the journal's end.</param>
    public Task<bool> CheckAsync(bool whole = false) => ledger.Store.ReadAsync(reader =>
    {
        var rows = reader.Journal.List(new RecordFilter(Pool: world.Pool), 0, int.MaxValue);
        Assert.Equal(rows.Count, rows.Select(row => row.RecordId).Distinct().Count());
        Assert.All(rows, row => AssertPromised(row));
        foreach (var (id, taken) in _promised)
        {
            var promise = ActJson.Read<Promise>(taken.Promise.Span);
            var there = reader.Journal.At(world.Pool, promise.Epoch, promise.Index);
            Assert.True(there is not null && there.RecordId == id, $"report {id} was promised place {promise.Index} of epoch {promise.Epoch}, where {there?.RecordId} stands");
            AssertSame(taken, TakenReport.Of(there!));
        }

        var reports = rows.Where(row => row.Kind == RecordKind.UsageReport).ToList();
        Assert.Subset(_ids, reports.Select(row => row.RecordId).ToHashSet());
        Assert.All(reports.GroupBy(row => row.Stream!.Value), AssertInOrder);
        Corrections = SimCorrections.Check(reader, world.Pool, new LicenseId(world.License), whole);
        return true;
    });

    private async Task<IReadOnlyList<Outcome<TakenReport>>> SendAsync(IReadOnlyList<SimReport> batch)
    {
        _sent.AddRange(batch.Where(report => _ids.Add(report.Report.Id.Value)));
        _unanswered.Add(batch);
        var outcomes = await TakeAsync(batch);
        _unanswered.Remove(batch);
        return outcomes;
    }

    /// <summary>Two batches at once: the promises of the second are drafted while the first waits for its turn, and it goes on where that one ends.</summary>
    private async Task<string> SendAsync(IReadOnlyList<SimReport> first, IReadOnlyList<SimReport> second)
    {
        using var line = new SimLine();
        ledger.Store.Line = line;
        var one = SendAsync(first);
        await line.ArrivalAsync(one);
        var two = SendAsync(second);
        await line.ArrivalAsync(two);
        ledger.Store.Line = null;
        line.Call();
        await ((Task)one).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (one.Exception?.InnerException is SimCrashException crash)
        {
            line.Fall(crash);
        }

        line.Call();
        var behind = await two;
        InLine++;
        var said = $"batch {Judged(first, await one)}, and behind it ";
        return said + Judged(second, behind); // it counts on all that went before it
    }

    /// <summary>What was said of a batch that was written for the log as it stood: each report is taken, or refused for its flaw, or all for the weather.</summary>
    private static string Judged(IReadOnlyList<SimReport> batch, IReadOnlyList<Outcome<TakenReport>> outcomes)
    {
        foreach (var (outcome, report) in outcomes.Zip(batch))
        {
            var said = outcome.IsDone ? null : outcome.Refusal.Code;
            Assert.True(said == report.Flaw || SimWorld.Weather.Contains(said), $"report {report.Report.Sequence} of {report.Report.Stream.Value}: {said ?? "taken"}, and not {report.Flaw ?? "taken"}");
        }

        return Said(outcomes);
    }

    private async Task<IReadOnlyList<Outcome<TakenReport>>> SendAgainAsync(IReadOnlyList<SimReport> batch)
    {
        var kept = await ledger.Store.ReadAsync(reader => batch.Select(report => reader.Journal.Find(report.Report.Id.Value)).ToList());
        var promised = _promised.Count;
        var outcomes = await TakeAsync(batch);
        Assert.All(outcomes.Zip(kept).Where(one => one.Second is not null), one => AssertSame(TakenReport.Of(one.Second!), one.First.Value!));
        PromisedLater += _promised.Count - promised;
        _unanswered.Remove(batch);
        return outcomes;
    }

    private async Task<IReadOnlyList<Outcome<TakenReport>>> TakeAsync(IReadOnlyList<SimReport> batch)
    {
        var intake = ledger.Open.UsageIntake;
        var outcomes = await intake.TakeAsync([.. batch.Select(report => intake.Read(report.Request))], Caller.Host, SimWorld.Language, default);
        Batches += batch.Count > 1 ? 1 : 0;
        foreach (var (outcome, report) in outcomes.Zip(batch).Where(one => one.First.IsDone))
        {
            Assert.Equal(report.Report.Id.Value, outcome.Value!.Id);
            if (!_promised.TryAdd(outcome.Value.Id, outcome.Value))
            {
                AssertSame(_promised[outcome.Value.Id], outcome.Value);
            }
        }

        return outcomes;
    }

    /// <summary>The promise kept with a record is of its place, and signed by the log key of that epoch.</summary>
    private void AssertPromised(JournalRow row)
    {
        var (promise, signature) = Journaling.ReadPromise(row);
        Assert.Equal((new PoolId(row.Pool), row.Epoch, row.Index, row.Leaf), (promise.Pool, promise.Epoch, promise.Index, promise.Leaf));
        if (_signed.Add(row.RecordId))
        {
            Assert.True(Secp256k1.TryRecover(promise.Digest(SimLedger.Contracts.Domain(ContractName.UsageLog)), signature, out var key));
            Assert.Equal(SimPromises.LogKey(chain, row.Pool, row.Epoch, world.LogKeys[0].Address), key);
        }
    }

    private static void AssertInOrder(IEnumerable<JournalRow> stream)
    {
        var before = default(RecordId);
        foreach (var (at, row) in stream.Index())
        {
            var report = ActJson.Read<UsageReport>(row.Body);
            Assert.Equal(((ulong)at + 1, before), (report.Sequence, report.Previous));
            before = report.Id;
        }
    }

    private static void AssertSame(TakenReport promised, TakenReport shown) =>
        Assert.True(promised.Id == shown.Id && promised.Promise.Span.SequenceEqual(shown.Promise.Span) && promised.Signature == shown.Signature, $"report {promised.Id} has two promises");

    private static string Said(IReadOnlyList<Outcome<TakenReport>> outcomes) =>
        string.Join(", ", outcomes.Select(outcome => outcome.IsDone ? "taken" : outcome.Refusal.Code));
}
