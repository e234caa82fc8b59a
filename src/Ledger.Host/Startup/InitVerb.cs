// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;

namespace Ledger.Host.Startup;

internal static class InitVerb
{
    public static async Task<int> RunAsync(InitRequest request, CancellationToken cancel)
    {
        using var loggers = HostLogging.CreateFactory();
        var made = await Initialization.RunAsync(
            request, HostOptions.ReadForInit(), TimeProvider.System, loggers, new Sentences(), cancel);
        return made.IsDone ? 0 : Ending.Refuse(made.Refusal);
    }

    /// <summary>Writes each step as it happens; <see cref="Progress{T}"/> would write them late and out of order.</summary>
    private sealed class Sentences : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
