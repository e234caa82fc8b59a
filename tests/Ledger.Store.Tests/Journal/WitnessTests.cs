// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Journal;

namespace Ledger.Store.Tests.Journal;

public sealed class WitnessTests
{
    [Theory, EveryStore]
    public async Task Each_checkpoint_has_its_signers_and_each_signer_its_longest_checkpoint(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            Assert.True(store.Witnesses.TryAdd(Row("a", 3)));
            Assert.True(store.Witnesses.TryAdd(Row("a", 9)));
            Assert.True(store.Witnesses.TryAdd(Row("b", 3)));
            Assert.True(store.Witnesses.TryAdd(Row("c", 4) with { Epoch = 1 }));
            Assert.True(store.Witnesses.TryAdd(Row("d", 9) with { Pool = Some.Hash("other pool") }));
            Assert.False(store.Witnesses.TryAdd(Row("a", 3)));
        });
        var pool = Some.Hash("pool");
        Assert.Equal(new[] { Some.Hash("a"), Some.Hash("b") }.Order(), await it.ReadAsync(store => store.Witnesses.Of(pool, 0, 3)));
        Assert.Empty(await it.ReadAsync(store => store.Witnesses.Of(pool, 0, 4)));
        Assert.Equal(
            new[] { (Some.Hash("a"), 9UL), (Some.Hash("b"), 3UL) }.OrderBy(one => one.Item1), await it.ReadAsync(store => store.Witnesses.Longest(pool, 0)));
        Assert.Empty(await it.ReadAsync(store => store.Witnesses.Longest(pool, 2)));
        Assert.Equal([1L, 2L, 3L, 4L], (await it.ReadAsync(store => store.Witnesses.List(pool, 0, 10))).Select(row => row.Seq));
        Assert.Equal([4L, 5L], (await it.ReadAsync(store => store.Witnesses.List(null, 3, 10))).Select(row => row.Seq));
        var found = await it.ReadAsync(store => store.Witnesses.Find(Some.Hash("b 3")));
        Assert.Equal(Row("b", 3) with { Seq = 3, Body = found!.Body, Signature = found.Signature }, found);
    }

    private static WitnessRow Row(string party, ulong size) =>
        new(0, Some.Hash($"{party} {size}"), Some.Hash("pool"), 0, size, Some.Hash(party), Some.Bytes("{}"), Some.Bytes("signature"), 1_000);
}
