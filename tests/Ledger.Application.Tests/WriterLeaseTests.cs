// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Documents;
using Ledger.Application.Loops;
using Ledger.Application.Proposing;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Upkeep;
using Ledger.Application.Views;
using Ledger.Chain;
using Ledger.Ethereum;
using Ledger.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

/// <summary>Two ledgers in production wiring on one data directory.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class WriterLeaseTests(SeededTemplate template) : IDisposable
{
    private readonly TempDirectory _temp = new();
    private readonly List<WaitedFor> _waitedFor = [];
    private readonly SleepingClock _clock = new();

    private string Directory => _temp["data"];

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task The_second_waits_says_for_whom_and_takes_over_when_the_first_ends()
    {
        TempDirectory.Copy(template.Directory, Directory);
        var first = await OpenAsync();
        var waiting = WaitAsync();
        Assert.Equal([new WaitedFor(Own, IsInTransaction: false)], await SaidAsync());
        Assert.False(waiting.IsCompleted);

        await first.DisposeAsync();
        await using var second = await waiting;
        await SettleAsync(second);
        Assert.Empty(await ProblemsAsync(second));
    }

    [Fact]
    public async Task One_that_stands_still_for_longer_than_its_lease_loses_its_place_and_can_do_no_harm()
    {
        TempDirectory.Copy(template.Directory, Directory);
        await using (var sleeper = await OpenAsync())
        {
            await SettleAsync(sleeper);
            var waiting = WaitAsync();
            await SaidAsync();
            _clock.IsAsleep = true;
            await using var writer = await waiting;
            await SettleAsync(writer);
            var before = await ReadAsync(writer);

            // Nothing that it does before it knows passes.
            foreach (var loop in sleeper.Loops)
            {
                await TryAsync(loop);
            }

            Assert.Equal(StoreFaultKind.Fenced, (await Assert.ThrowsAsync<StoreFault>(() => sleeper.Context.Store.WriteAsync(store => store.Meta.Get("x")))).Kind);
            await Assert.ThrowsAsync<ChainFault>(() => sleeper.Context.Embedded!.MineAsync(sleeper.Context.Now + 100, CancellationToken.None));
            Assert.Equal(before, await ReadAsync(writer));

            // The secrets are in no transaction: it neither writes them anew nor reaches the file by what it had open.
            var secrets = await File.ReadAllBytesAsync(writer.Context.Directory.Secrets);
            var kept = (await writer.Context.Store.ReadAsync(reader => reader.Documents.List(default, 1)))[0];
            Assert.Equal(StoreFaultKind.Fenced, Assert.Throws<StoreFault>(() => sleeper.Context.Documents.Forget(kept.Id)).Kind);
            sleeper.Context.Documents.Seal(new SaltedDocument("of-the-sleeper", Some("root"), Some("secret"), new byte[] { 1 }), null, null, 1);
            Assert.Equal(secrets, await File.ReadAllBytesAsync(writer.Context.Directory.Secrets));
            Assert.NotNull(writer.Context.Documents.SecretOf(kept.Id));

            // Once awake it says so, and stops.
            _clock.IsAsleep = false;
            while ((await ProblemsAsync(sleeper)).Count == 0)
            {
            }

            Assert.Equal(["writer-lost"], await ProblemsAsync(sleeper));
            Assert.All(await Task.WhenAll(sleeper.Loops.Select(loop => loop.StepAsync(CancellationToken.None))), Assert.False);
            var refused = await sleeper.Proposals.CreateAsync(new ProposalRequest("LicenseGrant", null, null), RefusalTexts.English, CancellationToken.None);
            Assert.IsType<WriterLost>(refused.Refusal);

            // The other goes on, and holds the directory for whoever would repair something in it.
            await writer.Context.Embedded!.MineAsync(writer.Context.Now, CancellationToken.None);
            await SettleAsync(writer);
            Assert.Empty(await ProblemsAsync(writer));
            await sleeper.DisposeAsync();
            Assert.IsType<DirectoryLocked>((await Rebuild.RunAsync(Directory, TimeProvider.System, null, CancellationToken.None)).Refusal);
            Assert.Empty(await ProblemsAsync(writer));
        }

        await using var again = await TestLedger.OpenAsync(Directory, TimeProvider.System.GetUtcNow());
        await again.CheckAll();
    }

    [Fact]
    public async Task One_that_stands_still_within_a_transaction_is_named_and_its_place_is_taken_once_it_ends()
    {
        TempDirectory.Copy(template.Directory, Directory);
        await using var sleeper = await OpenAsync();
        await SettleAsync(sleeper);
        var waiting = WaitAsync();
        _clock.IsAsleep = true;
        await using (var held = new SqliteConnection($"Data Source={new DataDirectory(Directory).Store};Pooling=False"))
        {
            await held.OpenAsync();
            using var transaction = held.BeginTransaction();
            WaitedFor[] named = [new(Own, IsInTransaction: false), new(Own, IsInTransaction: true)];
            Assert.Equal(named, await SaidAsync(2));
            Assert.Equal($"{Environment.ProcessId}", named[1].Process);
            Assert.False(waiting.IsCompleted);
        }

        await using var next = await waiting;
        await SettleAsync(next);
        Assert.Empty(await ProblemsAsync(next));
    }

    [Fact]
    public async Task The_writer_takes_the_lock_back_from_one_that_seized_it_and_lost_the_race_for_the_token()
    {
        TempDirectory.Copy(template.Directory, Directory);
        await using var writer = await OpenAsync();
        var directory = new DataDirectory(Directory);
        directory.SeizeLock().Dispose();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (directory.TryLock() is { } free)
        {
            free.Dispose();
            await timer.WaitForNextTickAsync();
        }

        await SettleAsync(writer);
        Assert.Empty(await ProblemsAsync(writer));
    }

    private static string Own => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}@{Environment.MachineName}");

    private static Hash32 Some(string word) => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(word));

    private static async Task TryAsync(ILedgerLoop loop)
    {
        try
        {
            await loop.StepAsync(CancellationToken.None);
        }
        catch (Exception fault) when (Faults.IsFenced(fault))
        {
            // That is how it learns of it.
        }
    }

    private static async Task SettleAsync(OpenLedger ledger)
    {
        while (await ledger.StepAllAsync(CancellationToken.None))
        {
        }
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(OpenLedger ledger) =>
        [.. ledger.Machine.Problems(await ledger.Machine.ReadAsync(CancellationToken.None)).Select(problem => problem.Split(':')[0])];

    /// <summary>What chain and store have come to.</summary>
    private static async Task<(Domain.BlockRef Chain, Domain.BlockRef? Store, long Facts)> ReadAsync(OpenLedger ledger) =>
        await ledger.Context.Store.ReadAsync(reader => (ledger.Context.Embedded!.Head, reader.Blocks.Head?.Ref, (long)reader.Facts.Count));

    private async Task<OpenLedger> OpenAsync(Action<WaitedFor>? waiting = null) => TestLedger.Must(await OpenLedger.OpenAsync(
        Directory,
        new ApplicationOptions { WriterLeaseSeconds = 2 },
        waiting is null ? _clock : TimeProvider.System,
        NullLoggerFactory.Instance,
        Repository.Anvil,
        CancellationToken.None,
        waiting));

    private Task<OpenLedger> WaitAsync() => OpenAsync(holder =>
    {
        lock (_waitedFor)
        {
            _waitedFor.Add(holder);
        }
    });

    private async Task<IReadOnlyList<WaitedFor>> SaidAsync(int count = 1)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await timer.WaitForNextTickAsync())
        {
            lock (_waitedFor)
            {
                if (_waitedFor.Count >= count)
                {
                    return [.. _waitedFor];
                }
            }
        }

        return [];
    }

    /// <summary>The clock of a process that can stand still: then nothing is due for it.</summary>
    private sealed class SleepingClock : TimeProvider
    {
        public volatile bool IsAsleep;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
            it =>
            {
                if (!IsAsleep)
                {
                    callback(it);
                }
            },
            state,
            dueTime,
            period);
    }
}
