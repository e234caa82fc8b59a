// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain;
using Ledger.Chain.Nodes;

namespace Ledger.Application.Loops;

/// <summary>Wakes the loops when a node's WebSocket says that there is a new block. Without it they look as often as ever.</summary>
internal sealed class HeadsLoop(LedgerContext context, HeadHints hints) : ILedgerLoop
{
    private const int LongestWaitSeconds = 60;

    public string Name => "heads";

    /// <summary>There is no step: it only listens.</summary>
    public Task<bool> StepAsync(CancellationToken cancellation) => Task.FromResult(false);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var log = context.Loggers.CreateLogger("Ledger.Application");
        for (var faults = 1; !cancellation.IsCancellationRequested; faults++)
        {
            try
            {
                await hints.ListenAsync(
                    () =>
                    {
                        faults = 0;
                        context.Work.Wake();
                    },
                    cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (ChainFault fault)
            {
                LoopLog.HeadsSilent(log, fault.Kind.ToString(), faults);
                var wait = TimeSpan.FromSeconds(Math.Min(LongestWaitSeconds, 1 << Math.Min(faults, 10)));
                await Task.Delay(wait, context.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
