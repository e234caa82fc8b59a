// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Custody;

namespace Ledger.Store.Tests.Custody;

public sealed class CustodyTests
{
    [Theory, EveryStore]
    public async Task Entries_come_back_in_order_per_document_and_over_all(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Custody.Append(Entry("a", "read"));
            store.Custody.Append(Entry("b", "read"));
            store.Custody.Append(Entry("a", "erased"));
        });
        Assert.Equal(["read", "erased"], (await it.ReadAsync(store => store.Custody.Of(Some.Hash("a"), 0, 10))).Select(row => row.What));
        Assert.Equal("erased", (await it.ReadAsync(store => store.Custody.Last(Some.Hash("a"))))!.What);
        var all = await it.ReadAsync(store => store.Custody.After(0, 2));
        Assert.Equal([1L, 2L], all.Select(row => row.Seq));
        Assert.Equal([3L], (await it.ReadAsync(store => store.Custody.After(2, 2))).Select(row => row.Seq));
        Assert.Equal(Entry("b", "read") with { Seq = 2, Detail = all[1].Detail }, all[1]);
        Assert.Null(await it.ReadAsync(store => store.Custody.Last(Some.Hash("c"))));
    }

    [Theory, EveryStore]
    public async Task An_act_is_linked_to_a_document_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Custody.Link(Some.Hash("a"), Some.Hash("grant"));
            store.Custody.Link(Some.Hash("a"), Some.Hash("grant"));
            store.Custody.Link(Some.Hash("a"), Some.Hash("amendment"));
        });
        Assert.Equal([Some.Hash("grant"), Some.Hash("amendment")], await it.ReadAsync(store => store.Custody.ActsOf(Some.Hash("a"))));
        Assert.Equal([2L], (await it.ReadAsync(store => store.Custody.Links(1, 10))).Select(link => link.Seq));
    }

    private static CustodyRow Entry(string document, string what) =>
        new(0, Some.Hash(document), what, Some.Hash("party"), "key", 1_000, Some.Bytes("{}"), Some.Hash(document + what));
}
