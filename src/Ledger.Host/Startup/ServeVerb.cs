// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.Application;
using Ledger.Application.Setup;
using Ledger.Application.Texts;

namespace Ledger.Host.Startup;

internal static class ServeVerb
{
    /// <summary>Serves until it is told to stop; being told so while still opening is no failure either.</summary>
    public static async Task<int> RunAsync(string dataDirectory, int port, string? bind, IReadOnlyList<Uri> nodes, string? heads, string? anvilPath, CancellationToken cancel)
    {
        // A signal that comes before the verb has come back to the command line for the first time is taken for one to nobody, and ends in 130.
        await Task.Yield();
        using var told = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var terminated = Hear(PosixSignal.SIGTERM, told);
        using var interrupted = Hear(PosixSignal.SIGINT, told);
        try
        {
            return await ServeAsync(dataDirectory, port, bind, nodes, heads, anvilPath, told.Token);
        }
        catch (OperationCanceledException) when (told.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static PosixSignalRegistration Hear(PosixSignal signal, CancellationTokenSource told) => PosixSignalRegistration.Create(signal, heard =>
    {
        heard.Cancel = true;
        told.Cancel();
    });

    private static async Task<int> ServeAsync(string dataDirectory, int port, string? bind, IReadOnlyList<Uri> nodes, string? heads, string? anvilPath, CancellationToken cancel)
    {
        using var loggers = HostLogging.CreateFactory();
        var (options, door) = HostOptions.Read(bind, nodes, heads);
        var opened = await OpenLedger.OpenAsync(dataDirectory, options, TimeProvider.System, loggers, anvilPath, cancel, waited => Wait(waited, options));
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

    /// <summary>Says for which process this one waits, and what to do where waiting alone will not help.</summary>
    private static void Wait(WaitedFor waited, ApplicationOptions options) => Console.Error.WriteLine(new RefusalTexts().Describe(
        waited.IsInTransaction ? "waiting-for-sleeper" : "waiting-for-writer",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["holder"] = waited.Holder,
            ["process"] = waited.Process,
            ["seconds"] = options.WriterLeaseSeconds.ToString(CultureInfo.InvariantCulture),
        },
        Ending.Language()).Detail);
}
