// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;

namespace Ledger.Host.Startup;

internal static class ServeVerb
{
    public static async Task<int> RunAsync(string dataDirectory, int port, string? bind, string? anvilPath, CancellationToken cancel)
    {
        using var loggers = HostLogging.CreateFactory();
        var (options, door) = HostOptions.Read(bind);
        var opened = await OpenLedger.OpenAsync(dataDirectory, options, TimeProvider.System, loggers, anvilPath, cancel);
        if (!opened.IsDone)
        {
            return Ending.Refuse(opened.Refusal);
        }

        await using var ledger = opened.Value;
        await using var app = HostApp.Build(ledger, port, door);
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
