// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Store.Journal;

namespace Ledger.Store.Tests.Journal;

public sealed class ReportIndexTests
{
    [Theory, EveryStore]
    public async Task Reports_are_found_by_what_is_looked_for(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Journal.Append(Some.Record("a", 0));
            store.Journal.Append(Some.Record("b", 1));
            store.Journal.Append(Some.Record("c", 0, "other"));
            store.Reports.Add(Report(1, "a", 100, 200));
            store.Reports.Add(Report(2, "b", 200, 300, "other license") with { Supersedes = Some.Hash("a") });
            store.Reports.Add(Report(3, "c", 100, ulong.MaxValue) with { Pool = Some.Hash("other"), Reporter = Some.Hash("other reporter") });
            store.Reports.Reach(3);
            return true;
        });

        await it.ReadAsync(store =>
        {
            Assert.Equal(3, store.Reports.Through);
            Assert.Equal([1, 2, 3], Found(store, default));
            Assert.Equal([2, 3], Found(store, default, after: 1));
            Assert.Equal([3, 2], store.Reports.Before(default, long.MaxValue, 2).Select(report => report.Seq));
            Assert.Equal([1], store.Reports.Before(new ReportFilter(License: Some.Hash("license")), 3, 2).Select(report => report.Seq));
            Assert.Equal([2, 1, 0], [
                store.Reports.CountUnder(Some.Hash("license"), null), store.Reports.CountUnder(Some.Hash("license"), Some.Hash("other reporter")),
                store.Reports.CountUnder(Some.Hash("no license"), null)]);
            Assert.Equal([1], Found(store, new ReportFilter(License: Some.Hash("license"), Pool: Some.Hash("pool"))));
            Assert.Equal([3], Found(store, new ReportFilter(Reporter: Some.Hash("other reporter"))));
            Assert.Equal([1, 3], Found(store, new ReportFilter(To: 200)));
            Assert.Equal([2, 3], Found(store, new ReportFilter(From: 200)));
            Assert.Equal(Some.Hash("b"), store.Reports.CorrectionOf(Some.Hash("a")));
            Assert.Null(store.Reports.CorrectionOf(Some.Hash("b")));
            Assert.Equal([7, 8], store.Reports.List(default, 0, 1)[0].Marks);
            return true;
        });
    }

    [Theory, EveryStore]
    public async Task Other_records_under_a_license_are_found_without_its_reports(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Journal.Append(Some.Record("a", 0) with { Concerns = Some.Hash("license") });
            store.Journal.Append(Some.Record("b", 1, kind: RecordKind.PaymentClaimed) with { Concerns = Some.Hash("license") });
            return store.Journal.Append(Some.Record("c", 2, kind: RecordKind.PaymentClaimed) with { Concerns = Some.Hash("another") });
        });

        Assert.Equal(Some.Hash("b"), Assert.Single(await it.ReadAsync(store => store.Journal.OtherThanReports(Some.Hash("license"), 0, 10))).RecordId);
    }

    [Theory, EveryStore]
    public async Task The_last_record_answers_and_a_sum_stands_in_the_place_of_the_one_before(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var (period, huge) = (Some.Hash("period"), System.Numerics.BigInteger.Pow(2, 300));
        var sum = new PeriodSum(period, Some.Hash("stream"), "CNY", 7, 2, Some.Hash("b"), 2, 5, huge, 9);
        await it.WriteAsync(store =>
        {
            store.Reports.Answer(period, RecordKind.PeriodStatement, 8, Some.Hash("c"));
            store.Reports.Answer(period, RecordKind.PeriodStatement, 9, Some.Hash("d"));
            store.Reports.Put(sum);
            store.Reports.Put(sum with { Reports = 1, Lines = 3 });
            store.Reports.Put(sum with { Stream = Some.Hash("earlier"), FirstSeq = 5 });
            return true;
        });

        await it.ReadAsync(store =>
        {
            Assert.Equal(Some.Hash("d"), store.Reports.AnswerTo(period, RecordKind.PeriodStatement));
            Assert.Null(store.Reports.AnswerTo(period, RecordKind.ReportVoid));
            Assert.Equal([sum with { Stream = Some.Hash("earlier"), FirstSeq = 5 }, sum with { Reports = 1, Lines = 3 }], store.Reports.SumsOf(period));
            Assert.Empty(store.Reports.SumsOf(Some.Hash("another")));
            return true;
        });
    }

    [Theory, EveryStore]
    public async Task What_records_say_is_read_without_what_they_came_with(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var second = await it.WriteAsync(store =>
        {
            store.Journal.Append(Some.Record("a", 0) with { Concerns = Some.Hash("license") });
            return store.Journal.Append(Some.Record("b", 1, kind: RecordKind.ReportVoid) with { Concerns = Some.Hash("license") });
        });

        await it.ReadAsync(store =>
        {
            var said = store.Journal.Message(Some.Hash("b"))!;
            Assert.Equal((second, RecordKind.ReportVoid, Some.Hash("license")), (said.Seq, said.Kind, said.Concerns));
            Assert.Equal(store.Journal.Find(Some.Hash("b"))!.Body, said.Body);
            Assert.Equal([second], store.Journal.Messages(Some.Hash("license"), second - 1, 10).Select(one => one.Seq));
            Assert.Empty(store.Journal.Messages(Some.Hash("another"), 0, 10));
            return true;
        });
    }

    private static IEnumerable<long> Found(IStoreReader store, ReportFilter filter, long after = 0) => store.Reports.List(filter, after, 10).Select(report => report.Seq);

    private static IndexedReport Report(long seq, string id, ulong start, ulong end, string license = "license") =>
        new(seq, Some.Hash(id), Some.Hash("pool"), Some.Hash(license), Some.Hash("reporter"), start, end, 3, null, 150, [7, 8]);
}
