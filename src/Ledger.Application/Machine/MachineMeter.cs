// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Ledger.Application.Core;
using Ledger.Chain.Nodes;
using Ledger.Domain.Alerts;
using Ledger.Store.Alerts;

namespace Ledger.Application.Machine;

/// <summary>The gauges of the machine room: the state as last read, and what the embedded chain wrote.</summary>
internal sealed class MachineMeter : IDisposable
{
    private static readonly string[] _rules = [NoLicense.Rule, ReportFork.Rule, ReportGap.Rule, KeyEnded.Rule, PromiseBroken.Rule, PromisesBroken.Rule];

    private readonly Meter _meter = new(LoopMeter.Name);
    private volatile MachineState? _state;

    public MachineMeter(LedgerContext context)
    {
        Gauge("ledger.chain.head", "{block}", state => state.Head?.Number);
        Gauge("ledger.chain.final", "{block}", state => state.FinalNumber);
        Gauge("ledger.chain.lag", "{block}", state => state.Lag);
        Gauge("ledger.chain.head.age", "s", state => state.Head is null ? null : Math.Max(0, context.Now - (double)state.HeadTime));
        Gauge("ledger.outbox.waiting", "{intent}", state => state.Waiting);
        Gauge("ledger.outbox.inflight", "{intent}", state => state.InFlight);
        Gauge("ledger.outbox.age", "s", state => Age(context, state.OldestOpenSince));
        Gauge("ledger.outbox.nonce.gaps", "{nonce}", state => state.NonceGaps);
        Gauge("ledger.checkpoint.age", "s", state => Age(context, state.UnanchoredSince));
        Gauge("ledger.promises.broken", "{promise}", state => state.PromisesBroken);
        _meter.CreateObservableGauge<double>("ledger.alerts", () => _state is { } state ? Alerts(state) : [], "{alert}");
        Gauge("ledger.store.size", "By", state => state.StoreBytes);
        Counter("ledger.gas.used", "gas", state => state.Spent?.Gas ?? 0);
        Counter("ledger.gas.spent", "wei", state => state.Spent is { } spent ? (double)spent.Wei.ToBigInteger() : 0);
        Gauge("ledger.writer.halted", "1", _ => context.Halt.IsSet ? 1 : 0);
        if (context.Nodes is { } nodes)
        {
            Gauges("ledger.node.active", nodes, node => node.IsActive ? 1 : 0);
            Gauges("ledger.node.sound", nodes, node => node.Trouble is null ? 1 : 0);
            Gauges("ledger.node.head", nodes, node => node.Head);
        }

        if (context.Embedded is { } chain)
        {
            Gauge("ledger.embedded.transactions", "{transaction}", _ => chain.TransactionCount);
            Gauge("ledger.embedded.snapshot.size", "By", _ => chain.LastSnapshot?.Bytes);
            Gauge("ledger.embedded.snapshot.duration", "s", _ => chain.LastSnapshot?.Took.TotalSeconds);
        }
    }

    public void Take(MachineState state) => _state = state;

    public void Dispose() => _meter.Dispose();

    // A rule with nothing open is zero, for the same reason as an age.
    private static IEnumerable<Measurement<double>> Alerts(MachineState state) =>
        from rule in _rules
        from stage in new[] { AlertState.Provisional, AlertState.Raised, AlertState.Final }
        select new Measurement<double>(
            state.Alerts.FirstOrDefault(one => one.Rule == rule && one.State == stage).Count,
            new KeyValuePair<string, object?>("rule", rule), new KeyValuePair<string, object?>("state", stage.ToString().ToLowerInvariant()));

    // An age of nothing is zero: a gauge that vanished could not be told from a scrape that failed.
    private static double? Age(LedgerContext context, long? since) => since is { } from ? Math.Max(0, context.Now - (double)from) : 0;

    private void Gauges(string name, NodePool nodes, Func<NodeStatus, double?> read) => _meter.CreateObservableGauge<double>(
        name,
        () => nodes.Statuses.Select(node => (node.Name, Value: read(node))).Where(it => it.Value is not null)
            .Select(it => new Measurement<double>(it.Value!.Value, new KeyValuePair<string, object?>("endpoint", it.Name))),
        "1");

    private void Counter(string name, string unit, Func<MachineState, double> read) => _meter.CreateObservableCounter<double>(
        name, () => _state is { } state ? [new Measurement<double>(read(state))] : Array.Empty<Measurement<double>>(), unit);

    private void Gauge(string name, string unit, Func<MachineState, double?> read) =>
        _meter.CreateObservableGauge<double>(
            name, () => _state is { } state && read(state) is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), unit);
}
