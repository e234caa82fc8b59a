// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Application.Setup;
using Ledger.Host.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Support;

/// <summary>A host of one test's own, in a directory that goes with it, which the test may stop and start again.</summary>
public sealed class OwnHost : IAsyncDisposable
{
    private static readonly ApplicationOptions _options = new() { AnchorIntervalSeconds = 1, PollIntervalMs = 20 };
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "ledger-own-" + Path.GetRandomFileName());
    private readonly DoorOptions _door;
    private OpenLedger? _ledger;
    private WebApplication? _app;

    private OwnHost(DoorOptions door) => _door = door;

    public HttpClient Client { get; private set; } = new();

    public string Directory => _directory;

    public string OperatorToken => File.ReadAllText(Path.Combine(_directory, "operator.key")).Trim();

    /// <param name="node">A network's node; null for the embedded chain.</param>
    public static async Task<OwnHost> StartAsync(DoorOptions door, Uri? node = null, ulong finality = 3, bool seeded = false)
    {
        var host = new OwnHost(door);
        var made = await Initialization.RunAsync(
            new InitRequest(host._directory, seeded ? Path.Combine(AppContext.BaseDirectory, "seeds", "avs.json") : null, node, finality, Demo: seeded),
            _options, TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        Assert.True(made.IsDone, made.Refusal?.ToString());
        await host.ServeAsync();
        return host;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await ServeAsync();
    }

    public string DemoToken(string name) => File.ReadAllText(Path.Combine(_directory, "keys", "demo", name + ".apikey")).Trim();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private async Task ServeAsync()
    {
        var opened = await OpenLedger.OpenAsync(_directory, _options, TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        Assert.True(opened.IsDone, opened.Refusal?.ToString());
        _ledger = opened.Value;
        _app = HostApp.Build(_ledger, port: 0, _door);
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()), Timeout = TimeSpan.FromMinutes(5) };
    }

    public async Task StopAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }

        (_app, _ledger) = (null, null);
    }
}
