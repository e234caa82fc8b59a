// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Meta;

namespace Ledger.Store.Tests.Meta;

public sealed class MetaTests
{
    [Theory, EveryStore]
    public async Task A_named_value_is_set_and_removed(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Meta.Set("chain-id", "31337"));
        await it.WriteAsync(store => store.Meta.Set("chain-id", "31338"));
        Assert.Equal("31338", await it.ReadAsync(store => store.Meta.Get("chain-id")));
        await it.WriteAsync(store => store.Meta.Set("chain-id", null));
        Assert.Null(await it.ReadAsync(store => store.Meta.Get("chain-id")));
    }

    [Theory, EveryStore]
    public async Task An_answer_is_kept_under_its_scope_and_key_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var row = new IdempotencyRow("POST /proposals", "k", Some.Hash("body"), 201, Some.Bytes("{}"), 1_000);
        Assert.True(await it.WriteAsync(store => store.Idempotency.TryAdd(row)));
        Assert.False(await it.WriteAsync(store => store.Idempotency.TryAdd(row with { Status = 200 })));
        Assert.True(await it.WriteAsync(store => store.Idempotency.TryAdd(row with { Scope = "POST /observations" })));
        var read = (await it.ReadAsync(store => store.Idempotency.Find(row.Scope, row.Key)))!;
        Assert.Equal(row with { Answer = read.Answer }, read);
        Assert.Null(await it.ReadAsync(store => store.Idempotency.Find(row.Scope, "K")));
    }

    [Theory, EveryStore]
    public async Task An_empty_answer_is_not_no_answer(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Idempotency.TryAdd(new IdempotencyRow("s", "k", Some.Hash("b"), 204, [], 1)));
        Assert.Empty((await it.ReadAsync(store => store.Idempotency.Find("s", "k")))!.Answer);
    }
}
