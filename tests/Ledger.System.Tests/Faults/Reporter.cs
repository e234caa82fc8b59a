// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.SystemTests.Faults;

/// <summary>A licensee that reports without end, many reports a request, whatever happens to the host; and holds every promise that it was given.</summary>
internal sealed class Reporter : IDisposable
{
    private const int BatchSize = 40;
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ISigner _signer;
    private readonly Eip712Domain _domain;
    private readonly ConcurrentBag<byte[]> _sent = [];
    private int _cut;

    private Reporter(int port, string token, ISigner signer, Eip712Domain domain)
    {
        (_signer, _domain) = (signer, domain);
        _client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        _client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>The receipts by their report's id, as they came first.</summary>
    public ConcurrentDictionary<string, string> Receipts { get; } = new(StringComparer.Ordinal);

    /// <summary>How many answers were cut off after some of their lines.</summary>
    public int Cut => Volatile.Read(ref _cut);

    /// <summary>The first report of each stream, none of them sent yet.</summary>
    public IReadOnlyList<UsageReport> Streams { get; private set; } = [];

    public static async Task<Reporter> StartAsync(int port, string directory, PatientClient client, int streams)
    {
        var license = (await client.GetAsync("/api/v1/licenses")).GetProperty("items")[0];
        var keys = Path.Combine(directory, "keys", "demo");
        var file = Directory.EnumerateFiles(keys, "*.json").First(path => KeyFile.Read(path).Party?.Value.ToString() == license.GetProperty("licensee").GetString());
        var deployment = await client.GetAsync("/api/v1/deployment");
        var token = Crowd.TokenOf(directory, Path.GetFileNameWithoutExtension(file));
        var reporter = new Reporter(port, token, KeyFile.Read(file).Signer, SomeRecords.UsageDomain(deployment));
        var block = deployment.GetProperty("finality").GetProperty("block");
        var (recent, time) = (Hash32.Parse(block.GetProperty("hash").GetString()!), block.GetProperty("time").GetUInt64());
        List<UsageReport> first = [];
        for (var i = 0; i < streams; i++)
        {
            var opening = SomeRecords.Opening(license, recent);
            await client.PostAsync("/api/v1/records", SomeRecords.Sign(opening, reporter._signer, reporter._domain), $"stream-{i}", token);
            first.Add(SomeRecords.Report(license, opening.Id, null, SomeRecords.Lines(1), time, recent));
        }

        reporter.Streams = first;
        return reporter;
    }

    /// <summary>Reports in a stream until it is told to end; each batch comes again until it is answered as a whole.</summary>
    public async Task ReportAsync(UsageReport next, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var body = new MemoryStream();
            for (var i = 0; i < BatchSize; i++)
            {
                var lines = SomeRecords.Lines(1);
                next = next with { LinesRoot = UsageLines.Root(lines), Salt = SomeRecords.Salt() };
                body.Write(JsonSerializer.SerializeToUtf8Bytes(SomeRecords.Sign(next, lines, _signer, _domain), LedgerJson.Options));
                body.WriteByte((byte)'\n');
                next = next with { Sequence = next.Sequence + 1, Previous = next.Id };
            }

            await SendAsync(body.ToArray());
            _sent.Add(body.ToArray());
        }
    }

    /// <summary>Sends everything once more, under other keys: each report has to get the promise that it had.</summary>
    public async Task SendAllAgainAsync()
    {
        foreach (var body in _sent)
        {
            await SendAsync(body);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(byte[] body)
    {
        var key = SomeRecords.Salt().ToString();
        using var timer = new PeriodicTimer(_look);
        while (await TrySendAsync(body, key) < BatchSize)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>How many of the reports were answered; a receipt that comes again is the same.</summary>
    private async Task<int> TrySendAsync(byte[] body, string key)
    {
        var answered = 0;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/usage-reports") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (!answer.IsSuccessStatusCode)
            {
                return 0;
            }

            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8);
            while (await lines.ReadLineAsync() is { } line)
            {
                var receipt = JsonElement.Parse(line);
                Assert.True(receipt.TryGetProperty("reportId", out var id), line);
                Assert.Equal(Receipts.GetOrAdd(id.GetString()!, line), line);
                answered++;
            }
        }
        catch (Exception down) when (down is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            Interlocked.Add(ref _cut, answered > 0 ? 1 : 0);
            return 0;
        }

        return answered;
    }
}
