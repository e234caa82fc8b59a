// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Chain.Keys;
using Ledger.Chain.Tests;
using Ledger.SystemTests.Running;
using Ledger.SystemTests.Simulation;

namespace Ledger.SystemTests.Faults;

/// <summary>A chain whose state takes twenty megabytes to write down, killed while it is written.</summary>
public sealed class SnapshotKillTests
{
    private const int Megabyte = 1_000_000;
    private const int Least = 20 * Megabyte;
    private const int Grants = 12;
    private const int CodeBytes = 24_576; // EIP-170
    private const int Contracts = 440;
    private const ulong GasOfOne = 5_200_000;
    private const int InABlock = 20;
    private const int EmptyBlocks = 32;

    private static readonly int _rounds = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 } ? 5 : 1;

    [Fact]
    public async Task A_kill_while_a_large_snapshot_is_written_loses_nothing()
    {
        using var place = new Place();
        var chain = Path.Combine(place["data"], "chain");
        await KillableHost.InitAsync(place["data"]);
        var small = Snapshots(chain);
        await GrowAsync(place["data"]);
        for (var round = 0; round < _rounds; round++)
        {
            // Without the last one, the next is due when the host ends.
            Assert.All(Snapshots(chain).Except(small), file => Assert.True(new FileInfo(file).Length >= Least, $"{file} is too small"));
            Snapshots(chain).Except(small).ToList().ForEach(File.Delete);
            await KillAsync(place["data"], chain, Grants * round);
        }

        await Aftermath.AssertSoundAsync(place["data"]);
    }

    private static async Task KillAsync(string directory, string chain, int from)
    {
        var host = await KillableHost.ServeAsync(directory);
        try
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(directory));
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            var seen = await Aftermath.HashesAsync(client);
            using var watcher = new FileSystemWatcher(chain, "snapshot.*.new") { EnableRaisingEvents = true };
            using var engine = host.Engine();
            // At once: the host is quick, and has written all of it before anybody has looked for its chain.
            var (dying, victim) = (new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously), host);
            watcher.Created += (_, _) => dying.TrySetResult(victim.KillAsync(engine, chainFirst: false));
            var storm = await Storm.BeginAsync(client, new Crowd(directory, client), Grants, from);
            await storm.UntilAsync(0.3, new SimRandom(from));
            host.Terminate();
            await await dying.Task.WaitAsync(TimeSpan.FromMinutes(2));
            Assert.Single(Directory.GetFiles(chain, "snapshot.*.new"));
            await host.DisposeAsync();

            host = await KillableHost.ServeAsync(directory, host.Port);
            Assert.Equal(seen, (await Aftermath.HashesAsync(client)).Take(seen.Count), StringComparer.Ordinal);
            await storm.Sending;
            await Aftermath.AssertOneEachAsync(client, seeded, storm.Operations);
            Assert.Empty(Directory.GetFiles(chain, "snapshot.*.new"));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static string[] Snapshots(string chain) => Directory.GetFiles(chain, "snapshot.*.json");

    /// <summary>Strangers' contracts of the greatest size, and blocks enough for a snapshot to be due.</summary>
    private static async Task GrowAsync(string directory)
    {
        var relayer = KeyFile.Read(Path.Combine(directory, "keys", "relayer.json")).Signer;
        var options = new EmbeddedChainOptions { Directory = Path.Combine(directory, "chain"), SnapshotEveryBlocks = int.MaxValue / 10 };
        await using var chain = await EmbeddedChain.OpenAsync(options, CancellationToken.None);
        var node = new EthereumNode(chain);
        var nonce = await node.NonceAsync(relayer.Address, withPending: false, CancellationToken.None);
        for (var i = 0; i < Contracts; i += InABlock)
        {
            for (var j = 0; j < InABlock; j++)
            {
                var raw = TestKeys.Transaction(relayer, chain.ChainId, nonce++, data: Create((ushort)(i + j)), gas: GasOfOne);
                Assert.Null((await node.SendRawAsync(raw, CancellationToken.None)).Error);
            }

            Assert.Empty((await chain.MineAsync(0, CancellationToken.None)).Refused);
        }

        for (var i = 0; i < EmptyBlocks; i++)
        {
            await chain.MineAsync(0, CancellationToken.None);
        }
    }

    /// <summary>Code that returns as many bytes as a contract may have; its number stands in the last ones.</summary>
    private static byte[] Create(ushort number) =>
    [
        0x61, (byte)(number >> 8), (byte)(number & 0xff), // PUSH2 number
        0x61, (CodeBytes - 32) >> 8, (CodeBytes - 32) & 0xff, // PUSH2 offset
        0x52, // MSTORE
        0x61, CodeBytes >> 8, CodeBytes & 0xff, // PUSH2 size
        0x5f, // PUSH0
        0xf3, // RETURN
    ];
}
