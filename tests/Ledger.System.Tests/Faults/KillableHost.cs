// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Ledger.SystemTests.Faults;

/// <summary>The host as a process of its own, so that it and its chain can be killed as a power cut would.</summary>
internal sealed class KillableHost : IAsyncDisposable
{
    private const int LongestLog = 10_000;

    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private bool _disposed;

    private KillableHost(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>The newest lines of its log.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    private HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Makes a seeded data directory and ends.</summary>
    /// <param name="more">What <c>init</c> is told beside the directory and the seeds.</param>
    public static async Task InitAsync(string directory, params IEnumerable<string> more)
    {
        using var init = Start([], ["init", "--data", directory, "--seeds", Path.Combine(AppContext.BaseDirectory, "seeds", "avs.json"), .. more]);
        var said = await init.StandardError.ReadToEndAsync();
        await init.WaitForExitAsync();
        Assert.True(init.ExitCode == 0, said);
    }

    /// <summary>Serves an existing data directory, and is ready when this returns.</summary>
    /// <param name="port">The port of the host before it; 0 takes a free one.</param>
    /// <param name="environment">Options, as the environment gives them.</param>
    public static async Task<KillableHost> ServeAsync(string directory, int port = 0, params IEnumerable<(string Name, string Value)> environment)
    {
        var host = Begin(directory, port, environment);
        await host.UntilReadyAsync();
        return host;
    }

    /// <summary>Begins to serve, or to wait until it may.</summary>
    public static KillableHost Begin(string directory, int port = 0, params IEnumerable<(string Name, string Value)> environment)
    {
        port = port == 0 ? FreePort() : port;
        var host = new KillableHost(Start(environment, ["serve", "--data", directory, "--port", port.ToString(CultureInfo.InvariantCulture)]), port);
        host.Client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        host._process.OutputDataReceived += host.Hear;
        host._process.ErrorDataReceived += host.Hear;
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    public Task UntilReadyAsync() => UntilAsync(IsReadyAsync, "ready");

    /// <summary>What it answers, whatever the status.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => Client.SendAsync(request);

    /// <summary>Lets the process stand still, as a debugger or a full machine does.</summary>
    public void StandStill() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void GoOn() => Signal("CONT");

    /// <summary>The host's resident memory and its chain's, in bytes.</summary>
    public (long Host, long Chain) Memory()
    {
        _process.Refresh();
        using var engine = Engine();
        return (_process.WorkingSet64, engine.WorkingSet64);
    }

    /// <summary>From here on each write of the process past so many bytes of any file fails (setrlimit(2), RLIMIT_FSIZE: EFBIG).</summary>
    /// <param name="bytes">Null for no limit.</param>
    public async Task LimitFilesAsync(long? bytes)
    {
        using var prlimit = Process.Start("prlimit", ["--pid", $"{Id}", $"--fsize={bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}:unlimited"]);
        await prlimit.WaitForExitAsync();
        Assert.Equal(0, prlimit.ExitCode);
    }

    /// <summary>Asks it to end, and does not wait.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Waits for an end that comes by itself, and gives its exit code.</summary>
    public async Task<int> DiedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_deadline);
        return _process.ExitCode;
    }

    /// <summary>kill -9 of a host that follows a network.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary>kill -9 of the host and of its chain, in either order.</summary>
    public async Task KillAsync(bool chainFirst)
    {
        using var engine = Engine();
        await KillAsync(engine, chainFirst);
    }

    /// <summary>The same at once, where looking for the chain first would take too long.</summary>
    public async Task KillAsync(Process engine, bool chainFirst)
    {
        Process[] order = chainFirst ? [engine, _process] : [_process, engine];
        foreach (var process in order)
        {
            // With the host the kernel ends the chain too: then it is gone already.
            process.Kill();
        }

        await _process.WaitForExitAsync();
        await engine.WaitForExitAsync();
    }

    /// <summary>Looks again until it holds; a deadline is a failure.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.False(_process.HasExited, $"The host ended before it was {what}.");
            Assert.True(TimeProvider.System.GetElapsedTime(began) < _deadline, $"The host was not {what} within {_deadline}.");
            await timer.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            GoOn();
            Terminate();
            await EndAsync();
        }

        _process.Dispose();
        Client.Dispose();
    }

    /// <summary>Waits for its end; one that does not end says what it said last.</summary>
    private async Task EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(_deadline);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            Assert.Fail($"The host did not end within {_deadline}. It said last:\n{string.Join('\n', Said.TakeLast(20))}");
        }
    }

    private void Hear(object? sender, DataReceivedEventArgs line)
    {
        Said.Enqueue(line.Data ?? "");
        if (Said.Count > LongestLog)
        {
            Said.TryDequeue(out _);
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The chain's engine: the host's only child of that name.</summary>
    public Process Engine() =>
        Process.GetProcessesByName("anvil").Single(process => ParentOf(process.Id) == _process.Id);

    private static int ParentOf(int id)
    {
        try
        {
            // "pid (name) state parent …": the name may hold spaces, so the fields are counted from its end.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return -1;
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(IEnumerable<(string Name, string Value)> environment, IEnumerable<string> arguments)
    {
        // Without the signal, a write past the limit of LimitFilesAsync fails as on a bad disk; with it, it would end the process.
        var start = new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
    }
}
