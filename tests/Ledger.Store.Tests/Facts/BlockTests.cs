// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Tests.Facts;

public sealed class BlockTests
{
    [Theory, EveryStore]
    public async Task A_new_store_has_no_head(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        Assert.Null(await it.ReadAsync(store => store.Blocks.Head));
        Assert.Null(await it.ReadAsync(store => store.Blocks.First));
        Assert.Null(await it.ReadAsync(store => store.Blocks.Final));
        Assert.Empty(await it.ReadAsync(store => store.Blocks.Recent(10)));
    }

    [Theory, EveryStore]
    public async Task The_first_block_is_taken_as_it_is(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        Assert.NotNull(await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(7), [])));
        Assert.Equal(Some.Ref(7), (await it.ReadAsync(store => store.Blocks.Head))!.Ref);
        Assert.Equal(Some.Ref(7), (await it.ReadAsync(store => store.Blocks.First))!.Ref);
    }

    [Theory, EveryStore]
    public async Task A_block_comes_back_as_it_went_in(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        var block = Some.Block(2);
        foreach (var read in new[] { await it.ReadAsync(s => s.Blocks.At(2)), await it.ReadAsync(s => s.Blocks.Find(block.Ref.Hash)) })
        {
            Assert.Equal((block.Ref, block.Parent, block.Time), (read!.Ref, read.Parent, read.Time));
            Assert.Equal(block.Header, read.Header);
        }
    }

    [Theory, EveryStore]
    public async Task The_cursor_refuses_a_block_whose_parent_is_not_the_head(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        Assert.Null(await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(4, "b"), [Some.Fact(0, "x")])));
        Assert.Equal(Some.Ref(3), (await it.ReadAsync(store => store.Blocks.Head))!.Ref);
        Assert.Equal(0, await it.ReadAsync(store => store.Facts.Count));
    }

    [Theory, EveryStore]
    public async Task The_cursor_refuses_a_number_that_does_not_follow(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        var skipping = Some.Block(5) with { Parent = Some.Ref(3).Hash };
        Assert.Null(await it.WriteAsync(store => store.Blocks.TryAdvance(skipping, [])));
    }

    [Theory, EveryStore]
    public async Task The_same_block_is_taken_once(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        Assert.Null(await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(3), [])));
    }

    [Theory, EveryStore]
    public async Task Recent_blocks_come_newest_first(string engine)
    {
        await using var it = await ChainAsync(engine, 5);
        Assert.Equal([Some.Ref(5), Some.Ref(4), Some.Ref(3)], await it.ReadAsync(store => store.Blocks.Recent(3)));
    }

    [Theory, EveryStore]
    public async Task A_retracted_head_gives_way_to_its_parent(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        Assert.True(await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(3))));
        Assert.Equal(Some.Ref(2), (await it.ReadAsync(store => store.Blocks.Head))!.Ref);
        Assert.Null(await it.ReadAsync(store => store.Blocks.Find(Some.Ref(3).Hash)));
        Assert.True(await it.ReadAsync(store => store.Blocks.WasRetracted(Some.Ref(3).Hash)));
    }

    [Theory, EveryStore]
    public async Task Only_the_head_can_be_retracted(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        Assert.False(await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(2))));
        Assert.False(await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(3, "b"))));
    }

    [Theory, EveryStore]
    public async Task The_first_block_cannot_be_retracted(string engine)
    {
        await using var it = await ChainAsync(engine, 1);
        Assert.False(await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(1))));
    }

    [Theory, EveryStore]
    public async Task Nothing_final_can_be_retracted(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        Assert.True(await it.WriteAsync(store => store.Blocks.TryMarkFinal(Some.Ref(3))));
        Assert.False(await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(3))));
    }

    [Theory, EveryStore]
    public async Task Finality_moves_forward_along_the_present_chain_only(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        Assert.False(await it.WriteAsync(store => store.Blocks.TryMarkFinal(Some.Ref(2, "b"))));
        Assert.True(await it.WriteAsync(store => store.Blocks.TryMarkFinal(Some.Ref(2))));
        Assert.False(await it.WriteAsync(store => store.Blocks.TryMarkFinal(Some.Ref(1))));
        Assert.False(await it.WriteAsync(store => store.Blocks.TryMarkFinal(Some.Ref(4))));
        Assert.Equal(Some.Ref(2), await it.ReadAsync(store => store.Blocks.Final));
    }

    [Theory, EveryStore]
    public async Task A_block_may_return_after_it_was_retracted(string engine)
    {
        await using var it = await ChainAsync(engine, 3);
        await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(3)));
        Assert.NotNull(await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(3, "b", parentFork: ""), [])));
        await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(3, "b")));
        Assert.NotNull(await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(3), [])));
        Assert.False(await it.ReadAsync(store => store.Blocks.WasRetracted(Some.Ref(3).Hash)));
        Assert.True(await it.ReadAsync(store => store.Blocks.WasRetracted(Some.Ref(3, "b").Hash)));
    }

    [Theory]
    [InlineData(1_009UL, null)]
    [InlineData(1_010UL, 1UL)]
    [InlineData(1_029UL, 2UL)]
    [InlineData(ulong.MaxValue, 3UL)]
    public async Task The_last_block_not_after_a_time_is_found(ulong time, ulong? expected)
    {
        await using var it = await ChainAsync(StoreUnderTest.Sqlite, 3);
        Assert.Equal(expected, (await it.ReadAsync(store => store.Blocks.AtTime(time)))?.Ref.Number);
    }

    internal static async Task<StoreUnderTest> ChainAsync(string engine, ulong height)
    {
        var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            for (var number = 1UL; number <= height; number++)
            {
                Assert.NotNull(store.Blocks.TryAdvance(Some.Block(number), []));
            }
        });
        return it;
    }
}
