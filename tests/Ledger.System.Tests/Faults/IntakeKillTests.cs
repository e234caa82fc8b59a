// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Store;
using Ledger.Store.Journal;
using Ledger.Store.Sqlite;
using Xunit.Abstractions;

namespace Ledger.SystemTests.Faults;

/// <summary>Host and chain die at random points of a running intake: what was promised stays, once, and in a log that never turned back.</summary>
public sealed class IntakeKillTests(ITestOutputHelper output)
{
    private const int Seed = 2811;
    private const int Streams = 3;
    private const int LongestMs = 400;
    private const int AnchorMs = 1_000;
    private static readonly bool _isFull = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 };

    [Fact]
    public Task Kills_of_a_running_intake_lose_no_promised_report_take_none_twice_and_never_turn_the_log_back() => KillAsync(
        _isFull ? 50 : 5,
        LongestMs,
        async (host, reporter, _) =>
        {
            var before = reporter.Receipts.Count;
            await host.UntilAsync(() => Task.FromResult(reporter.Receipts.Count > before), "taking reports in");
        });

    /// <summary>Tiles are written as the log grows to its next checkpoint: each kill falls somewhere from one that filled a tile to the one after it.</summary>
    [Fact]
    public Task Kills_while_tiles_are_written_leave_tiles_that_give_the_checkpoints_roots()
    {
        var tiles = 0UL;
        return KillAsync(
            _isFull ? 50 : 3,
            AnchorMs,
            (host, _, client) => host.UntilAsync(
                async () =>
                {
                    var (before, now) = (tiles, ((await CheckpointAsync(client))?.Size ?? 0) / MerkleTile.Width);
                    tiles = Math.Max(before, now);
                    return now > before;
                },
                "anchoring a tile more"));
    }

    /// <param name="longestMs">How long after its moment a kill may fall.</param>
    /// <param name="comesAsync">Waits for that moment.</param>
    private async Task KillAsync(int kills, int longestMs, Func<KillableHost, Reporter, PatientClient, Task> comesAsync)
    {
        var directory = Path.Combine(Path.GetTempPath(), "ledger-intake-" + Path.GetRandomFileName());
        var random = new Random(Seed);
        KillableHost? host = null;
        try
        {
            await KillableHost.InitAsync(directory);
            host = await ServeAsync(directory, 0);
            using var client = new PatientClient(host.Port, Crowd.TokenOf(directory));
            using var reporter = await Reporter.StartAsync(host.Port, directory, client, Streams);
            using var end = new CancellationTokenSource();
            var reporting = reporter.Streams.Select(first => Task.Run(() => reporter.ReportAsync(first, end.Token))).ToList();
            List<(ulong Size, Hash32 Root)> checkpoints = [];
            for (var kill = 0; kill < kills; kill++)
            {
                Assert.DoesNotContain(reporting, task => task.IsCompleted);
                await comesAsync(host, reporter, client);
                await MomentAsync(random.Next(1, longestMs));
                await host.KillAsync(chainFirst: random.Next(2) == 0);
                await host.DisposeAsync();
                host = await ServeAsync(directory, host.Port);
                if (await CheckpointAsync(client) is { } checkpoint)
                {
                    checkpoints.Add(checkpoint);
                }
            }

            await end.CancelAsync();
            await Task.WhenAll(reporting);
            var promised = reporter.Receipts.Values.Select(Promised).ToList();
            await reporter.SendAllAgainAsync(); // asserts that each receipt is the one that came first
            Assert.Equal(promised.Count, reporter.Receipts.Count);
            await host.DisposeAsync();
            host = null;

            output.WriteLine($"{kills} kills, {promised.Count} reports promised, {reporter.Cut} answers cut off, {checkpoints.Count} checkpoints seen");
            await AssertKeptAsync(directory, promised, checkpoints);
            await Aftermath.AssertSoundAsync(directory);
        }
        finally
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Every promised leaf stands at its index, no report twice, and every checkpoint is of this very log.</summary>
    private static async Task AssertKeptAsync(string directory, List<(Hash32 Id, Promise Promise)> promised, List<(ulong Size, Hash32 Root)> checkpoints)
    {
        Assert.NotEmpty(promised);
        Assert.NotEmpty(checkpoints);
        await using var store = SqliteStore.Open(Path.Combine(directory, "ledger.db"));
        await store.ReadAsync(reader =>
        {
            var (pool, epoch) = (promised[0].Promise.Pool.Value, promised[0].Promise.Epoch);
            var leaves = reader.Journal.Leaves(pool, epoch, 0, int.MaxValue);
            Assert.Equal(reader.Journal.Size(pool, epoch), (ulong)leaves.Count);
            Assert.Equal(promised.Count, promised.Select(one => one.Promise.Index).Distinct().Count());
            Assert.All(promised, one =>
            {
                Assert.Equal(leaves[(int)one.Promise.Index], one.Promise.Leaf);
                Assert.Equal(one.Promise.Index, reader.Journal.Find(one.Id)!.Index);
            });
            var reports = reader.Journal.List(new RecordFilter(RecordKind.UsageReport), 0, int.MaxValue);
            Assert.Equal(promised.Select(one => one.Id).Order(), reports.Select(row => row.RecordId).Order());
            var tree = new MerkleTree(leaves.ToArray());
            Assert.All(checkpoints, seen => Assert.Equal(seen.Root, tree.RootAt(seen.Size)));
            Assert.All(checkpoints, seen => Assert.Equal(seen.Root, RootOfTiles(reader, (pool, epoch), [.. leaves], seen.Size)));
            return true;
        });
    }

    /// <summary>What full tiles and the leaves behind them give: a checkpoint is signed only when its tiles are durable, so none may be missing.</summary>
    private static Hash32 RootOfTiles(IStoreReader reader, (Hash32 Pool, ulong Epoch) log, Hash32[] leaves, ulong size)
    {
        for (var tile = 0UL; tile < size / MerkleTile.Width; tile++)
        {
            var hashes = reader.Tiles.Find(log.Pool, log.Epoch, 0, tile)?.Hashes ?? throw new InvalidOperationException($"Tile {tile} is missing under size {size}.");
            hashes.ToArray().CopyTo(leaves, (int)tile * MerkleTile.Width);
        }

        return MerkleTree.Root(leaves.AsSpan(0, (int)size));
    }

    private static (Hash32 Id, Promise Promise) Promised(string receipt)
    {
        var json = JsonElement.Parse(receipt);
        return (
            Hash32.Parse(json.GetProperty("reportId").GetString()!),
            TypedDataJson.ReadMessage<Promise>(json.GetProperty("promise").GetProperty("typedData").GetProperty("message")));
    }

    private static async Task<(ulong Size, Hash32 Root)?> CheckpointAsync(PatientClient client)
    {
        var pool = (await client.GetAsync("/api/v1/pools")).GetProperty("items")[0];
        return pool.GetProperty("checkpoint") is { ValueKind: JsonValueKind.Object } last
            ? (last.GetProperty("size").GetUInt64(), Hash32.Parse(last.GetProperty("root").GetString()!))
            : null;
    }

    private static Task<KillableHost> ServeAsync(string directory, int port) => KillableHost.ServeAsync(
        directory, port, ("Ledger__AnchorIntervalSeconds", "1"), ("Ledger__KeyRequestsPerSecond", "100000"), ("Ledger__KeyBurst", "100000"));

    private static async Task MomentAsync(int milliseconds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        await timer.WaitForNextTickAsync();
    }
}
