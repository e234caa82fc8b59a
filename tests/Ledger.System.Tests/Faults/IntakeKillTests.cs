// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
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
    private static readonly int _kills = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 } ? 50 : 5;

    [Fact]
    public async Task Kills_of_a_running_intake_lose_no_promised_report_take_none_twice_and_never_turn_the_log_back()
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
            for (var kill = 0; kill < _kills; kill++)
            {
                var before = reporter.Receipts.Count;
                await host.UntilAsync(() => Task.FromResult(reporter.Receipts.Count > before || reporting.Exists(task => task.IsCompleted)), "taking reports in");
                await MomentAsync(random.Next(1, LongestMs));
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

            output.WriteLine($"{_kills} kills, {promised.Count} reports promised, {reporter.Cut} answers cut off, {checkpoints.Count} checkpoints seen");
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
            return true;
        });
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
