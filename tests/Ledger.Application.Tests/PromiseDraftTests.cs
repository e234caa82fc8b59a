// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

/// <summary>Promises are signed ahead of the writer's turn, and only those of the turn are ever given.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class PromiseDraftTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";

    [Fact]
    public async Task Every_promise_is_of_the_place_that_its_record_has_whatever_came_between()
    {
        const int Streams = 6, Batches = 4, Size = 12;
        await using var test = await TestLedger.StartAsync(template);
        var (context, lines) = (test.Ledger.Context, Records.Lines(1));
        var draft = await test.ReportAsync(Harbor, lines);
        var streams = await test.FillAsync(Streams);
        var reporting = streams.Select(stream => Task.Run(async () =>
        {
            List<Outcome<TakenReport>> outcomes = [];
            var (sequence, previous) = (0UL, default(RecordId));
            for (var batch = 0; batch < Batches; batch++)
            {
                List<IncomingReport> reports = [];
                for (var i = 0; i < Size; i++)
                {
                    var report = draft with { Stream = new RecordId(stream), Sequence = ++sequence, Previous = previous, Salt = Records.Salt() };
                    previous = report.Id;
                    reports.Add(test.Ledger.UsageIntake.Read(test.Sign(report, lines, Harbor)));
                    if (i == Size / 2)
                    {
                        reports.Add(test.Ledger.UsageIntake.Read(test.Sign(report with { Sequence = sequence + 5 }, lines, Harbor))); // a gap, which is refused
                    }
                }

                outcomes.AddRange(await test.Ledger.UsageIntake.TakeAsync(reports, Caller.Host, RefusalTexts.English, CancellationToken.None));
            }

            return outcomes;
        })).ToList();
        for (var i = 0; i < Streams * Batches; i++)
        {
            var opening = new StreamOpening(new PoolId((await test.PoolAsync()).Id), test.Party(Harbor), $"Between {i}", draft.RecentBlock, Records.Salt());
            TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(opening, Harbor), CancellationToken.None));
        }

        var taken = (await Task.WhenAll(reporting)).SelectMany(outcomes => outcomes).ToList();
        Assert.Equal(Streams * Batches, taken.Count(outcome => !outcome.IsDone));
        var (logKey, domain) = ((await test.PoolAsync()).LogKey, context.Contracts.Domain(ContractName.UsageLog));
        foreach (var report in taken.Where(outcome => outcome.IsDone).Select(outcome => outcome.Value!))
        {
            var promise = ActJson.Read<Promise>(report.Promise.Span);
            Assert.True(Secp256k1.TryRecover(promise.Digest(domain), report.Signature, out var signer));
            Assert.Equal(logKey, signer);
            var row = await context.Store.ReadAsync(reader => reader.Journal.At(promise.Pool.Value, promise.Epoch, promise.Index));
            Assert.Equal((report.Id, promise.Leaf), (row!.RecordId, row.Leaf));
        }

        await test.CheckAll();
    }

    [Fact]
    public async Task Places_stand_behind_all_that_are_in_line_and_follow_the_log_once_a_turn_is_over()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (context, pool) = (test.Ledger.Context, new PoolId((await test.PoolAsync()).Id));
        var present = await context.Store.ReadAsync(reader => UsageEpochs.Of(context.On(reader), pool).Present);
        var drafts = new PromiseDrafts(context);
        var first = Draft(3);
        var second = Draft(2);
        var third = Draft(4);
        Assert.Equal([0UL, 3, 5], new[] { first, second, third }.Select(places => places.First));
        second.Dispose(); // all of it was refused
        using (var fourth = Draft(1))
        {
            Assert.Equal(7UL, fourth.First);
        }

        first.Settle(10); // the log had others too
        using var fifth = Draft(1);
        Assert.Equal(14UL, fifth.First);
        third.Settle(14);
        first.Settle(10); // heard of late
        using var sixth = Draft(1);
        Assert.Equal(15UL, sixth.First);
        first.Dispose();
        third.Dispose();

        PromiseDrafts.Places Draft(int count) => drafts.Draft(pool, present, 1, Enumerable.Range(0, count).Select(_ => NewRecordOf(test, pool)).ToList())!;
    }

    [Fact]
    public async Task Who_took_his_places_later_stands_in_line_later()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (context, pool) = (test.Ledger.Context, new PoolId((await test.PoolAsync()).Id));
        var present = await context.Store.ReadAsync(reader => UsageEpochs.Of(context.On(reader), pool).Present);
        var drafts = new PromiseDrafts(context);
        List<int> line = [];
        var places = Enumerable.Range(0, 5).Select(_ => drafts.Draft(pool, present, 1, [NewRecordOf(test, pool)])!).ToList();
        var turns = new[] { 4, 2, 3, 1 }.Select(i => places[i].StandInLineAsync(() => Stand(i))).ToList();
        Assert.Empty(line);
        places[0].Dispose(); // lets go without standing in line at all
        await Task.WhenAll(turns);
        Assert.Equal([1, 2, 3, 4], line);

        Task<int> Stand(int i)
        {
            lock (line)
            {
                line.Add(i);
            }

            return Task.FromResult(i);
        }
    }

    [Fact]
    public async Task A_draft_is_given_where_it_says_what_the_turn_says_and_nowhere_else()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (context, pool) = (test.Ledger.Context, new PoolId((await test.PoolAsync()).Id));
        var (epochs, size, time) = await context.Store.ReadAsync(reader =>
        {
            var epochs = UsageEpochs.Of(context.On(reader), pool);
            return (epochs, epochs.Size(reader, epochs.Present), reader.Blocks.Head!.Time);
        });
        var drafts = new PromiseDrafts(context);
        await AssertAsync(isGiven: size == 0);
        await AssertAsync(isGiven: true); // the drafts know the log by now
        await AssertAsync(isGiven: false, draft => draft with { Key = test.Key("alliance").Signer.Address });
        await AssertAsync(isGiven: false, draft => draft with { Promise = draft.Promise with { AnchorBy = draft.Promise.AnchorBy + 1 } });
        await AssertAsync(isGiven: false, draft => draft with { Promise = draft.Promise with { Index = draft.Promise.Index + 1 } });
        await AssertAsync(isGiven: false, draft => draft with { Promise = draft.Promise with { Leaf = Records.Salt() } });
        await AssertAsync(isGiven: true);

        async Task AssertAsync(bool isGiven, Func<PromiseDraft, PromiseDraft>? other = null)
        {
            var record = NewRecordOf(test, pool);
            using var places = drafts.Draft(pool, epochs.Present, time, [record])!;
            record.Draft = other?.Invoke(record.Draft!) ?? record.Draft;
            var rows = await context.Store.WriteAsync(writer => new Journaling(context).Append(writer, pool, epochs, [record]));
            places.Settle(rows[0].Index + 1);
            Assert.Equal(isGiven, ReferenceEquals(record.Draft!.Written, rows[0].Promise));
            var (promise, signature) = Journaling.ReadPromise(rows[0]);
            Assert.Equal((rows[0].Index, rows[0].Leaf, Journaling.AnchorBy(context, time)), (promise.Index, promise.Leaf, promise.AnchorBy));
            Assert.True(Secp256k1.TryRecover(promise.Digest(context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer));
            Assert.Equal(epochs.Present.LogKey, signer);
        }
    }

    [Fact]
    public async Task A_draft_counts_from_when_it_was_made_but_never_from_before_the_head()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (context, pool) = (test.Ledger.Context, new PoolId((await test.PoolAsync()).Id));
        var (epochs, time) = await context.Store.ReadAsync(reader => (UsageEpochs.Of(context.On(reader), pool), reader.Blocks.Head!.Time));
        var ahead = TimeSpan.FromSeconds(checked((long)time - (long)context.Now));
        foreach (var (drafted, given) in new[] { (ahead + TimeSpan.FromSeconds(5), true), (ahead - TimeSpan.FromSeconds(5), false) })
        {
            test.Clock.Move(drafted);
            var record = NewRecordOf(test, pool);
            using var places = new PromiseDrafts(context).Draft(pool, epochs.Present, 0, [record])!;
            var anchorBy = record.Draft!.Promise.AnchorBy;
            record.Draft = record.Draft with { Promise = record.Draft.Promise with { Index = await test.LogSizeAsync() } };
            test.Clock.Move(TimeSpan.FromSeconds(20));
            var rows = await context.Store.WriteAsync(writer => new Journaling(context).Append(writer, pool, epochs, [record]));
            Assert.Equal(given, ReferenceEquals(record.Draft.Written, rows[0].Promise));
            Assert.Equal(given ? anchorBy : Journaling.AnchorBy(context, time), Journaling.ReadPromise(rows[0]).Promise.AnchorBy);
            test.Clock.Move(-drafted - TimeSpan.FromSeconds(20));
        }
    }

    private static NewRecord NewRecordOf(TestLedger test, PoolId pool)
    {
        var key = test.Key(Harbor);
        var opening = new StreamOpening(pool, key.Party!.Value, "Site", Records.Salt(), Records.Salt());
        return NewRecord.Of(opening, opening.Id, key.Signer.Sign(opening.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog))), null);
    }
}
