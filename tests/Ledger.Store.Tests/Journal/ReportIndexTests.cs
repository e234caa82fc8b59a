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
            return true;
        });

        await it.ReadAsync(store =>
        {
            Assert.Equal(3, store.Reports.Through);
            Assert.Equal([1, 2, 3], Found(store, default));
            Assert.Equal([2, 3], Found(store, default, after: 1));
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

    private static IEnumerable<long> Found(IStoreReader store, ReportFilter filter, long after = 0) => store.Reports.List(filter, after, 10).Select(report => report.Seq);

    private static IndexedReport Report(long seq, string id, ulong start, ulong end, string license = "license") =>
        new(seq, Some.Hash(id), Some.Hash("pool"), Some.Hash(license), Some.Hash("reporter"), start, end, 3, null, 150, [7, 8]);
}
