// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Benchmarks.Starting;
using Ledger.Chain.Keys;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;
using Ledger.Store.Sqlite;

namespace Ledger.Benchmarks.Usage;

/// <summary>A host of the demonstration's world as a process of its own, and a licensee that reports to it in several streams.</summary>
internal sealed class IntakeWorld : IAsyncDisposable
{
    /// <summary>How many connections the licensee has, each with a stream of its own: with fewer, cores stand idle while all wait for one fsync.</summary>
    public const int Connections = 8;

    private static readonly (string Name, string Value)[] _options =
        [("KeyRequestsPerSecond", "1000000"), ("KeyBurst", "1000000"), ("AnchorIntervalSeconds", "1"), ("MaxBulkBodyBytes", "1073741824")];

    private readonly DirectoryInfo _directory;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(10) };
    private readonly List<UsageReport> _last = [];
    private Serving? _serving;
    private KeyFile? _key;
    private Eip712Domain? _domain;

    private IntakeWorld(DirectoryInfo directory) => _directory = directory;

    public Serving Serving => _serving!;

    private string Data => Path.Combine(_directory.FullName, "data");

    public static async Task<IntakeWorld> StartAsync()
    {
        var world = new IntakeWorld(System.IO.Directory.CreateTempSubdirectory("ledger-bench-"));
        var host = Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll");
        await Serving.RunAsync("dotnet", host, "init", "--data", world.Data, "--seeds", Path.Combine(AppContext.BaseDirectory, "seeds", "avs.json"));
        var port = Serving.FreePort();
        world._serving = await Serving.StartAsync(port, _options, "dotnet", host, "serve", "--data", world.Data);
        world._client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        await world.BeginAsync();
        return world;
    }

    /// <summary>The next reports of a stream, signed, a line each.</summary>
    public byte[] Batch(int stream, int reports, int lines)
    {
        using var body = new MemoryStream();
        for (var i = 0; i < reports; i++)
        {
            var said = SomeRecords.Lines(lines);
            var last = _last[stream];
            var report = last with
            {
                Sequence = last.Sequence + 1,
                Previous = last.Sequence == 0 ? default : last.Id,
                LinesRoot = UsageLines.Root(said),
                LineCount = (uint)lines,
                TotalQuantity = UInt256.From(UsageLines.Total(said)),
                Salt = SomeRecords.Salt(),
            };
            _last[stream] = report;
            body.Write(JsonSerializer.SerializeToUtf8Bytes(SomeRecords.Sign(report, said, _key!.Signer, _domain!), LedgerJson.Options));
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    /// <summary>Sends a batch; how long until its answer was whole, and the answer.</summary>
    public async Task<(TimeSpan Took, byte[] Answer)> SendAsync(byte[] batch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/usage-reports") { Content = new ByteArrayContent(batch) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        request.Headers.Add("Idempotency-Key", SomeRecords.Salt().ToString());
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await _client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var took = TimeProvider.System.GetElapsedTime(began);
        return answer.IsSuccessStatusCode ? (took, bytes) : throw new InvalidOperationException(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>The ids that an answer promises, which has a receipt in each of so many lines.</summary>
    public static IEnumerable<Hash32> Promised(byte[] answer, int reports)
    {
        const string Begin = "{\"reportId\":\"";
        var lines = Encoding.UTF8.GetString(answer).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == reports && Array.TrueForAll(lines, line => line.StartsWith(Begin, StringComparison.Ordinal))
            ? lines.Select(line => Hash32.Parse(line.Substring(Begin.Length, Hash32.TextSize)))
            : throw new InvalidOperationException(lines.FirstOrDefault(line => !line.StartsWith(Begin, StringComparison.Ordinal)) ?? $"{lines.Length} answers to {reports} reports.");
    }

    /// <summary>Waits until the host has next to nothing to do, its compiler included.</summary>
    public async Task RestAsync()
    {
        const int MostLooks = 60;
        const double Idle = 0.1;
        var look = TimeSpan.FromMilliseconds(500);
        using var timer = new PeriodicTimer(look);
        var (before, looks) = (TimeSpan.Zero, 0);
        for (var now = Serving.Worked; looks < MostLooks && now - before > look * Idle; now = Serving.Worked)
        {
            (before, looks) = (now, looks + 1);
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>How long until the report is under a final checkpoint.</summary>
    public async Task<TimeSpan> UntilFinalAsync(Hash32 report)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await GetAsync($"/usage-reports/{report}")).GetProperty("state").GetString() is not "final")
        {
            await timer.WaitForNextTickAsync();
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>Ends the host; how many of the promised reports are not in its store.</summary>
    public async Task<int> LostAsync(IReadOnlyCollection<Hash32> promised)
    {
        await _serving!.DisposeAsync();
        _serving = null;
        await using var store = SqliteStore.Open(Path.Combine(Data, "ledger.db"));
        return await store.ReadAsync(reader => promised.Count(id => reader.Journal.Find(id) is null));
    }

    public async ValueTask DisposeAsync()
    {
        await (_serving?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task BeginAsync()
    {
        var license = (await GetAsync("/licenses")).GetProperty("items")[0];
        var keys = Path.Combine(Data, "keys", "demo");
        var file = System.IO.Directory.EnumerateFiles(keys, "*.json").First(path => KeyFile.Read(path).Party?.Value.ToString() == license.GetProperty("licensee").GetString());
        _key = KeyFile.Read(file);
        _client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.ChangeExtension(file, ".apikey"))).Trim());
        var deployment = await GetAsync("/deployment");
        _domain = SomeRecords.UsageDomain(deployment);
        var block = deployment.GetProperty("finality").GetProperty("block");
        var (recent, time) = (Hash32.Parse(block.GetProperty("hash").GetString()!), block.GetProperty("time").GetUInt64());
        for (var i = 0; i < Connections; i++)
        {
            var opening = SomeRecords.Opening(license, recent);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/records")
            {
                Content = JsonContent.Create(SomeRecords.Sign(opening, _key.Signer, _domain), options: LedgerJson.Options),
            };
            request.Headers.Add("Idempotency-Key", $"stream-{i}");
            using var answer = await _client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            _last.Add(SomeRecords.Report(license, opening.Id, null, SomeRecords.Lines(1), time, recent) with { Sequence = 0 });
        }
    }

    private async Task<JsonElement> GetAsync(string path) => await _client.GetFromJsonAsync<JsonElement>("/api/v1" + path);
}
