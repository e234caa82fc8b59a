// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Chain.Rpc;

namespace Ledger.Chain.Embedded;

/// <summary>One running engine: started outside the terminal's process group, ended with this process whatever ends it.</summary>
internal sealed class EngineProcess : IEngineProcess
{
    private const string Listening = "Listening on 127.0.0.1:";
    private const int LookMs = 10;

    private readonly Process _process;
    private readonly HttpNodeTransport _transport;

    private EngineProcess(Process process, HttpNodeTransport transport) => (_process, _transport) = (process, transport);

    public INodeTransport Transport => _transport;

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <inheritdoc/>
    public async Task<bool> IsDeadAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(2));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Starts the engine and waits until it listens.</summary>
    internal static async Task<IEngineProcess> StartAsync(EmbeddedChainOptions options, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var (binary, timeoutMs) = (EngineBinary.Find(options.EnginePath), options.StartTimeoutMs);
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);

        // The kernel sends the death signal when the *thread* that started the engine ends: so one thread stays with it.
        new Thread(() => Attend(binary, arguments, started, port)) { IsBackground = true, Name = "embedded chain" }.Start();
        var process = await started.Task.WaitAsync(cancellation);
        try
        {
            var listening = await port.Task.WaitAsync(TimeSpan.FromMilliseconds(timeoutMs), cancellation);
            return new EngineProcess(process, new HttpNodeTransport(
                new Uri($"http://127.0.0.1:{listening}"),
                new HttpNodeOptions { TimeoutMs = 300_000, MaxAnswerBytes = int.MaxValue }));
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException or ChainFault)
        {
            End(process);
            throw failure is TimeoutException ? Fault($"The embedded chain's engine did not listen within {timeoutMs} ms.") : failure;
        }
    }

    /// <summary>Ends what an earlier host left running on these files: known by its command line, which names them.</summary>
    internal static void EndStray(string directory)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return;
        }

        foreach (var id in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)))
        {
            try
            {
                var words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
                if (Path.GetFileName(words[0]) == "anvil" && words.Any(word => word.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
                {
                    using var stray = Process.GetProcessById(int.Parse(id!, System.Globalization.CultureInfo.InvariantCulture));
                    stray.Kill();
                    while (!stray.WaitForExit(LookMs) && !HasEnded(stray.Id))
                    {
                        // It is on its way out.
                    }
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // It ended meanwhile, or is another user's.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        End(_process);
        _transport.Dispose();
        await _process.WaitForExitAsync();
    }

    private static void Attend(string binary, IReadOnlyList<string> arguments, TaskCompletionSource<Process> started, TaskCompletionSource<int> port)
    {
        var process = new Process { StartInfo = StartInfo(binary, arguments) };
        var lastWords = "";
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && text.StartsWith(Listening, StringComparison.Ordinal))
            {
                port.TrySetResult(int.Parse(text[Listening.Length..], System.Globalization.CultureInfo.InvariantCulture));
            }
        };
        process.ErrorDataReceived += (_, line) => lastWords = string.IsNullOrWhiteSpace(line.Data) ? lastWords : line.Data;
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            started.SetException(Fault($"The embedded chain's engine does not start: {failure.Message}."));
            return;
        }

        started.SetResult(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        port.TrySetException(Fault($"The embedded chain's engine ended at once: {lastWords}"));
    }

    private static ProcessStartInfo StartInfo(string binary, IReadOnlyList<string> arguments)
    {
        // setsid: Ctrl-C in the terminal is for the host, which then ends the engine in order. setpriv: SIGKILL with the host.
        // Both replace themselves with what follows them, so the process id is the engine's.
        string[] launcher = (EngineBinary.Tool("setsid"), EngineBinary.Tool("setpriv")) switch
        {
            ({ } setsid, { } setpriv) => [setsid, setpriv, "--pdeathsig", "KILL", "--", binary],
            ({ } setsid, null) => [setsid, binary],
            _ => [binary],
        };
        var start = new ProcessStartInfo(launcher[0], [.. launcher[1..], .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ANVIL_", StringComparison.Ordinal) || name.StartsWith("FOUNDRY_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["RUST_LOG"] = "off";
        return start;
    }

    /// <summary>Whether nothing is left of a process but its entry, which stays until the parent asks for it: one that stands still never does.</summary>
    private static bool HasEnded(int id)
    {
        // "pid (name) state …": the name may hold spaces and brackets.
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[stat.LastIndexOf(')') + 2] is 'Z' or 'X';
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private static ChainFault Fault(string message) => new(ChainFaultKind.Embedded, message, isTransient: false);
}
