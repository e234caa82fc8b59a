// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ledger.Benchmarks.Starting;

/// <summary>A host as a process of its own, timed from its birth until it is ready.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private const string Peak = "VmHWM:";
    private const double KibPerMib = 1024;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private Serving(Process process, TimeSpan readyAfter) => (_process, ReadyAfter) = (process, readyAfter);

    public TimeSpan ReadyAfter { get; }

    /// <summary>The processor time that the process has used.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that the process ever had in RAM, MiB.</summary>
    public double PeakMiB => File.ReadLines($"/proc/{_process.Id}/status").Where(line => line.StartsWith(Peak, StringComparison.Ordinal))
        .Select(line => double.Parse(line[Peak.Length..^2], CultureInfo.InvariantCulture) / KibPerMib).Single();

    /// <summary>Runs a command to its good end.</summary>
    public static async Task RunAsync(string file, params string[] arguments)
    {
        using var process = Start(file, arguments, []);
        await process.WaitForExitAsync();
        _ = process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <summary>Starts a command that serves on a port, and waits until <c>/health/ready</c> says yes.</summary>
    public static Task<Serving> StartAsync(int port, string file, params string[] arguments) => StartAsync(port, [], file, arguments);

    /// <inheritdoc cref="StartAsync(int, string, string[])" />
    /// <param name="options">The host's options, as the environment gives them.</param>
    public static async Task<Serving> StartAsync(int port, IReadOnlyList<(string Name, string Value)> options, string file, params string[] arguments)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var timer = new PeriodicTimer(Look);
        var clock = Stopwatch.StartNew();
        var process = Start(file, [.. arguments, "--port", port.ToString(CultureInfo.InvariantCulture)], options);
        while (!await IsReadyAsync(client))
        {
            if (process.HasExited || clock.Elapsed > Patience)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{file} did not become ready.");
            }

            await timer.WaitForNextTickAsync();
        }

        return new Serving(process, clock.Elapsed);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>What it writes goes to our standard error, which holds no measurement.</summary>
    private static Process Start(string file, string[] arguments, IReadOnlyList<(string Name, string Value)> options)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in options)
        {
            start.Environment["Ledger__" + name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} does not start.");
        process.OutputDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        return process;
    }
}
