// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.SystemTests.Architecture;

namespace Ledger.SystemTests.Running;

/// <summary><c>scripts/run</c> as a terminal runs it: a process group of its own, which Ctrl-C reaches as a whole.</summary>
internal sealed partial class ScriptRun : IAsyncDisposable
{
    private static readonly TimeSpan _readyWithin = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan _endsWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private ScriptRun(Process process) => _process = process;

    /// <summary>A client of the host, once <see cref="ReadyAsync"/> has returned.</summary>
    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>All that the script and the host have written so far.</summary>
    public IEnumerable<string> Lines => _said;

    /// <inheritdoc cref="Lines" />
    public string Said => string.Join(Environment.NewLine, _said);

    /// <summary>Starts it. The test runner may be deaf to signals (a background job is), the script shall not be.</summary>
    public static ScriptRun Start(IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/setsid", ["/usr/bin/env", "--default-signal=INT,QUIT,TERM", Path.Combine(Checkout.Root, "scripts/run"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var run = new ScriptRun(process);
        process.OutputDataReceived += (_, line) => run.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => run.Hear(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Waits for the line that says where the ledger is ready.</summary>
    public async Task<Uri> ReadyAsync()
    {
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(_ready.Task, ended).WaitAsync(_readyWithin);
        Client.BaseAddress = first == ended ? throw new InvalidOperationException($"scripts/run ended early: {Said}") : await _ready.Task;
        return Client.BaseAddress;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_endsWithin);
        return _process.ExitCode;
    }

    /// <summary>Ctrl-C: the terminal sends SIGINT to everybody in the foreground. Gives the exit code once nobody of the group is left.</summary>
    public async Task<int> InterruptAsync()
    {
        Signal("INT");
        var code = await EndAsync();
        await UntilAsync(() => Task.FromResult(!Members().Any()), "without leftovers");
        return code;
    }

    public async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await Client.GetByteArrayAsync(path));

    /// <summary>Looks again until it holds; a deadline is a failure.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var timer = new PeriodicTimer(_look);
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < _endsWithin, $"Not {what} within {_endsWithin}: {Said}");
            await timer.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
            await _process.WaitForExitAsync().WaitAsync(_endsWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (Members().Any())
        {
            Signal("KILL");
        }

        _process.Dispose();
        Client.Dispose();
    }

    private void Signal(string name) => Process.Start("kill", [$"-{name}", "--", $"-{_process.Id}"]).WaitForExit();

    /// <summary>Who of the group still runs; a zombie does not.</summary>
    private IEnumerable<string> Members() => Directory.EnumerateDirectories("/proc")
        .Where(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _))
        .Where(path => Status(path) is [not "Z", _, var group, ..] && string.Equals(group, $"{_process.Id}", StringComparison.Ordinal));

    /// <summary>State, parent, process group and so on, counted from the end of the name, which may hold spaces.</summary>
    private static string[] Status(string path)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(path, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Enqueue(line);
        if (ReadyLine().Match(line) is { Success: true } ready)
        {
            _ready.TrySetResult(new Uri(ready.Groups["url"].Value));
        }
    }

    [GeneratedRegex(@"ready at (?<url>http:\S+)", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex ReadyLine();
}
