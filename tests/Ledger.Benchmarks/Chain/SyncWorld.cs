// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ledger.Benchmarks.Chain;

/// <summary>What one round found.</summary>
/// <param name="Rate">Events a second.</param>
/// <param name="Allocated">Bytes an event.</param>
/// <param name="Peak">The largest working set of the process meanwhile, MiB.</param>
internal sealed record SyncRound(double Rate, double Allocated, double Peak);

/// <summary>A chain full of events, and ways to read it.</summary>
internal sealed class SyncWorld : IAsyncDisposable
{
    private const int BlocksPerRange = 32;

    private readonly PartyChain _chain;
    private readonly int _events;
    private readonly ulong _head;
    private readonly HttpClient _bare = new();

    private SyncWorld(PartyChain chain, int events, ulong head) => (_chain, _events, _head) = (chain, events, head);

    /// <summary>Opens as many parties as events are wanted.</summary>
    /// <param name="bare">Whether a stand-in for the contract emits them (<see cref="PartyChain.FillBareAsync"/>).</param>
    public static async Task<SyncWorld> CreateAsync(int events, bool bare = false)
    {
        var chain = await PartyChain.CreateAsync();
        await (bare ? chain.FillBareAsync(events) : chain.FillAsync(events));
        return new SyncWorld(chain, events, (await chain.Anvil.Node.HeadAsync(default)).Ref.Number);
    }

    /// <summary>A new store takes it all in: headers linked, logs checked against blooms, facts kept, rows folded.</summary>
    public async Task<SyncRound> SyncAsync()
    {
        var (ledger, store) = _chain.Open();
        await using (store)
        await using (ledger)
        {
            var follow = ledger.Loops.Single(loop => loop.Name == "follow");
            var before = GC.GetTotalAllocatedBytes(precise: true);
            using var memory = new MemoryPeak();
            var clock = Stopwatch.StartNew();
            while (await follow.StepAsync(default))
            {
            }

            clock.Stop();
            return await store.ReadAsync(reader => reader.Blocks.Head?.Ref.Number) == _head
                ? new SyncRound(_events / clock.Elapsed.TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)_events, memory.MiB)
                : throw new InvalidOperationException("The ledger did not reach the head.");
        }
    }

    /// <summary>The bare loop: the same range in the same steps, each answer read to its end and parsed, nothing kept; in events a second.</summary>
    public async Task<double> ReadLogsAsync()
    {
        var addresses = string.Join(',', _chain.Record.Contracts.Select(contract => $"\"{contract.Address}\""));
        var clock = Stopwatch.StartNew();
        for (var from = _chain.Record.StartBlock; from <= _head; from += BlocksPerRange)
        {
            var filter = $$"""{"fromBlock":"0x{{from:x}}","toBlock":"0x{{Math.Min(from + BlocksPerRange - 1, _head):x}}","address":[{{addresses}}]}""";
            using var call = new StringContent(
                $$"""{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{{filter}}]}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await _bare.PostAsync(_chain.Anvil.Url, call);
            using var logs = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
            _ = logs.RootElement.GetProperty("result").GetArrayLength();
        }

        return _events / clock.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _bare.Dispose();
        await _chain.DisposeAsync();
    }
}
