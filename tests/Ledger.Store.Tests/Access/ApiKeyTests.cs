// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Access;

namespace Ledger.Store.Tests.Access;

public sealed class ApiKeyTests
{
    [Theory, EveryStore]
    public async Task A_key_is_found_by_the_hash_of_its_token_and_by_its_id(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var key = Key("a", Some.Hash("party"));
        Assert.True(await it.WriteAsync(store => store.ApiKeys.TryAdd(key)));
        await it.ReopenAsync();

        var found = (await it.ReadAsync(store => store.ApiKeys.WithDigest(key.Digest)))!;
        Assert.Equal(key with { Seq = found.Seq, Body = found.Body }, found);
        Assert.Equal(found.Seq, (await it.ReadAsync(store => store.ApiKeys.Find("a")))!.Seq);
        Assert.Null(await it.ReadAsync(store => store.ApiKeys.WithDigest(Some.Hash("another"))));
    }

    [Theory, EveryStore]
    public async Task Neither_an_id_nor_a_hash_is_taken_twice(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        Assert.True(await it.WriteAsync(store => store.ApiKeys.TryAdd(Key("a", null))));
        Assert.False(await it.WriteAsync(store => store.ApiKeys.TryAdd(Key("a", null) with { Digest = Some.Hash("other") })));
        Assert.False(await it.WriteAsync(store => store.ApiKeys.TryAdd(Key("a", null) with { Id = "b" })));
        Assert.Single(await it.ReadAsync(store => store.ApiKeys.List(0, 10)));
    }

    [Theory, EveryStore]
    public async Task A_key_is_revoked_once_and_for_good(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.ApiKeys.TryAdd(Key("a", null)));
        Assert.True(await it.WriteAsync(store => store.ApiKeys.Revoke("a", 2_000)));
        Assert.False(await it.WriteAsync(store => store.ApiKeys.Revoke("a", 3_000)));
        Assert.False(await it.WriteAsync(store => store.ApiKeys.Revoke("nobody", 3_000)));
        Assert.Equal(2_000, (await it.ReadAsync(store => store.ApiKeys.Find("a")))!.RevokedAt);
    }

    [Theory, EveryStore]
    public async Task Only_keys_of_the_operator_that_count_are_counted(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.ApiKeys.TryAdd(Key("lasting", null));
            store.ApiKeys.TryAdd(Key("ending", null) with { ExpiresAt = 5_000 });
            store.ApiKeys.TryAdd(Key("revoked", null));
            store.ApiKeys.TryAdd(Key("a party's", Some.Hash("party")));
            store.ApiKeys.Revoke("revoked", 1_500);
        });

        Assert.Equal(2, await it.ReadAsync(store => store.ApiKeys.OperatorKeys(4_999)));
        Assert.Equal(1, await it.ReadAsync(store => store.ApiKeys.OperatorKeys(5_000)));
    }

    [Theory, EveryStore]
    public async Task Keys_are_listed_page_by_page(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => Enumerable.Range(0, 5).All(i => store.ApiKeys.TryAdd(Key($"{i}", null))));

        var first = await it.ReadAsync(store => store.ApiKeys.List(0, 3));
        var rest = await it.ReadAsync(store => store.ApiKeys.List(first[^1].Seq, 3));
        Assert.Equal(["0", "1", "2", "3", "4"], first.Concat(rest).Select(key => key.Id));
    }

    private static ApiKeyRow Key(string id, Hash32? party) => new(0, id, Some.Hash("token " + id), party, 1_000, null, null, Some.Bytes("{}"));
}
