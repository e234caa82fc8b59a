// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Projections;

namespace Ledger.Store.Tests.Projections;

public sealed class ProjectionTests
{
    [Theory, EveryStore]
    public async Task A_row_comes_back_as_it_went_in(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var row = Some.Projection("a", 5, "pool", "party", "CN");
        await it.WriteAsync(store => store.Projections.Put(row));
        var read = (await it.ReadAsync(store => store.Projections.Find("license", row.Id))).GetValueOrDefault();
        Assert.Equal(row with { Body = read.Body }, read);
        Assert.Equal(row.Body, read.Body);
    }

    [Theory, EveryStore]
    public async Task The_same_id_may_stand_in_two_kinds(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Projections.Put(Some.Projection("a", 1));
            store.Projections.Put(Some.Projection("a", 1, kind: "pool"));
        });
        Assert.Equal(2, (await it.ReadAsync(store => store.Projections.All().ToList())).Count);
    }

    [Theory, EveryStore]
    public async Task Putting_again_replaces(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Projections.Put(Some.Projection("a", 1, pool: "p")));
        await it.WriteAsync(store => store.Projections.Put(Some.Projection("a", 1) with { Body = Some.Bytes("new") }));
        var read = await it.ReadAsync(store => store.Projections.Find("license", Some.Hash("a")));
        Assert.Equal(Some.Bytes("new"), read?.Body.ToArray());
        Assert.Null(read?.Pool);
    }

    [Theory, EveryStore]
    public async Task A_rows_bytes_may_lie_in_the_midst_of_a_buffer_that_is_used_again(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var buffer = Some.Bytes("--row--");
        await it.WriteAsync(store =>
        {
            store.Projections.Put(Some.Projection("a", 1) with { Body = buffer.AsMemory(2, 3) });
            Array.Clear(buffer);
        });
        Assert.Equal(Some.Bytes("row"), (await it.ReadAsync(store => store.Projections.Find("license", Some.Hash("a"))))?.Body.ToArray());
    }

    [Theory, EveryStore]
    public async Task A_removed_row_is_gone(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Projections.Put(Some.Projection("a", 1)));
        Assert.True(await it.WriteAsync(store => store.Projections.Remove("license", Some.Hash("a"))));
        Assert.False(await it.WriteAsync(store => store.Projections.Remove("license", Some.Hash("a"))));
        Assert.Null(await it.ReadAsync(store => store.Projections.Find("license", Some.Hash("a"))));
    }

    [Theory]
    [InlineData(null, null, null, "abcd")]
    [InlineData("p", null, null, "ab")]
    [InlineData(null, "x", null, "ac")]
    [InlineData(null, null, "CN", "ad")]
    [InlineData("p", "x", null, "a")]
    [InlineData("p", null, "US", "b")]
    [InlineData(null, "x", "DE", "c")]
    [InlineData("p", "x", "CN", "a")]
    public async Task Rows_are_listed_by_any_filter(string? pool, string? party, string? tag, string expected)
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await it.WriteAsync(store =>
        {
            store.Projections.Put(Some.Projection("a", 1, "p", "x", "CN"));
            store.Projections.Put(Some.Projection("b", 2, "p", "y", "US"));
            store.Projections.Put(Some.Projection("c", 3, "q", "x", "DE"));
            store.Projections.Put(Some.Projection("d", 4, null, null, "CN"));
        });
        var filter = new ProjectionFilter(Some1(pool), Some1(party), tag);
        var rows = await it.ReadAsync(store => store.Projections.List("license", filter, 0, 10));
        Assert.Equal(expected.Select(c => Some.Hash(c.ToString())), rows.Select(row => row.Id));
        Assert.Equal(expected.Length, await it.ReadAsync(store => store.Projections.Count("license", filter)));

        static Hash32? Some1(string? name) => name is null ? null : Some.Hash(name);
    }

    [Theory, EveryStore]
    public async Task A_page_never_parts_rows_born_of_one_fact(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            foreach (var (id, seq) in new[] { ("a", 1L), ("b", 2L), ("c", 2L), ("d", 2L), ("e", 3L) })
            {
                store.Projections.Put(Some.Projection(id, seq));
            }
        });
        var first = await it.ReadAsync(store => store.Projections.List("license", default, 0, 2));
        Assert.Equal([1, 2, 2, 2], first.Select(row => row.FirstSeq));
        var second = await it.ReadAsync(store => store.Projections.List("license", default, first[^1].FirstSeq, 2));
        Assert.Equal([Some.Hash("e")], second.Select(row => row.Id));
    }

    [Theory, EveryStore]
    public async Task All_rows_come_by_kind_and_id(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            foreach (var id in new[] { "z", "a", "m" })
            {
                store.Projections.Put(Some.Projection(id, 1, kind: "pool"));
                store.Projections.Put(Some.Projection(id, 1));
            }
        });
        var rows = await it.ReadAsync(store => store.Projections.All().ToList());
        Assert.Equal(rows.OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Id), rows);
    }

    [Theory, EveryStore]
    public async Task Clearing_leaves_nothing(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Projections.Put(Some.Projection("a", 1)));
        await it.WriteAsync(store => store.Projections.Clear());
        Assert.Empty(await it.ReadAsync(store => store.Projections.All().ToList()));
    }
}
