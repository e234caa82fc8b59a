// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Loops;

namespace Ledger.Host.Background;

/// <summary>Runs one loop of the application until the host stops.</summary>
/// <remarks>A loop that fails for good does not take the host down: reading goes on, readiness turns red.</remarks>
public sealed partial class LoopService(ILedgerLoop loop, LoopBook book, ILogger<LoopService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await loop.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception thrown)
        {
            Ended(log, loop.Name, thrown);
        }

        if (!stoppingToken.IsCancellationRequested)
        {
            book.NoteStopped(loop.Name);
        }
    }

    [LoggerMessage(7002, LogLevel.Critical, "The loop {Loop} ended; the host goes on reading only")]
    private static partial void Ended(ILogger log, string loop, Exception thrown);
}
