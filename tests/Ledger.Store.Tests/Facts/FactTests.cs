// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Tests.Facts;

public sealed class FactTests
{
    [Theory, EveryStore]
    public async Task A_fact_comes_back_as_it_went_in(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var fact = Some.Fact(4, "pool", "party");
        var kept = Assert.Single((await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [fact])))!);
        var read = (await it.ReadAsync(store => store.Facts.Find(kept.Seq)))!;
        Assert.Equal(
            (Some.Ref(1), Some.Block(1).Time, 4u, fact.Transaction, fact.Address, fact.Kind, false),
            (read.Block, read.Time, read.EventIndex, read.Transaction, read.Address, read.Kind, read.Retracted));
        Assert.Equal(fact.Topics, read.Topics);
        Assert.Equal(fact.Data, read.Data);
        Assert.Equal(fact.Subjects, await it.ReadAsync(store => store.Facts.SubjectsOf(kept.Seq)));
    }

    [Theory, EveryStore]
    public async Task A_subject_has_its_facts_in_the_order_of_the_chain(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "a"), Some.Fact(1, "b"), Some.Fact(2, "a", "b")]));
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "a")]));
        var facts = await it.ReadAsync(store => store.Facts.Of(Some.Hash("a")));
        Assert.Equal([(1UL, 0u), (1UL, 2u), (2UL, 0u)], facts.Select(fact => (fact.Block.Number, fact.EventIndex)));
        Assert.Equal(facts.Select(fact => fact.Seq).Order(), facts.Select(fact => fact.Seq));
        Assert.Equal(facts[^1].Seq, (await it.ReadAsync(store => store.Facts.Before(Some.Hash("a"), long.MaxValue, 1)))[0].Seq);
        Assert.Empty(await it.ReadAsync(store => store.Facts.Before(Some.Hash("c"), long.MaxValue, 1)));
        await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(2)));
        Assert.Equal(facts[1].Seq, (await it.ReadAsync(store => store.Facts.Before(Some.Hash("a"), long.MaxValue, 1)))[0].Seq);
    }

    [Theory, EveryStore]
    public async Task A_fact_filed_twice_under_one_subject_is_found_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "a", "a")]));
        Assert.Single(await it.ReadAsync(store => store.Facts.Of(Some.Hash("a"))));
    }

    [Theory, EveryStore]
    public async Task The_facts_of_a_retracted_block_are_marked_and_stay(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), []));
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "a")]));
        await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(2)));
        Assert.Empty(await it.ReadAsync(store => store.Facts.Of(Some.Hash("a"))));
        Assert.Empty(await it.ReadAsync(store => store.Facts.After(0, 10)));
        Assert.Equal(0, await it.ReadAsync(store => store.Facts.Count));
        Assert.True(Assert.Single(await it.ReadAsync(store => store.Facts.InBlock(Some.Ref(2).Hash))).Retracted);
    }

    [Theory, EveryStore]
    public async Task A_fact_that_moves_to_another_block_gets_a_new_number(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), []));
        var before = (await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "a")])))![0];
        await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(2)));
        var after = (await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2, "b", ""), [Some.Fact(0, "a")])))![0];
        Assert.True(after.Seq > before.Seq);
        Assert.Equal(after.Seq, Assert.Single(await it.ReadAsync(store => store.Facts.Of(Some.Hash("a")))).Seq);
    }

    [Theory, EveryStore]
    public async Task Facts_are_read_page_by_page(string engine)
    {
        await using var it = await ManyAsync(engine, 25);
        var seen = new List<long>();
        for (var after = 0L; ;)
        {
            var page = await it.ReadAsync(store => store.Facts.After(after, 10));
            seen.AddRange(page.Select(fact => fact.Seq));
            if (page.Count < 10)
            {
                break;
            }

            after = page[^1].Seq;
        }

        Assert.Equal(25, seen.Distinct().Count());
    }

    [Theory, EveryStore]
    public async Task Facts_are_read_by_kind(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0), Some.Fact(1) with { Kind = "PartyOpened" }]));
        Assert.Equal(1u, Assert.Single(await it.ReadAsync(store => store.Facts.After(0, 10, "PartyOpened"))).EventIndex);
    }

    [Theory, EveryStore]
    public async Task Two_facts_cannot_share_a_place_in_a_block(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0), Some.Fact(0)])));
        Assert.Null(await it.ReadAsync(store => store.Blocks.Head));
    }

    internal static async Task<StoreUnderTest> ManyAsync(string engine, uint count)
    {
        var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(
            Some.Block(1), [.. Enumerable.Range(0, (int)count).Select(i => Some.Fact((uint)i, "all", $"one {i}"))]));
        return it;
    }
}
