// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Store.Sqlite;

namespace Ledger.Store.Tests.Durability;

/// <summary>The write-ahead log is moved into the file beside the writer, and begins anew.</summary>
public sealed class WalBackfillTests
{
    private const int Most = 2_000;
    private static readonly SqliteOptions _short = new() { WalPages = 32 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_log_begins_anew_while_writes_go_on(bool onCallersThread)
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, _short with { OnCallersThread = onCallersThread });
        var (first, written) = (Beginnings(it), await WriteUntilAsync(it, () => Beginnings(it), 3));
        Assert.True(Beginnings(it) >= first + 3);
        await using var next = it.AfterKill();
        await AssertHoldsAsync(next, written);
    }

    [Fact]
    public async Task A_reader_of_an_old_snapshot_holds_the_log_up_and_loses_nothing()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, _short);
        await WriteUntilAsync(it, () => Beginnings(it), 1);
        await it.WriteAsync(store => store.Meta.Set("a", "1"));
        using var begun = new ManualResetEventSlim();
        using var written = new ManualResetEventSlim();
        var read = it.ReadAsync(store =>
        {
            var before = store.Meta.Get("a");
            begun.Set();
            written.Wait();
            return (before, store.Meta.Get("a"));
        });
        begun.Wait();
        var held = Beginnings(it);
        await it.WriteAsync(store => store.Meta.Set("a", "2"));
        for (var i = 0; i < 200; i++)
        {
            await it.WriteAsync(store => store.Documents.TryAdd(Some.Document($"held {i}") with { Ciphertext = new byte[4_096] }));
        }

        Assert.Equal(held, Beginnings(it));
        written.Set();
        Assert.Equal(("1", "1"), await read);
        var more = await WriteUntilAsync(it, () => Beginnings(it), 1);
        await using var next = it.AfterKill();
        await AssertHoldsAsync(next, more);
        Assert.NotNull(await next.ReadAsync(store => store.Documents.Find(Some.Hash("held 0"))));
        Assert.Equal("2", await next.ReadAsync(store => store.Meta.Get("a")));
    }

    [Fact]
    public async Task What_is_erased_waits_for_the_pass_beside_it()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { WalPages = 1 });
        for (var i = 0; i < 100; i++)
        {
            await it.WriteAsync(store => store.Documents.TryAdd(Some.Document($"{i}") with { Ciphertext = new byte[65_536] }));
            await it.Store.ScrubAsync();
            Assert.Equal(0, new FileInfo(it.Path + "-wal").Length);
        }
    }

    /// <remarks>A log that was taken away, and cannot be read to its end, stands for a disk that fails.</remarks>
    [Fact]
    public async Task A_pass_that_fails_halts_the_writer_and_loses_nothing()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, _short);
        File.Move(it.Path + "-wal", it.Path + "-wal.gone");
        var written = 0;
        var fault = await Assert.ThrowsAsync<StoreFault>(async () =>
        {
            for (; written < Most; written++)
            {
                await WriteOneAsync(it, written);
            }
        });
        Assert.Equal((StoreFaultKind.InputOutput, false), (fault.Kind, fault.IsTransient));
        File.Move(it.Path + "-wal.gone", it.Path + "-wal", overwrite: true);
        await using var next = it.AfterKill();
        await AssertHoldsAsync(next, written);
    }

    [Fact]
    public async Task Where_no_connection_can_be_had_the_writer_moves_the_log_himself()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, _short);
        File.Move(it.Path, it.Path + ".gone");
        var written = await WriteUntilAsync(it, () => Beginnings(it), 3);
        File.Move(it.Path + ".gone", it.Path);
        await using var next = it.AfterKill();
        await AssertHoldsAsync(next, written);
    }

    /// <summary>Writes until the count has grown by so much; how many documents that took.</summary>
    private static async Task<int> WriteUntilAsync(StoreUnderTest it, Func<uint> count, uint more)
    {
        var (from, written) = (count(), 0);
        for (; written < Most && count() < from + more; written++)
        {
            await WriteOneAsync(it, written);
        }

        Assert.True(written < Most, $"The log has begun {count() - from} times anew after {Most} writes.");
        return written;
    }

    private static Task<bool> WriteOneAsync(StoreUnderTest it, int number) =>
        it.WriteAsync(store => store.Documents.TryAdd(Some.Document($"{number}") with { Ciphertext = new byte[4_096] }));

    private static async Task AssertHoldsAsync(StoreUnderTest it, int written)
    {
        for (var i = 0; i < written; i++)
        {
            Assert.NotNull(await it.ReadAsync(store => store.Documents.Find(Some.Hash($"{i}"))));
        }
    }

    /// <summary>How often the log began: a number in its head (sqlite.org/fileformat2.html#the_write_ahead_log).</summary>
    private static uint Beginnings(StoreUnderTest it)
    {
        const int Place = 12;
        Span<byte> number = stackalloc byte[sizeof(uint)];
        using var file = new FileStream(it.Path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Place;
        return file.ReadAtLeast(number, number.Length, throwOnEndOfStream: false) < number.Length ? 0 : BinaryPrimitives.ReadUInt32BigEndian(number);
    }
}
