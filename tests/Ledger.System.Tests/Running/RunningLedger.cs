// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Ledger.SystemTests.Architecture;

namespace Ledger.SystemTests.Running;

/// <summary>A ledger of its own, started as a user starts it: by <c>scripts/run</c>, in a directory that goes with it; or the one at <c>LEDGER_URL</c>.</summary>
public sealed partial class RunningLedger : IAsyncLifetime
{
    private static readonly TimeSpan _readyWithin = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan _stopsWithin = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-system-").FullName;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _run;

    public Uri Url { get; private set; } = new("http://localhost/");

    public string DataDirectory => Path.Combine(_folder, "data");

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_URL") is { Length: > 0 } url)
        {
            Url = new Uri(url);
            return;
        }

        var start = new ProcessStartInfo(Path.Combine(Checkout.Root, "scripts/run"), ["--data", DataDirectory, "--port", "0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["Ledger__AnchorIntervalSeconds"] = "1";
        _run = Process.Start(start) ?? throw new InvalidOperationException("scripts/run does not start.");
        _run.StandardInput.Close();
        _run.OutputDataReceived += (_, line) => Hear(line.Data);
        _run.ErrorDataReceived += (_, line) => Hear(line.Data);
        _run.BeginOutputReadLine();
        _run.BeginErrorReadLine();
        var ended = _run.WaitForExitAsync();
        var first = await Task.WhenAny(_ready.Task, ended).WaitAsync(_readyWithin);
        Url = first == ended ? throw new InvalidOperationException($"scripts/run ended early: {Said()}") : await _ready.Task;
    }

    public async Task DisposeAsync()
    {
        if (_run is { HasExited: false } run)
        {
            Process.Start("kill", ["-TERM", $"{run.Id}"])?.Dispose();
            using var patience = new CancellationTokenSource(_stopsWithin);
            await run.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!run.HasExited)
            {
                run.Kill(entireProcessTree: true);
            }
        }

        _run?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>All that the script and the host have written so far.</summary>
    public string Said() => string.Join(Environment.NewLine, _said);

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

/// <summary>Tests that read one running ledger and leave it as it was share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedLedger : ICollectionFixture<RunningLedger>
{
    public const string Name = "a running ledger";
}
