// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ledger.Outbound.Webhooks;

namespace Ledger.Outbound.Tests;

public sealed class WebhookNotifierTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly Notification Message = new("alert-7", "alert", Encoding.UTF8.GetBytes("""{"rule":"NoLicense"}"""));

    [Fact]
    public async Task A_message_arrives_whole()
    {
        await using var receiver = new Receiver();
        Assert.Equal(new Delivered(204), await NotifyAsync(receiver));
        var (headers, head, body) = Assert.Single(receiver.Requests);
        Assert.Equal("POST /hook?x=1 HTTP/1.1", head);
        Assert.Equal("application/json", headers["content-type"]);
        Assert.Equal("alert", headers["ledger-event"]);
        Assert.Equal("alert-7", headers["webhook-id"]);
        Assert.Equal(Message.Payload.ToArray(), body);
    }

    [Fact]
    public async Task The_receiver_can_check_the_signature()
    {
        await using var receiver = new Receiver();
        await NotifyAsync(receiver);
        var (headers, _, body) = receiver.Requests[0];
        var signed = Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(body)}");
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, signed)), headers["webhook-signature"]);
    }

    [Fact]
    public async Task A_repetition_has_the_same_id()
    {
        await using var receiver = new Receiver(Receiver.Status(503));
        using var notifier = Make(receiver);
        Assert.True((await notifier.NotifyAsync(Message, default)).MayRetry);
        Assert.True((await notifier.NotifyAsync(Message, default)).MayRetry);
        Assert.Equal(2, receiver.Requests.Count);
        Assert.All(receiver.Requests, request => Assert.Equal("alert-7", request.Headers["webhook-id"]));
    }

    [Theory]
    [InlineData(200, typeof(Delivered), false)]
    [InlineData(202, typeof(Delivered), false)]
    [InlineData(400, typeof(Rejected), false)]
    [InlineData(404, typeof(Rejected), false)]
    [InlineData(410, typeof(Rejected), false)]
    [InlineData(408, typeof(NotNow), true)]
    [InlineData(429, typeof(NotNow), true)]
    [InlineData(500, typeof(NotNow), true)]
    [InlineData(503, typeof(NotNow), true)]
    public async Task The_answer_decides_whether_to_try_again(int status, Type outcome, bool mayRetry)
    {
        await using var receiver = new Receiver(Receiver.Status(status));
        var got = await NotifyAsync(receiver);
        Assert.IsType(outcome, got);
        Assert.Equal(mayRetry, got.MayRetry);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = new Receiver();
        await using var receiver = new Receiver(Receiver.Status(status, $"location: http://127.0.0.1:{elsewhere.Port}/\r\n"));
        Assert.Equal(new Redirected(status), await NotifyAsync(receiver));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_ends_the_try()
    {
        await using var receiver = new Receiver(answer: null);
        using var notifier = new WebhookNotifier(Options(receiver.Port) with { TimeoutMs = 200 }, TimeProvider.System);
        Assert.Equal(new TimedOut(200), await notifier.NotifyAsync(Message, default));
    }

    [Fact]
    public async Task A_slow_look_up_counts_as_well()
    {
        using var notifier = new WebhookNotifier(
            Options(80, "slow.example") with { TimeoutMs = 100 },
            TimeProvider.System,
            async (_, cancel) =>
            {
                await Task.Delay(Timeout.Infinite, cancel);
                return [];
            });
        Assert.IsType<TimedOut>(await notifier.NotifyAsync(Message, default));
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_an_outcome()
    {
        await using var receiver = new Receiver(answer: null);
        using var notifier = Make(receiver);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => notifier.NotifyAsync(Message, cancelled.Token));
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        int port;
        await using (var gone = new Receiver())
        {
            port = gone.Port;
        }

        using var notifier = new WebhookNotifier(Options(port), TimeProvider.System);
        Assert.IsType<Unreachable>(await notifier.NotifyAsync(Message, default));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    public async Task An_answer_that_is_not_HTTP_is_unreachable(string answer)
    {
        await using var receiver = new Receiver(answer);
        Assert.IsType<Unreachable>(await NotifyAsync(receiver));
    }

    [Fact]
    public async Task A_head_without_end_is_cut_off()
    {
        await using var receiver = new Receiver("HTTP/1.1 200 OK\r\nx: " + new string('a', 100_000));
        Assert.IsType<Unreachable>(await NotifyAsync(receiver));
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_not_resolved()
    {
        using var notifier = new WebhookNotifier(Options(80, "nowhere.example"), TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([]));
        Assert.Equal(new NotResolved("nowhere.example"), await notifier.NotifyAsync(Message, default));
    }

    [Fact]
    public async Task An_inside_address_is_refused_unless_allowed()
    {
        await using var receiver = new Receiver();
        using var notifier = new WebhookNotifier(Options(receiver.Port) with { AllowInsideAddresses = false }, TimeProvider.System);
        Assert.Equal(new AddressForbidden(IPAddress.Loopback), await notifier.NotifyAsync(Message, default));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused()
    {
        await using var receiver = new Receiver();
        using var notifier = new WebhookNotifier(
            Options(receiver.Port, "innocent.example") with { AllowInsideAddresses = false },
            TimeProvider.System,
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]));
        Assert.Equal(new AddressForbidden(IPAddress.Loopback), await notifier.NotifyAsync(Message, default));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task The_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to()
    {
        await using var receiver = new Receiver();
        var lookUps = 0;
        using var notifier = new WebhookNotifier(
            Options(receiver.Port, "rebinding.example"),
            TimeProvider.System,
            (_, _) => Task.FromResult(++lookUps == 1 ? new[] { IPAddress.Loopback } : [IPAddress.Parse("203.0.113.1")]));
        Assert.Equal(new Delivered(204), await notifier.NotifyAsync(Message, default));
        Assert.Equal(1, lookUps);
        Assert.Equal($"rebinding.example:{receiver.Port}", receiver.Requests[0].Headers["host"]);
    }

    [Fact]
    public async Task Each_try_looks_the_name_up_again()
    {
        await using var receiver = new Receiver();
        var lookUps = 0;
        using var notifier = new WebhookNotifier(
            Options(receiver.Port, "moving.example"),
            TimeProvider.System,
            (_, _) => Task.FromResult(++lookUps == 1 ? new[] { IPAddress.Loopback } : [IPAddress.Parse("203.0.113.1")]));
        await notifier.NotifyAsync(Message, default);
        Assert.IsType<AddressForbidden>(await notifier.NotifyAsync(Message, default));
    }

    [Theory]
    [InlineData("http://example.org/", 32, 1_000, false)]
    [InlineData("ftp://example.org/", 32, 1_000, true)]
    [InlineData("https://user:word@example.org/", 32, 1_000, false)]
    [InlineData("https://example.org/#part", 32, 1_000, false)]
    [InlineData("https://example.org/", 23, 1_000, false)]
    [InlineData("https://example.org/", 32, 0, false)]
    [InlineData("https://example.org/", 32, 60_001, false)]
    public void Options_that_make_no_sense_are_refused(string url, int secret, int timeout, bool plain)
    {
        var options = new WebhookOptions { Url = new Uri(url), Secret = new byte[secret], TimeoutMs = timeout, AllowPlainHttp = plain };
        Assert.False(options.TryValidate(out var problem));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new WebhookNotifier(options, TimeProvider.System));
    }

    private static async Task<DeliveryOutcome> NotifyAsync(Receiver receiver)
    {
        using var notifier = Make(receiver);
        return await notifier.NotifyAsync(Message, default);
    }

    private static WebhookNotifier Make(Receiver receiver) => new(Options(receiver.Port), TimeProvider.System);

    private static WebhookOptions Options(int port, string host = "127.0.0.1") => new()
    {
        Url = new Uri($"http://{host}:{port}/hook?x=1"),
        Secret = Secret,
        AllowInsideAddresses = true,
        AllowPlainHttp = true,
    };
}
