// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Store.Tests.Outbox;

public sealed class SpendingTests
{
    private static readonly Address Relayer = new(Hash32.Bytes(Some.Hash("relayer"))[12..]);

    [Theory, EveryStore]
    public async Task A_sum_goes_on_from_the_one_before_it_and_from_no_other(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var none = new SpendingRow(0, 0, 0, UInt256.Zero);
        var first = new SpendingRow(4, 3, 300_000, new UInt256(1, 7));
        Assert.Null(await it.ReadAsync(store => store.Spending.Of(Relayer)));
        Assert.False(await it.WriteAsync(store => store.Spending.TryMove(Relayer, none, first)));

        await it.WriteAsync(store =>
        {
            store.Outbox.Reconcile(Relayer, 2);
            Assert.True(store.Outbox.TryKeep(new AttemptRow(Some.Hash("tx"), null, Relayer, 2, [1], 1)));
        });
        var beginning = none with { NextNonce = 2 };
        Assert.Equal(beginning, await it.ReadAsync(store => store.Spending.Of(Relayer)));
        Assert.True(await it.WriteAsync(store => store.Spending.TryMove(Relayer, beginning, first)));
        Assert.False(await it.WriteAsync(store => store.Spending.TryMove(Relayer, beginning, first)));
        await it.ReopenAsync();
        Assert.Equal(first, await it.ReadAsync(store => store.Spending.Of(Relayer)));
    }
}
