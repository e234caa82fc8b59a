// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Nodes;

namespace Ledger.Application.Loops;

/// <summary>Looks at the network's endpoints, and tells the log when one of them is set aside or back.</summary>
internal sealed class NodesLoop(LedgerContext context, NodePool pool) : LedgerLoop(context)
{
    private readonly Dictionary<string, NodeTrouble?> _told = new(StringComparer.Ordinal);

    public override string Name => "nodes";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        if (pool.IsProbeDue)
        {
            await pool.ProbeAsync(await Context.Store.ReadAsync(reader => reader.Blocks.Final, cancellation), cancellation);
        }

        var statuses = pool.Statuses;
        foreach (var status in statuses.Where(it => _told.GetValueOrDefault(it.Name) != it.Trouble))
        {
            _told[status.Name] = status.Trouble;
            LoopLog.NodeChanged(
                Log, status.Name, status.Trouble is null ? "sound" : "set aside", status.Trouble?.ToString() ?? "-", statuses.First(it => it.IsActive).Name);
        }

        return false;
    }
}
