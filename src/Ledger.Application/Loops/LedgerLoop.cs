// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Machine;
using Ledger.Chain;
using Ledger.Store;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Loops;

/// <summary>What all loops share: wait for work, back off on transient faults, stand still when halted.</summary>
internal abstract class LedgerLoop(LedgerContext context) : ILedgerLoop
{
    private const int MaxBackoffMs = 30_000;

    private readonly ILogger _log = context.Loggers.CreateLogger("Ledger.Application");

    public abstract string Name { get; }

    protected LedgerContext Context => context;

    /// <summary>How long to wait, if nothing is heard before, after a step that found nothing to do.</summary>
    protected virtual TimeSpan Pause => TimeSpan.FromMilliseconds(context.Options.PollIntervalMs);

    protected ILogger Log => _log;

    /// <summary>Does what there is to do; nothing once the writer is halted.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation) => !context.Halt.IsSet && await WorkAsync(cancellation);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var faults = 0;
        while (!cancellation.IsCancellationRequested)
        {
            var work = context.Work.Next;
            try
            {
                var moved = await StepAsync(cancellation);
                if (faults > 0)
                {
                    faults = 0;
                    context.Faults.Forget(Name);
                }

                if (moved)
                {
                    continue;
                }

                await work.WaitAsync(Pause, context.Time, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is ChainFault or StoreFault)
            {
                faults++;
                var transient = fault is ChainFault { IsTransient: true } or StoreFault { IsTransient: true };
                LoopLog.Faulted(_log, fault, Name, transient, faults);
                LoopMeter.Faulted(Name, transient);
                context.Faults.Note(Name, faults, fault is ChainFault chain ? chain.Kind.ToString() : ((StoreFault)fault).Kind.ToString());
                await BackOffAsync(faults, (fault as ChainFault)?.RetryAfter, cancellation);
            }
        }
    }

    /// <inheritdoc cref="ILedgerLoop.StepAsync" />
    protected abstract Task<bool> WorkAsync(CancellationToken cancellation);

    /// <summary>Waits longer with every fault, and at least as long as the node asks for, within reason.</summary>
    private async Task BackOffAsync(int faults, TimeSpan? asked, CancellationToken cancellation)
    {
        var wait = Math.Max(context.Options.PollIntervalMs << Math.Min(faults, 10), asked?.TotalMilliseconds ?? 0);
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(MaxBackoffMs, wait)), context.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
