// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Setup;
using Ledger.Chain.Keys;
using Ledger.Host.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Support;

/// <summary>The whole product in this process: a seeded data directory, its embedded chain, the host on a free port.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "ledger-host-" + Path.GetRandomFileName());
    private OpenLedger? _ledger;
    private WebApplication? _app;
    private int _keys;

    public HttpClient Client { get; private set; } = new();

    public Uri Url => Client.BaseAddress!;

    public string DataDirectory => _directory;

    /// <summary>The demonstration's keys by what the party is called in English.</summary>
    public IReadOnlyList<KeyFile> DemoKeys { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var options = new ApplicationOptions { AnchorIntervalSeconds = 1, PollIntervalMs = 20 };
        var made = await Initialization.RunAsync(
            new InitRequest(_directory, Path.Combine(AppContext.BaseDirectory, "seeds", "avs.json")),
            options, TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        Assert.True(made.IsDone, made.Refusal?.ToString());
        var opened = await OpenLedger.OpenAsync(_directory, options, TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        Assert.True(opened.IsDone, opened.Refusal?.ToString());
        _ledger = opened.Value;
        _app = HostApp.Build(_ledger, port: 0);
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        DemoKeys = [.. Directory.EnumerateFiles(Path.Combine(_directory, "keys", "demo"), "*.json").Select(KeyFile.Read)];
        await Eventually.IsTrueAsync(async () => (await GetAsync("/health/ready")).Status == 200, "The host becomes ready.");
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    public Task<Answered> GetAsync(string path, string language = "en") => SendAsync(HttpMethod.Get, path, null, language: language);

    /// <summary>Posts JSON under a fresh idempotency key, or under the one given.</summary>
    public Task<Answered> PostAsync(string path, object body, string? key = null, string language = "en") =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body, Ledger.Application.Views.LedgerJson.Options)), key, language: language);

    public async Task<Answered> SendAsync(
        HttpMethod method, string path, byte[]? body, string? key = null, string contentType = "application/json", string language = "en")
    {
        using var request = new HttpRequestMessage(method, path);
        var token = (await File.ReadAllTextAsync(Path.Combine(_directory, "keys", "demo", "administrator.apikey"))).Trim();
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        request.Headers.Add("Accept-Language", language);
        if (method == HttpMethod.Post && key is not "")
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? $"test-{Interlocked.Increment(ref _keys)}");
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await Client.SendAsync(request);
        return new Answered((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
    }
}

/// <summary>What came back.</summary>
public sealed record Answered(int Status, string? MediaType, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Bytes);

    public string Code => Json.GetProperty("code").GetString()!;
}

/// <summary>All classes of this collection share one running host.</summary>
[CollectionDefinition(Name)]
public sealed class HostCollection : ICollectionFixture<HostFixture>
{
    public const string Name = "A running host";
}
