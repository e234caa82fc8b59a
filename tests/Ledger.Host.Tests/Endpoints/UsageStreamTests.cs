// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>Many reports in one body: taken a block at a time, answered as they become durable, never held as a whole.</summary>
[Collection(HostCollection.Name)]
public sealed class UsageStreamTests(HostFixture host)
{
    private const string Route = "/api/v1/usage-reports";
    private const string Receipt = "\"reportId\":";
    private const int PlacesOfKey = 16;

    private static readonly bool Full = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 };

    private readonly Walk _walk = new(host);

    private string Token => File.ReadAllText(host.ApiKeyFile("licensee-harbor")).Trim();

    [Fact]
    public async Task A_body_of_many_megabytes_is_taken_while_little_of_it_is_held()
    {
        const int Reports = 100, Lines = 1_000, MostHeld = 12 << 20;
        var maker = await MakerAsync();
        long sent = 0, before = 0, held = 0;
        using var request = Post("large", new Writing(async body =>
        {
            for (var i = 0; i < Reports; i++)
            {
                var line = maker.Next(Lines);
                before = i == 8 ? GC.GetTotalMemory(forceFullCollection: true) : before; // all is compiled and grown
                await body.WriteAsync(line);
                await body.FlushAsync();
                sent += line.Length;
            }

            held = GC.GetTotalMemory(forceFullCollection: true) - before;
        }));

        using var answer = await host.Client.SendAsync(request);

        var answers = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Reports, answers.Length);
        Assert.All(answers, line => Assert.Contains(Receipt, line, StringComparison.Ordinal));
        Assert.True(sent > 16 << 20, $"only {sent} bytes were sent");
        Assert.True(held < MostHeld, $"{held} bytes more were held after {sent} bytes had been sent");
    }

    [Fact]
    public async Task A_client_that_reads_nothing_before_all_is_sent_gets_every_answer_in_order_and_again()
    {
        const int Wrong = 40_000;
        var maker = await MakerAsync();
        var body = new MemoryStream();
        body.Write(maker.Next());
        for (var i = 0; i < Wrong; i++)
        {
            body.Write("{\"report\":7}\n"u8);
        }

        body.Write(maker.Next());
        var first = await SendAsync("unread", body.ToArray());
        var again = await SendAsync("unread", body.ToArray());
        body.Write(maker.Next());
        var other = await SendAsync("unread", body.ToArray());

        var lines = first.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Wrong + 2, lines.Length);
        Assert.Contains(Receipt, lines[0], StringComparison.Ordinal);
        Assert.Contains(Receipt, lines[^1], StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(2, Wrong), lines[1..^1].Select(line => JsonElement.Parse(line).GetProperty("errors")[0].GetProperty("line").GetInt32()));
        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
        Assert.Equal((409, "idempotency-mismatch"), (other.Status, other.Code));
    }

    [Fact]
    public async Task A_slow_sender_is_answered_as_he_sends_and_keeps_nobody_waiting()
    {
        var (maker, others) = (await MakerAsync(), await MakerAsync());
        await using var slow = await SlowSender.StartAsync(host.Url, Token, "slow-" + SomeRecords.Salt());
        var (first, second) = (Encoding.UTF8.GetString(maker.Next()), Encoding.UTF8.GetString(maker.Next()));
        await slow.SendAsync(first + second[..100]);
        await slow.HearAsync(Receipt, 1); // though the body has not ended, nor the second line

        var other = await SendAsync("beside-" + SomeRecords.Salt(), others.Next());
        Assert.Contains(Receipt, other.Text, StringComparison.Ordinal);

        await slow.SendAsync(second[100..]);
        await slow.EndAsync();
        await slow.HearEndAsync();
        Assert.Equal(2, slow.Heard.Split(Receipt).Length - 1);
    }

    [Fact]
    public async Task Of_a_body_that_is_cut_off_what_was_answered_is_kept_and_the_same_bytes_get_the_same_promises()
    {
        var maker = await MakerAsync();
        var key = "cut-" + SomeRecords.Salt();
        var (one, two, three) = (maker.Next(), maker.Next(), maker.Next());
        string heard;
        await using (var cut = await SlowSender.StartAsync(host.Url, Token, key))
        {
            await cut.SendAsync(Encoding.UTF8.GetString([.. one, .. two, .. three[..300]]));
            await cut.HearAsync(Receipt, 2);
            heard = cut.Heard;
        }

        var whole = await SendAsync(key, [.. one, .. two, .. three]);

        var lines = whole.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Contains(Receipt, line, StringComparison.Ordinal));
        Assert.All(lines[..2], line => Assert.Contains(line, heard, StringComparison.Ordinal));
        Assert.DoesNotContain(lines[2], heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_by_itself_and_a_body_that_is_too_long_from_there_on()
    {
        var maker = await MakerAsync();
        byte[] tooLong = [.. Enumerable.Repeat((byte)' ', 9 << 20), (byte)'\n'];
        var answer = await SendAsync("long-" + SomeRecords.Salt(), [.. maker.Next(), .. tooLong, .. maker.Next()]);
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal("report-too-large", JsonElement.Parse(lines[1]).GetProperty("code").GetString());
        Assert.Contains(Receipt, lines[0] + lines[2], StringComparison.Ordinal);

        await using var endless = await SlowSender.StartAsync(host.Url, Token, "endless-" + SomeRecords.Salt());
        var heard = endless.HearAsync("body-too-large", 1);
        try
        {
            for (var i = 0; i < 5; i++)
            {
                await endless.SendAsync(Encoding.UTF8.GetString(tooLong));
            }
        }
        catch (IOException)
        {
            // The host has said what it had to say, and hung up.
        }

        await heard;
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Whoever_comes_while_every_place_is_taken_is_told_when_to_come_again(string language)
    {
        var maker = await MakerAsync();
        List<SlowSender> slow = [];
        try
        {
            for (var i = 0; i < PlacesOfKey; i++)
            {
                slow.Add(await SlowSender.StartAsync(host.Url, Token, $"place-{i}-" + SomeRecords.Salt()));
                await slow[^1].SendAsync("{\"report\":7}\n");
                await slow[^1].HearAsync("json-shape", 1);
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = new ByteArrayContent(maker.Next()) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("Accept-Language", language);
            request.Headers.Add("Idempotency-Key", "away-" + SomeRecords.Salt());
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            using var away = await host.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.TooManyRequests, away.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), away.Headers.RetryAfter!.Delta);
            var problem = JsonElement.Parse(await away.Content.ReadAsStringAsync());
            Assert.Equal("intake-busy", problem.GetProperty("code").GetString());
            Assert.Equal(language is "zh-CN", problem.GetProperty("detail").GetString()!.Any(letter => letter >= '\u4e00'));
            Assert.Contains("ledger_intake_sent_away_total", (await host.GetAsync("/metrics")).Text, StringComparison.Ordinal);

            var other = await host.SendAsync(
                HttpMethod.Post, Route, "{}"u8.ToArray(), token: (await File.ReadAllTextAsync(host.ApiKeyFile("licensee-willow"))).Trim());
            Assert.Equal(400, other.Status); // read and judged: another key has places of its own
        }
        finally
        {
            foreach (var one in slow)
            {
                await one.EndAsync();
                await one.HearEndAsync();
                await one.DisposeAsync();
            }
        }

        var later = await SendAsync("later-" + SomeRecords.Salt(), maker.Next());
        Assert.Equal(200, later.Status);
    }

    [Fact]
    public async Task Mutants_of_sound_reports_of_every_shape_get_a_problem_each_and_none_is_a_fault()
    {
        const int Mutants = 1_000, Seed = 1128;
        var first = Walk.ReportOf(await _walk.ReportAsync(SomeRecords.Salt(), lines: 0));
        var (signer, domain) = (_walk.KeyOf(first.Reporter.Value.ToString()).Signer, await _walk.UsageDomainAsync());
        var sound = ReportShapes.Stream(first)
            .Select(shape => JsonSerializer.SerializeToUtf8Bytes(SomeRecords.Sign(shape.Report, shape.Lines, signer, domain), LedgerJson.Options)).ToList();
        var taken = (await SendAsync("sound-" + SomeRecords.Salt(), [.. sound.SelectMany(text => text.Append((byte)'\n'))])).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(sound.Count, taken.Length);
        Assert.All(taken, line => Assert.Contains(Receipt, line, StringComparison.Ordinal));
        var mutants = sound.Select((text, i) => new ReportMutants(text, Seed + i)).ToList();
        for (var round = 0; round < (Full ? 20 : 2); round++)
        {
            byte[] body = [.. Enumerable.Range(0, Mutants).SelectMany(i => mutants[i % mutants.Count].Next().Text.Append((byte)'\n'))];
            var answer = await SendAsync("mutants-" + SomeRecords.Salt(), body);

            var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal((200, Mutants), (answer.Status, lines.Length));
            Assert.All(lines.Except(taken), line =>
            {
                var problem = JsonElement.Parse(line);
                Assert.InRange(problem.GetProperty("status").GetInt32(), 400, 499);
                Assert.Contains(problem.GetProperty("code").GetString()!, RefusalTexts.Codes("zh-CN"));
            });
        }
    }

    [Fact]
    public async Task What_an_answer_says_of_lines_is_gone_with_them_and_the_same_body_does_not_bring_it_back()
    {
        const string Outside = "line-outside-acts"; // so the receipt warns of what the line says
        UsageLine[] lines = [UsageLine.Of("Box", PatentAct.Stream, "CN", "CN", 1, SomeRecords.Salt())];
        var willow = KeyFile.Read(Path.Combine(host.DataDirectory, "keys", "demo", "licensee-willow.json")).Party!.Value; // what is erased stays in every trace of its reporter
        var license = (await host.GetAsync($"/api/v1/licenses?licensee={willow.Value}")).Json.GetProperty("items")[0];
        var report = Walk.ReportOf(await _walk.ReportAsync(SomeRecords.Salt(), lines: 1, of: license)).Over(lines);
        var token = host.TokenOf(willow.Value.ToString());
        var domain = await _walk.UsageDomainAsync();
        var signer = _walk.KeyOf(report.Reporter.Value.ToString()).Signer;
        byte[] body = [.. JsonSerializer.SerializeToUtf8Bytes(SomeRecords.Sign(report, lines, signer, domain), LedgerJson.Options), (byte)'\n'];
        Task<Answered> SendAsync(string under) => host.SendAsync(HttpMethod.Post, Route, body, under, "application/x-ndjson", token: token);
        var key = "warned-" + SomeRecords.Salt();
        var told = await SendAsync(key);
        Assert.Contains(Outside, told.Text, StringComparison.Ordinal);
        Assert.Equal(told.Text, (await SendAsync(key)).Text);
        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"/api/v1/records/{report.Id}")).Json.GetProperty("state").GetString() is "final", "The report is final.");

        var administrator = KeyFile.Read(Path.Combine(host.DataDirectory, "keys", "demo", "administrator.json"));
        var demand = new RecordErasure(report.Id, administrator.Party!.Value, "It was asked for", await _walk.ChainTimeAsync(), SomeRecords.Salt());
        var erased = await host.PostAsync(
            $"/api/v1/records/{report.Id}/erasure",
            new ErasureRequest(SomeRecords.Message(demand), administrator.Signer.Address, administrator.Signer.Sign(demand.Digest(domain)).ToString()));
        Assert.True(erased.Status == 200, erased.Text);

        foreach (var again in new[] { key, key, "anew-" + SomeRecords.Salt() })
        {
            var replayed = await SendAsync(again);
            Assert.Contains(Receipt, replayed.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Outside, replayed.Text, StringComparison.Ordinal);
        }

        var alone = await host.PostAsync(Route, SomeRecords.Sign(report, lines, signer, domain), token: token);
        Assert.Equal(201, alone.Status);
        Assert.DoesNotContain(Outside, alone.Text, StringComparison.Ordinal);
    }

    private async Task<Maker> MakerAsync()
    {
        var first = await _walk.ReportAsync(SomeRecords.Salt(), lines: 1);
        var signer = _walk.KeyOf(Walk.ReportOf(first).Reporter.Value.ToString()).Signer;
        return new Maker(Walk.ReportOf(first), signer, await _walk.UsageDomainAsync());
    }

    private Task<Answered> SendAsync(string key, byte[] body) => host.SendAsync(HttpMethod.Post, Route, body, key, "application/x-ndjson");

    private HttpRequestMessage Post(string key, HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = content };
        request.Headers.Add("Idempotency-Key", key + SomeRecords.Salt());
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return request;
    }

    /// <summary>Makes the reports of one stream, each a line.</summary>
    private sealed class Maker(UsageReport first, ISigner signer, Eip712Domain domain)
    {
        private UsageReport? _last;

        public byte[] Next(int lines = 1)
        {
            var said = SomeRecords.Lines(lines);
            var report = first.Over(said) with
            {
                Sequence = (_last?.Sequence ?? 0) + 1,
                Previous = _last?.Id ?? default,
                Salt = SomeRecords.Salt(),
            };
            _last = report;
            return [.. JsonSerializer.SerializeToUtf8Bytes(SomeRecords.Sign(report, said, signer, domain), LedgerJson.Options), (byte)'\n'];
        }
    }

    /// <summary>A body of no announced length, written as it is sent.</summary>
    private sealed class Writing(Func<Stream, Task> write) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
