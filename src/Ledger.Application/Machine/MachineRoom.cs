// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Loops;
using Ledger.Application.Views;
using Ledger.Chain.Follow;
using Ledger.Chain.Nodes;
using Ledger.Ethereum;
using Ledger.Store.Alerts;
using Ledger.Store.Outbox;

namespace Ledger.Application.Machine;

/// <summary>Reads how the machine room stands, and says which condition is out of order.</summary>
public sealed class MachineRoom : IDisposable
{
    private const long StuckAfterSeconds = 600;
    private const ulong LaggingFromBlocks = 64;
    private const int FaultsBeforeTold = 3;

    private readonly LedgerContext _context;
    private readonly Follower _follower;
    private readonly Address _relayer;
    private readonly MachineMeter _meter;

    internal MachineRoom(LedgerContext context, Follower follower, Address relayer)
    {
        (_context, _follower, _relayer) = (context, follower, relayer);
        _meter = new MachineMeter(context);
    }

    /// <summary>Reads the present state, and puts it into the meters.</summary>
    public async Task<MachineState> ReadAsync(CancellationToken cancellation)
    {
        var state = await _context.Store.ReadAsync(
            reader =>
            {
                var head = reader.Blocks.Head;
                var oldest = new[] { IntentState.Waiting, IntentState.Signed }
                    .SelectMany(open => reader.Outbox.InState(open, 1)).Select(intent => (long?)intent.CreatedAt).Min();
                var inFlight = reader.Outbox.InFlight(_relayer);
                return new MachineState(
                    head?.Ref,
                    head?.Time ?? 0,
                    reader.Blocks.Final?.Number ?? 0,
                    _follower.NodeHead,
                    reader.Outbox.Count(IntentState.Waiting),
                    reader.Outbox.Count(IntentState.Signed),
                    oldest,
                    inFlight.Count == 0 ? 0 : reader.Outbox.Gaps(_relayer, inFlight[0].Nonce!.Value).Count(gap => gap < inFlight[^1].Nonce),
                    reader.Checkpoints.Open().Min(checkpoint => checkpoint.WantedSince),
                    StoreBytes(),
                    reader.Spending.Of(_relayer),
                    [.. reader.Alerts.Counts().Where(one => one.State is not AlertState.Retracted)],
                    BrokenPromises.Count(reader));
            },
            cancellation);
        _meter.Take(state);
        return state;
    }

    /// <summary>What keeps the ledger from its work: while there is any, it is not ready. Codes are stable.</summary>
    public IReadOnlyList<string> Problems(MachineState state) =>
    [
        .. _context.Halt.Reason is { } halted ? [$"{_context.Halt.Code}: {halted}"] : Array.Empty<string>(),
        .. state.Head is null ? ["no-block: No block is followed yet."] : Array.Empty<string>(),
        .. _context.Faults.InARow
            .Where(loop => loop.Count >= FaultsBeforeTold)
            .Select(loop => $"loop-faulted: The loop {loop.Name} failed {loop.Count} times in a row ({loop.Why}); the log says why."),
    ];

    /// <summary>What an operator should look at while the ledger goes on. Codes are stable.</summary>
    public IReadOnlyList<string> Warnings(MachineState state)
    {
        var now = checked((long)_context.Now);
        List<string> warnings = [];
        if (state.Head is not null && now - (long)state.HeadTime > StuckAfterSeconds + _context.Options.HeartbeatSeconds)
        {
            warnings.Add($"chain-still: The newest block is {now - (long)state.HeadTime} seconds old; the outbox waits.");
        }

        if (_context.Embedded is not null && state.HeadTime >= (ulong)now + MineLoop.MaxLeadSeconds)
        {
            warnings.Add($"chain-ahead: The chain's clock is {state.HeadTime - (ulong)now} seconds ahead; until the host's has come nearer there is a block a second, whatever waits.");
        }

        if (state.Lag >= LaggingFromBlocks)
        {
            warnings.Add($"chain-lagging: The store is {state.Lag} blocks behind the node; answers show block {state.Head!.Value.Number}.");
        }

        if (state.OldestOpenSince is { } since && now - since > StuckAfterSeconds)
        {
            warnings.Add($"outbox-stuck: The oldest of {state.Waiting + state.InFlight} open intents waits for {now - since} seconds.");
        }

        if (state.UnanchoredSince is { } unanchored && now - unanchored > StuckAfterSeconds + _context.Options.AnchorIntervalSeconds)
        {
            warnings.Add($"checkpoint-late: A journaled record waits for its checkpoint for {now - unanchored} seconds.");
        }

        warnings.AddRange((_context.Nodes?.Statuses ?? []).Where(node => node.Trouble is not null).Select(Warning));
        warnings.AddRange(_context.Alarms.Standing.Select(alarm => $"{alarm.Code}: {alarm.Sentence}"));
        return warnings;
    }

    /// <summary>The network's endpoints, in the order in which they take over.</summary>
    public IReadOnlyList<NodeView> Nodes =>
    [
        .. (_context.Nodes?.Statuses ?? []).Select(node => new NodeView(
            node.Name,
            node.IsActive ? "active" : node.Trouble is null ? "ready" : "aside",
            node.Trouble is { } trouble ? JsonNamingPolicy.KebabCaseLower.ConvertName(trouble.ToString()) : null,
            checked((ulong)node.Since.ToUnixTimeSeconds()),
            node.Head)),
    ];

    public void Dispose() => _meter.Dispose();

    private static string Warning(NodeStatus node) => node.Trouble switch
    {
        NodeTrouble.WrongChain => $"node-wrong-chain: The endpoint {node.Name} is of another chain than this ledger's, or has other contracts.",
        NodeTrouble.Lagging => $"node-lagging: The endpoint {node.Name} is too far behind (its head is {node.Head}).",
        NodeTrouble.Pruned => $"node-pruned: The endpoint {node.Name} no longer has the history that this ledger needs.",
        NodeTrouble.Diverged => $"node-diverged: The endpoint {node.Name} shows another block where one is final here.",
        var trouble => $"node-aside: The endpoint {node.Name} is set aside ({trouble}).",
    };

    private long StoreBytes() => new FileInfo(_context.Directory.Store) is { Exists: true } file ? file.Length : 0;
}
