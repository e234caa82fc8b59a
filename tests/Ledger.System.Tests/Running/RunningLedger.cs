// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Running;

/// <summary>A ledger of its own, started as a user starts it: by <c>scripts/run</c>, in a directory that goes with it; or the one at <c>LEDGER_URL</c>.</summary>
public class RunningLedger : IAsyncLifetime, IDisposable
{
    private readonly Place _place = new();
    private readonly string[] _more;
    private ScriptRun? _run;

    public RunningLedger()
        : this([])
    {
    }

    /// <param name="more">What <c>scripts/run</c> is told beside directory and port.</param>
    protected RunningLedger(params string[] more) => _more = more;

    public Uri Url { get; private set; } = new("http://localhost/");

    public string DataDirectory => _place["data"];

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_URL") is { Length: > 0 } url)
        {
            Url = new Uri(url);
            return;
        }

        _run = ScriptRun.Start(["--data", DataDirectory, "--port", "0", .. _more], ("Ledger__AnchorIntervalSeconds", "1"));
        Url = await _run.ReadyAsync();
    }

    public async Task DisposeAsync() => await (_run?.DisposeAsync() ?? ValueTask.CompletedTask);

    public void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>All that the script and the host have written so far.</summary>
    public string Said() => _run?.Said ?? "";
}

/// <summary>A ledger in which nothing has happened yet.</summary>
public sealed class EmptyLedger() : RunningLedger("--no-seeds");

/// <summary>Tests that read one running ledger and leave it as it was share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedLedger : ICollectionFixture<RunningLedger>
{
    public const string Name = "a running ledger";
}
