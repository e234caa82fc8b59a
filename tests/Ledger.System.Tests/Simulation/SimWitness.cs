// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Usage;
using Ledger.Chain.Keys;
using Ledger.Cli;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.SystemTests.Simulation;

/// <summary>A member or licensee who runs <c>ledger witness</c> now and then: the command itself, over a road to the simulated host.</summary>
internal sealed class SimWitness(SimLedger ledger, SimHost host, TimeProvider clock, SimParty party)
{
    private const string Url = "http://127.0.0.1:1"; // never dialled: the road leads elsewhere

    private string Memory => Path.Combine(ledger.Directory.Root, $"witness of {party}.json");

    private string KeyFile => Path.Combine(ledger.Directory.Root, $"key of {party}.json");

    /// <summary>One look.</summary>
    /// <returns>The exit code, and what was said.</returns>
    /// <exception cref="SimCrashException">The host died under it; the witness lives.</exception>
    public async Task<(int Exit, string Said)> LookAsync(Hash32 pool)
    {
        if (!File.Exists(KeyFile))
        {
            SimLedger.WriteKey(KeyFile, party.Key, party.Id);
        }

        var looked = await RunAsync("witness", "--once", "--json", "--pool", pool.ToString(), "--state", Memory, "--key-file", KeyFile, "--url", Url);
        host.Fall();
        return looked;
    }

    /// <summary>One look at an honest host: whatever fails on the way, nobody is accused.</summary>
    public async Task<int> LookHonestlyAsync(Hash32 pool)
    {
        var (exit, said) = await LookAsync(pool);
        Assert.DoesNotContain("log-rewritten", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(ledger.Directory.Root, "*.fork-*"));
        return exit;
    }

    /// <summary>
    /// A leaf of a copy of the log is another one, and the log key signs the copy's root: this is what the witness saw. The ledger's own
    /// log does not go on from there, so it refuses, and its evidence stands before the verifier.
    /// </summary>
    /// <returns>False where it has seen no checkpoint yet.</returns>
    public async Task<bool> IsLiedToAsync(Hash32 pool, IReadOnlyList<LocalSigner> logKeys, SimRandom random)
    {
        if (!File.Exists(Memory))
        {
            return false;
        }

        var memory = JsonNode.Parse(await File.ReadAllTextAsync(Memory))!;
        var epoch = ulong.Parse(memory["epoch"]!.ToString(), CultureInfo.InvariantCulture);
        var logKey = logKeys.Single(key => key.Address == Address.Parse(memory["logKey"]!.ToString()));
        var size = 1 + random.Next(int.Parse(memory["size"]!.ToString(), CultureInfo.InvariantCulture));
        var leaves = await ledger.Store.Inner.ReadAsync(reader =>
            UsageEpochs.Of(ledger.Open.Context.On(reader), new PoolId(pool)).Signed(reader, epoch, 0, (ulong)size).Select(row => row.Leaf).ToArray());
        leaves[random.Next(size)] = MerkleHash.Leaf("a lie"u8);
        var lie = new Checkpoint(new PoolId(pool), epoch, (ulong)size, MerkleTree.Root(leaves));
        memory["size"] = memory["size"]!.GetValueKind() is JsonValueKind.String ? size.ToString(CultureInfo.InvariantCulture) : size;
        memory["root"] = lie.Root.ToString();
        memory["signature"] = logKey.Sign(lie.Digest(SimLedger.Contracts.Domain(ContractName.UsageLog))).ToString();
        await File.WriteAllTextAsync(Memory, memory.ToJsonString());

        var (exit, said) = await LookAsync(pool);
        Assert.True(exit == ExitCode.Refused, said);
        var answer = JsonElement.Parse(said);
        Assert.Equal("log-rewritten", answer.GetProperty("code").GetString());
        var anchored = (await ledger.Open.Log.CheckpointsAsync(pool, epoch, null, int.MaxValue - 1, default)).Value!.Items;
        var judged = await RunAsync("evidence", "verify", answer.GetProperty("evidence").GetString()!, "--json");
        // Two roots of one size under one key are proof; otherwise it is open who made the proof that does not fit.
        Assert.True(judged.Exit == (anchored.Any(one => one.Size == lie.Size) ? ExitCode.Ok : ExitCode.Unconfirmed), judged.Said);
        Assert.Equal(memory.ToJsonString(), await File.ReadAllTextAsync(Memory));
        return true;
    }

    private async Task<(int Exit, string Said)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exit = await LedgerCommand.RunAsync(args, new Surroundings(output, error, _ => null, clock, Road: host));
        return (exit, output.ToString() is { Length: > 0 } said ? said : error.ToString());
    }
}
