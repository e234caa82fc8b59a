// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli;

namespace Ledger.SystemTests.Simulation;

/// <summary>A member and a licensee who hold the host to what it anchored, and what must be true of their signatures.</summary>
internal sealed class SimWitnesses
{
    private readonly SimLedger _ledger;
    private readonly SimWorld _world;
    private readonly SimHost _host;
    private readonly IReadOnlyList<SimWitness> _all;

    public SimWitnesses(SimLedger ledger, SimWorld world, TimeProvider clock)
    {
        (_ledger, _world, _host) = (ledger, world, new SimHost(ledger));
        _all = [.. new[] { world.Member, world.Licensees[0] }.Select(party => new SimWitness(ledger, _host, clock, party))];
    }

    /// <summary>One of them looks, in whatever weather; what it came to.</summary>
    public async Task<string> LookAsync(SimRandom random) => $"a witness looks: exit {await _all[random.Next(_all.Count)].LookHonestlyAsync(_world.Pool)}";

    /// <summary>Whoever was told that his signature is kept finds it, and nobody finds one that none sent; the counts are what was signed.</summary>
    public Task<bool> CheckAsync() => _ledger.Store.ReadAsync(reader =>
    {
        var kept = reader.Witnesses.List(null, 0, int.MaxValue);
        var ids = kept.Select(row => row.Id).ToHashSet();
        Assert.Subset(_host.Sent, ids);
        Assert.Superset(_host.Acknowledged, ids);
        foreach (var size in kept.GroupBy(row => (row.Pool, row.Epoch, row.Size)))
        {
            Assert.Equal(size.Select(row => row.Party).Order(), reader.Witnesses.Of(size.Key.Pool, size.Key.Epoch, size.Key.Size));
        }

        return true;
    });

    /// <summary>In fair weather each goes on from what it saw in foul, and all of them show beside the newest checkpoint.</summary>
    public async Task LookOnceMoreAsync()
    {
        foreach (var witness in _all)
        {
            Assert.Equal(ExitCode.Ok, await witness.LookHonestlyAsync(_world.Pool));
        }

        var newest = (await _ledger.Open.Log.CheckpointsAsync(_world.Pool, null, null, 1, default)).Value!.Items;
        Assert.All(newest, checkpoint => Assert.Equal(_all.Count, checkpoint.Witnesses.Count));
    }

    /// <summary>One of them saw another log than the host has now; whether it had seen any, and refused.</summary>
    public Task<bool> LieAsync(SimRandom random) => _all[random.Next(_all.Count)].IsLiedToAsync(_world.Pool, _world.LogKeys, random);
}
