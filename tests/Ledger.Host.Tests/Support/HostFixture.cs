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

    internal OpenLedger Opened => _ledger!;

    /// <summary>The environment of a command that nobody gave a key: the administrator's, as <c>scripts/ledger</c> would fall back to one.</summary>
    public IReadOnlyDictionary<string, string> Environment(params IEnumerable<(string Name, string Value)> more) =>
        more.Append(("LEDGER_FALLBACK_API_KEY_FILE", ApiKeyFile("administrator"))).ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal);

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
        // Limits have tests of their own; here they must not cut a test short.
        _app = HostApp.Build(_ledger, port: 0, new DoorOptions { KeyBurst = 1_000_000, AddressBurst = 1_000_000 });
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

    /// <summary>Where a demo party's API key lies.</summary>
    public string ApiKeyFile(string name) => Path.Combine(_directory, "keys", "demo", name + ".apikey");

    private static bool IsLicensees(string path) => path is "/api/v1/records" or "/api/v1/payments" or "/api/v1/witnesses" || path.StartsWith("/api/v1/usage-reports", StringComparison.Ordinal);

    /// <summary>The API key of one of the demonstration's parties, by its id.</summary>
    public string TokenOf(string party)
    {
        var file = Directory.EnumerateFiles(Path.Combine(_directory, "keys", "demo"), "*.json").First(one => KeyFile.Read(one).Party?.Value.ToString() == party);
        return File.ReadAllText(ApiKeyFile(Path.GetFileNameWithoutExtension(file))).Trim();
    }

    public string OperatorKeyFile => Path.Combine(_directory, "operator.key");

    /// <summary>Whose API key a route takes: the pool's administrator's, for reports the licensee's, for holds the dispute team's, for API keys the operator's.</summary>
    public async Task<string> TokenAsync(HttpMethod method, string path)
    {
        var file = path.StartsWith("/api/v1/api-keys", StringComparison.Ordinal) ? OperatorKeyFile
            : ApiKeyFile(
                method == HttpMethod.Post && IsLicensees(path) ? "licensee-harbor"
                : path.EndsWith("/hold", StringComparison.Ordinal) || path.EndsWith("/release", StringComparison.Ordinal) ? "alliance"
                : "administrator");
        return (await File.ReadAllTextAsync(file)).Trim();
    }

    public Task<Answered> GetAsync(string path, string language = "en", string? token = null) =>
        SendAsync(HttpMethod.Get, path, null, language: language, token: token);

    /// <summary>Posts JSON under a fresh idempotency key, or under the one given.</summary>
    public Task<Answered> PostAsync(string path, object body, string? key = null, string language = "en", string? token = null) => SendAsync(
        HttpMethod.Post,
        path,
        Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body, Ledger.Application.Views.LedgerJson.Options)),
        key,
        language: language,
        token: token);

    /// <param name="token">Whose API key; nobody's where empty. Where left out, the one that <see cref="TokenAsync"/> chooses.</param>
    public async Task<Answered> SendAsync(
        HttpMethod method, string path, byte[]? body, string? key = null, string contentType = "application/json", string language = "en", string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        token ??= await TokenAsync(method, path);
        if (token.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

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
