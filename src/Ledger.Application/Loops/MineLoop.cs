// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Embedded;

namespace Ledger.Application.Loops;

/// <summary>Mines the embedded chain: as soon as something waits, and an empty block now and then so that chain time moves.</summary>
internal sealed class MineLoop(LedgerContext context, EmbeddedChain chain) : LedgerLoop(context)
{
    private const ulong FullAt = 20_000;

    // Blocks of one second stand one second apart: under load chain time may run ahead of the clock, but not far.
    internal const ulong MaxLeadSeconds = 300;

    private bool _warned;

    public override string Name => "mine";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        if (chain.Divergence is { } diverged)
        {
            var path = Context.Directory.WriteDivergence(diverged);
            Context.Halt.Set(diverged.Message);
            LoopLog.Diverged(Log, diverged.Message, path);
            return false;
        }

        var now = Context.Now;
        if (chain.HeadTime > now + MaxLeadSeconds)
        {
            return false;
        }

        if (now < chain.HeadTime + (ulong)Context.Options.HeartbeatSeconds && !await chain.HasWorkAsync(cancellation))
        {
            return false;
        }

        await chain.MineAsync(now, cancellation);
        TellOfSnapshots();
        if (!_warned && chain.TransactionCount >= FullAt)
        {
            _warned = true;
            LoopLog.EmbeddedIsFull(Log, chain.TransactionCount);
        }

        Context.Work.Wake();
        return await chain.HasWorkAsync(cancellation);
    }

    private void TellOfSnapshots()
    {
        if (chain.SnapshotTrouble is { } why)
        {
            Context.Alarms.Raise(Alarm.SnapshotFailed, $"The embedded chain's newest snapshot could not be written: {why} Blocks go on; a start replays more of them.");
        }
        else
        {
            Context.Alarms.Clear(Alarm.SnapshotFailed);
        }
    }
}
