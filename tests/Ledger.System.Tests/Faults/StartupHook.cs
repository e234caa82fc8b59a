// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Chain.Embedded;

/// <summary>
/// What the runtime calls before the host's <c>Main</c> where <c>DOTNET_STARTUP_HOOKS</c> names this assembly: the host dies at the point
/// that a file names, by SIGKILL, within the very call that passes it. The host itself knows nothing of it.
/// </summary>
/// <remarks>https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md: the class's name, and no namespace.</remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1050", Justification = "The runtime looks for it without a namespace.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "MA0047", Justification = "The runtime looks for it without a namespace.")]
internal static class StartupHook
{
    /// <summary>The environment's name of the file that names the point; beside it stands, after the death, where it was.</summary>
    internal const string Variable = "LEDGER_TEST_DIE_AT";

    internal const string Died = ".died";

    internal static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
        {
            DiagnosticListener.AllListeners.Subscribe(new Each<DiagnosticListener>(source =>
            {
                if (string.Equals(source.Name, EmbeddedPoints.Source, StringComparison.Ordinal))
                {
                    source.Subscribe(new Each<KeyValuePair<string, object?>>(point => Pass(file, point.Key)));
                }
            }));
        }
    }

    private static void Pass(string file, string point)
    {
        if (File.Exists(file) && string.Equals(File.ReadAllText(file), point, StringComparison.Ordinal))
        {
            File.WriteAllText(file + Died, point);
            Process.GetCurrentProcess().Kill(); // of one's own process it does not come back
        }
    }

    private sealed class Each<T>(Action<T> next) : IObserver<T>
    {
        public void OnNext(T value) => next(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
