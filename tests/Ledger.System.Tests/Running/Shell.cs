// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.SystemTests.Architecture;

namespace Ledger.SystemTests.Running;

/// <summary>Commands as a user types them at the checkout's root.</summary>
internal static class Shell
{
    private static readonly TimeSpan _endsWithin = TimeSpan.FromMinutes(4);

    /// <summary>Runs one to its end.</summary>
    public static Task<Ended> RunAsync(string file, IEnumerable<string> arguments) => RunAsync(Checkout.Root, file, arguments);

    /// <summary><c>scripts/ledger</c> against a host, typed in some folder; as in a checkout the operator's key may lie in its <c>.ledger</c>.</summary>
    public static Task<Ended> LedgerAsync(Uri url, string folder, params IEnumerable<string> arguments) => RunAsync(
        folder,
        Path.Combine(Checkout.Root, "scripts/ledger"),
        arguments,
        ("LEDGER_URL", url.AbsoluteUri),
        ("LEDGER_FALLBACK_API_KEY_FILE", Path.Combine(folder, ".ledger", "operator.key")),
        ("LC_ALL", "C.UTF-8"));

    private static async Task<Ended> RunAsync(
        string folder, string file, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, error, process.WaitForExitAsync()).WaitAsync(_endsWithin);
        return new Ended(process.ExitCode, await output, await error);
    }
}

/// <summary>How a command ended, and what it wrote.</summary>
internal sealed record Ended(int Code, string Output, string Error);
