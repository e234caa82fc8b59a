// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Tests.Documents;

public sealed class DocumentTests
{
    [Theory, EveryStore]
    public async Task A_document_comes_back_as_it_went_in(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var document = Some.Document("a");
        Assert.True(await it.WriteAsync(store => store.Documents.TryAdd(document)));
        var read = (await it.ReadAsync(store => store.Documents.Find(document.Id)))!;
        Assert.Equal(document with { Ciphertext = read.Ciphertext }, read);
        Assert.Equal(document.Ciphertext, read.Ciphertext);
    }

    [Theory, EveryStore]
    public async Task A_document_is_kept_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Documents.TryAdd(Some.Document("a")));
        Assert.False(await it.WriteAsync(store => store.Documents.TryAdd(Some.Document("a") with { Ciphertext = [1] })));
    }

    [Theory, EveryStore]
    public async Task An_erased_document_leaves_a_tombstone_that_nothing_replaces(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Documents.TryAdd(Some.Document("a")));
        Assert.True(await it.WriteAsync(store => store.Documents.Erase(Some.Hash("a"), 5_000)));
        Assert.False(await it.WriteAsync(store => store.Documents.Erase(Some.Hash("a"), 6_000)));
        Assert.False(await it.WriteAsync(store => store.Documents.TryAdd(Some.Document("a"))));
        var read = (await it.ReadAsync(store => store.Documents.Find(Some.Hash("a"))))!;
        Assert.Null(read.Ciphertext);
        Assert.Equal(5_000, read.ErasedAt);
    }

    [Theory, EveryStore]
    public async Task Documents_are_listed_by_id_without_their_content(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => new[] { "a", "b", "c" }.All(id => store.Documents.TryAdd(Some.Document(id))));
        var all = await it.ReadAsync(store => store.Documents.List(Hash32.Zero, 2));
        var rest = await it.ReadAsync(store => store.Documents.List(all[^1].Id, 2));
        Assert.Equal(new[] { "a", "b", "c" }.Select(Some.Hash).Order(), all.Concat(rest).Select(document => document.Id));
        Assert.All(all, document => Assert.Null(document.Ciphertext));
    }
}
