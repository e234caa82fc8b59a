// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Sqlite;

namespace Ledger.Store.Tests;

/// <summary>A store on real files in a directory of its own, which goes with it.</summary>
public sealed class StoreUnderTest : IAsyncDisposable
{
    public const string Sqlite = "sqlite";

    private readonly string _directory;
    private readonly SqliteOptions _options;

    private StoreUnderTest(string directory, SqliteOptions options, ILedgerStore store)
    {
        _directory = directory;
        _options = options;
        Store = store;
    }

    public ILedgerStore Store { get; private set; }

    public string Path => System.IO.Path.Combine(_directory, "ledger.db");

    public static StoreUnderTest Create(string engine, SqliteOptions? options = null)
    {
        Assert.Equal(Sqlite, engine);
        var directory = Directory.CreateTempSubdirectory("ledger-store-").FullName;
        options ??= SqliteOptions.Default;
        return new StoreUnderTest(directory, options, SqliteStore.Create(System.IO.Path.Combine(directory, "ledger.db"), options));
    }

    public Task<T> ReadAsync<T>(Func<IStoreReader, T> body) => Store.ReadAsync(body);

    public Task<T> WriteAsync<T>(Func<IStoreWriter, T> body) => Store.WriteAsync(body);

    public Task WriteAsync(Action<IStoreWriter> body) => Store.WriteAsync(writer =>
    {
        body(writer);
        return true;
    });

    /// <summary>Closes it in order and opens it again.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = SqliteStore.Open(Path, _options);
    }

    /// <summary>All bytes of its files, one file after the other.</summary>
    public byte[] Bytes()
    {
        using var all = new MemoryStream();
        foreach (var file in Directory.GetFiles(_directory))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            from.CopyTo(all);
        }

        return all.ToArray();
    }

    /// <summary>What a new process finds after this one was killed now: the files as they are, without any closing.</summary>
    public StoreUnderTest AfterKill()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-store-").FullName;
        foreach (var file in new[] { "ledger.db", "ledger.db-wal" })
        {
            using var from = new FileStream(
                System.IO.Path.Combine(_directory, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(System.IO.Path.Combine(directory, file));
            from.CopyTo(to);
        }

        return new StoreUnderTest(directory, _options, SqliteStore.Open(System.IO.Path.Combine(directory, "ledger.db"), _options));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
