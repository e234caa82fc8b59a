// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Sqlite;

namespace Ledger.Store.Tests.Sqlite;

public sealed class StoreFileTests
{
    [Fact]
    public async Task A_copy_beside_a_writer_is_a_store_of_what_was_committed()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "a")]));
        var copy = it.Path + ".copy";
        StoreFile.Copy(it.Path, copy);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2), []));
        await using var opened = SqliteStore.Open(copy);
        Assert.Equal(Some.Ref(1), await opened.ReadAsync(store => store.Blocks.Head!.Ref));
        Assert.Single(await opened.ReadAsync(store => store.Facts.Of(Some.Hash("a"))));
        Assert.Empty(StoreFile.Complaints(copy));
    }

    [Fact]
    public async Task A_copy_holds_nothing_of_an_erased_document()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        var sealedBytes = Enumerable.Repeat("a sealed document ", 1_000).SelectMany(System.Text.Encoding.ASCII.GetBytes).ToArray();
        await it.WriteAsync(store => store.Documents.TryAdd(Some.Document("a") with { Ciphertext = sealedBytes }));
        await it.WriteAsync(store => store.Documents.Erase(Some.Hash("a"), 5));
        var copy = it.Path + ".copy";
        StoreFile.Copy(it.Path, copy);
        Assert.Equal(-1, (await File.ReadAllBytesAsync(copy)).AsSpan().IndexOf("a sealed document "u8));
    }

    [Fact]
    public async Task Every_block_is_listed_with_its_marks_and_the_facts_of_its_arrival()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await it.WriteAsync(store =>
        {
            store.Blocks.TryAdvance(Some.Block(1), []);
            store.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "a")]);
            store.Blocks.TryRetract(Some.Ref(2));
            store.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "a"), Some.Fact(1, "b")]);
        });
        var kept = await it.ReadAsync(store => store.Blocks.After(0, 10));
        Assert.Equal([(1L, 1UL, false), (2L, 2UL, true), (3L, 2UL, false)], kept.Select(block => (block.Seq, block.Block.Ref.Number, block.Retracted)));
        Assert.Equal([3L], (await it.ReadAsync(store => store.Blocks.After(2, 10))).Select(block => block.Seq));
        Assert.Single(await it.ReadAsync(store => store.Facts.InRow(2)));
        Assert.Equal(2, (await it.ReadAsync(store => store.Facts.InRow(3))).Count);
        Assert.True(await it.ReadAsync(store => store.Facts.IsFiled(Some.Hash("b"), 3)));
        Assert.False(await it.ReadAsync(store => store.Facts.IsFiled(Some.Hash("b"), 2)));
    }

    [Fact]
    public async Task What_is_no_store_is_told_apart()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        Assert.Equal(StoreFaultKind.Existence, Assert.Throws<StoreFault>(() => StoreFile.Copy(it.Path + ".nothing", it.Path + ".copy")).Kind);
        await File.WriteAllTextAsync(it.Path + ".text", "no database, but long enough to be looked at as one " + new string('x', 200));
        Assert.Equal(StoreFaultKind.Foreign, Assert.Throws<StoreFault>(() => StoreFile.Complaints(it.Path + ".text")).Kind);
        var (found, known) = StoreFile.SchemaVersion(it.Path);
        Assert.Equal(known, found);
    }
}
