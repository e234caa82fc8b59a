// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;

namespace Ledger.Chain.Nodes;

/// <summary>What is counted of the roads to the nodes, by their names and never by their URLs.</summary>
internal static class NodeMeter
{
    private static readonly Meter Nodes = new("Ledger.Chain");

    private static readonly Counter<long> Errors = Nodes.CreateCounter<long>("ledger.node.errors", "{error}", "Calls that an endpoint failed or refused.");

    private static readonly Counter<long> Switches = Nodes.CreateCounter<long>("ledger.node.switches", "{switch}", "Times that another endpoint was turned to.");

    internal static void Failed(string endpoint, ChainFaultKind kind) => Errors.Add(1, new("endpoint", endpoint), new("kind", kind.ToString()));

    internal static void Switched(string to) => Switches.Add(1, new KeyValuePair<string, object?>("endpoint", to));
}
