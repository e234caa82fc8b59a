// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Embedded;
using Ledger.Chain.Tests;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Faults;

/// <summary>The real host dies at every point of the embedded chain that has a name, and its next life is looked at.</summary>
public sealed class NamedKillTests
{
    private const int Killed = 128 + 9;
    private const int OneBlockLeft = 31; // a host that ends takes a snapshot when 32 blocks were mined since the last

    private static readonly string[] _whileMining =
        [EmbeddedPoints.RecordKept, EmbeddedPoints.TransactionsSent, EmbeddedPoints.BlockMined, EmbeddedPoints.SmallerRecordKept, EmbeddedPoints.HashKept];

    private static readonly string[] _whileEnding =
        [EmbeddedPoints.StateDumped, EmbeddedPoints.SnapshotWritten, EmbeddedPoints.SnapshotRenamed, EmbeddedPoints.SnapshotsPruned, EmbeddedPoints.SnapshotNoted];

    private static readonly string[] _whileStarting = [EmbeddedPoints.EngineLoaded, EmbeddedPoints.BlockReplayed];

    [Fact]
    public void Every_point_has_a_kill() =>
        Assert.Equal(EmbeddedPoints.All, [.. _whileMining, .. _whileEnding, .. _whileStarting], StringComparer.Ordinal);

    [Fact]
    public async Task A_host_that_dies_at_a_named_point_goes_on_with_equal_hashes_and_each_grant_once()
    {
        using var life = new Life();
        await KillableHost.InitAsync(life.Data);
        foreach (var point in _whileMining)
        {
            await life.DieAsync(point, async (_, client, crowd) =>
            {
                if (point is EmbeddedPoints.SmallerRecordKept)
                {
                    // The account has nothing to give: the engine refuses what the queue took.
                    var chain = Convert.ToUInt64((await client.RpcAsync("eth_chainId")).GetString()![2..], 16);
                    await client.RpcAsync("eth_sendRawTransaction", Ethereum.Hex.Encode(TestKeys.Transaction(TestKeys.Of(4), chain, 0, TestKeys.Of(5).Address, value: 1)));
                }
                else
                {
                    life.Operations.Add(await crowd.GrantAsync(life.Operations.Count));
                }
            });
            Assert.Equal(point is EmbeddedPoints.HashKept, ChainFiles.Blocks(life.Chain).Last().Hash is not null);
        }

        foreach (var point in _whileEnding)
        {
            await life.GrowAsync();
            await life.DieAsync(point, async (host, client, crowd) =>
            {
                life.Operations.Add(await crowd.GrantAsync(life.Operations.Count));
                await Aftermath.AllFinalAsync(client, life.Operations);
                host.Terminate();
            });
            Assert.Equal((point is EmbeddedPoints.SnapshotRenamed ? 3 : 2, point is EmbeddedPoints.SnapshotWritten ? 1 : 0), life.Snapshots());
        }

        foreach (var point in _whileStarting)
        {
            await life.GrowAsync();
            await life.DieAsync(point, null);
        }

        await life.LiveAsync();
        await Aftermath.AssertSoundAsync(life.Data);
    }

    /// <summary>One ledger through all its deaths.</summary>
    private sealed class Life : IDisposable
    {
        private readonly Place _place = new();
        private readonly List<RecordedBlockRef> _last = [];
        private Task _underWay = Task.CompletedTask; // what a death left unanswered is answered by the next life, on the same port
        private PatientClient? _client;
        private Crowd? _crowd;
        private int _port;
        private int _seeded = -1;

        public string Data => _place["data"];

        public string Chain => Path.Combine(Data, "chain");

        public List<string> Operations { get; } = [];

        private PatientClient Client => _client!;

        private string Trigger => _place["die-at"];

        /// <summary>Serves, looks at what the death before left, arms the point, and waits for the death.</summary>
        /// <param name="provoke">What leads to the point; null where the start does.</param>
        public async Task DieAsync(string point, Func<KillableHost, PatientClient, Crowd, Task>? provoke)
        {
            File.Delete(Trigger + StartupHook.Died);
            if (provoke is null)
            {
                await File.WriteAllTextAsync(Trigger, point);
            }

            await using var host = KillableHost.Begin(
                Data, _port, ("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (StartupHook.Variable, Trigger));
            if (provoke is not null)
            {
                await host.UntilReadyAsync();
                await LookAsync(host);
                await File.WriteAllTextAsync(Trigger, point);
                _underWay = provoke(host, Client, _crowd!);
            }

            Assert.Equal(Killed, await host.DiedAsync());
            Assert.Equal(point, await File.ReadAllTextAsync(Trigger + StartupHook.Died));
            File.Delete(Trigger);
            _last.Clear();
            _last.AddRange(ChainFiles.Blocks(Chain));
        }

        /// <summary>A life without a death.</summary>
        public async Task LiveAsync()
        {
            await using var host = await KillableHost.ServeAsync(Data, _port);
            await LookAsync(host);
        }

        /// <summary>A snapshot, and as many blocks after it as leave one to the next.</summary>
        public async Task GrowAsync()
        {
            await LiveAsync();
            await using var chain = await EmbeddedChain.OpenAsync(new EmbeddedChainOptions { Directory = Chain }, CancellationToken.None);
            await chain.SnapshotAsync(CancellationToken.None);
            for (var i = 0; i < OneBlockLeft; i++)
            {
                await chain.MineAsync(0, CancellationToken.None);
            }
        }

        public (int Whole, int Half) Snapshots() =>
            (Directory.GetFiles(Chain, "snapshot.*.json").Length, Directory.GetFiles(Chain, "snapshot.*.json.new").Length);

        public void Dispose()
        {
            _client?.Dispose();
            _place.Dispose();
        }

        /// <summary>Every record of before has its block, at its number, with its transactions; a hash that stood has stayed; and each grant is there once.</summary>
        private async Task LookAsync(KillableHost host)
        {
            if (_client is null)
            {
                _port = host.Port;
                _client = new PatientClient(_port, Crowd.TokenOf(Data));
                _crowd = new Crowd(Data, _client);
            }

            await _underWay;
            var hashes = await Aftermath.HashesAsync(Client);
            var now = ChainFiles.Blocks(Chain).ToDictionary(block => block.Number);
            Assert.All(_last, block =>
            {
                Assert.Equal(block.Transactions, now[block.Number].Transactions);
                Assert.Equal(block.Hash ?? now[block.Number].Hash, now[block.Number].Hash);
                Assert.Equal(now[block.Number].Hash!.Value.ToString(), hashes[(int)block.Number]);
            });
            _seeded = _seeded < 0 ? (await Client.ListAsync("/api/v1/licenses")).Count : _seeded;
            await Aftermath.AssertOneEachAsync(Client, _seeded, Operations);
        }
    }
}
