// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Application.Notifying;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Outbound.Tests;
using Ledger.Store.Alerts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class NotificationTests(SeededTemplate template) : IDisposable
{
    private const string Secret = "a secret of more than twenty-four bytes";
    private const int Finality = 5;

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_raised_alert_reaches_its_receiver_signed_and_as_the_API_shows_it()
    {
        await using var receiver = new Receiver();
        await using var test = await StartAsync(receiver);
        await ObserveAsync(test);
        Assert.Empty(receiver.Requests); // what is provisional leaves nobody's house

        await test.AnchorAsync();
        var (headers, head, body) = Assert.Single(receiver.Requests);
        Assert.Equal("POST /hook HTTP/1.1", head);
        Assert.Equal("alert", headers["ledger-event"]);
        var signed = $"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(body)}";
        Assert.Equal(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(signed))),
            headers["webhook-signature"]);
        var said = JsonElement.Parse(body);
        var alert = Assert.Single((await test.Ledger.Alerts.ListAsync(null, null, null, 10, "en", CancellationToken.None)).Items);
        Assert.Equal("alert", said.GetProperty("type").GetString());
        Assert.Equal(alert.Id, said.GetProperty("data").GetProperty("id").GetString());
        Assert.Equal("raised", said.GetProperty("data").GetProperty("state").GetString());
        Assert.Equal(alert.Reason.Detail, said.GetProperty("data").GetProperty("reason").GetProperty("detail").GetString());
        Assert.Equal(alert.Block!.Number, said.GetProperty("data").GetProperty("block").GetProperty("number").GetUInt64());
        Assert.Equal(1, await CountAsync(test, NotificationState.Delivered));
        await test.CheckAll();
    }

    [Fact]
    public async Task What_cannot_be_delivered_now_is_tried_again_later_and_later_also_after_a_restart()
    {
        await using var receiver = new Receiver(Receiver.Status(503));
        await using var test = await StartAsync(receiver);
        await ObserveAsync(test);
        await test.AnchorAsync();
        Assert.Single(receiver.Requests);

        test.Clock.Move(TimeSpan.FromSeconds(NotifyOptions.DefaultRetrySeconds - 1));
        await test.SettleAsync();
        Assert.Single(receiver.Requests);
        test.Clock.Move(TimeSpan.FromSeconds(1));
        await test.SettleAsync();
        Assert.Equal(2, receiver.Requests.Count);
        test.Clock.Move(TimeSpan.FromSeconds((2 * NotifyOptions.DefaultRetrySeconds) - 1));
        await test.RestartAsync();
        Assert.Equal(2, receiver.Requests.Count);

        receiver.Answer = Receiver.Status(200);
        test.Clock.Move(TimeSpan.FromSeconds(1));
        await test.SettleAsync();
        Assert.Equal(3, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct(StringComparer.Ordinal));
        test.Clock.Move(TimeSpan.FromDays(1));
        await test.SettleAsync();
        Assert.Equal(3, receiver.Requests.Count);
        Assert.Equal(1, await CountAsync(test, NotificationState.Delivered));
    }

    [Theory]
    [InlineData(410, 1)]
    [InlineData(307, 1)]
    [InlineData(503, 3)]
    public async Task What_the_receiver_does_not_want_or_takes_too_often_not_is_given_up(int status, int tries)
    {
        await using var elsewhere = new Receiver();
        await using var receiver = new Receiver(Receiver.Status(status, $"location: http://127.0.0.1:{elsewhere.Port}/\r\n"));
        await using var test = await StartAsync(receiver, options => options with { MaxTries = 3 });
        await ObserveAsync(test);
        await test.AnchorAsync();
        for (var day = 0; day < 5; day++)
        {
            test.Clock.Move(TimeSpan.FromDays(1));
            await test.SettleAsync();
        }

        Assert.Equal(tries, receiver.Requests.Count);
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(1, await CountAsync(test, NotificationState.GivenUp));
    }

    [Fact]
    public async Task An_inside_address_is_told_nothing_unless_allowed()
    {
        await using var receiver = new Receiver();
        await using var test = await StartAsync(receiver, options => options with { AllowInsideAddresses = false });
        await ObserveAsync(test);
        await test.AnchorAsync();
        Assert.Empty(receiver.Requests);
        var row = Assert.Single(await test.Ledger.Context.Store.ReadAsync(
            reader => reader.Notifications.Of(reader.Alerts.List(null, null, 0, 10)[0].Id)));
        Assert.Equal((NotificationState.GivenUp, "address-forbidden"), (row.State, row.LastOutcome));
    }

    [Fact]
    public async Task A_reorg_sends_the_retraction_after_the_alert_and_the_alert_again()
    {
        await using var receiver = new Receiver(Receiver.Status(503));
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality, Options(receiver));
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        await ObserveAsync(test);
        await test.AnchorAsync();
        await node.MineAsync(1);
        await test.SettleAsync();
        await node.ReorgAsync(2);
        await test.FollowAsync();

        // The alert itself was not taken yet: its retraction waits behind it.
        await test.SettleAsync();
        Assert.Equal(["alert"], receiver.Requests.Select(request => request.Headers["ledger-event"]).Distinct(StringComparer.Ordinal));
        receiver.Answer = Receiver.Status(204);
        receiver.Requests.Clear();
        await node.MineAsync(1);
        await test.SettleAsync();
        test.Clock.Move(TimeSpan.FromHours(1));
        await test.SettleAsync();

        Assert.Equal(["alert", "alert-retract", "alert"], receiver.Requests.Select(request => request.Headers["ledger-event"]));
        Assert.Equal(3, receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct(StringComparer.Ordinal).Count());
        var states = receiver.Requests.Select(request => JsonElement.Parse(request.Body).GetProperty("data").GetProperty("state").GetString());
        Assert.Equal(["raised", "provisional", "raised"], states);
        await test.CheckAll();
    }

    [Theory]
    [InlineData("http://127.0.0.1/", Secret, false, "plain http")]
    [InlineData("https://user:word@example.org/", Secret, true, "user")]
    [InlineData("https://example.org/", "too short", true, "24 bytes")]
    [InlineData("https://example.org/", "whsec_dG9vIHNob3J0", true, "24 bytes")]
    [InlineData("https://example.org/", null, true, "no secret")]
    public async Task A_webhook_that_makes_no_sense_is_refused_at_start_without_naming_the_secret(string url, string? secret, bool plain, string named)
    {
        var file = _temp["secret"];
        if (secret is not null)
        {
            WriteSecret(file, secret);
        }

        var options = new NotifyOptions { Url = new Uri(url), SecretFile = file, AllowPlainHttp = plain };
        var reason = await RefusedAsync(options);
        Assert.Contains(named, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(secret ?? Secret, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_others_can_read_is_refused()
    {
        WriteSecret(_temp["secret"], Secret);
        Permit(_temp["secret"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var reason = await RefusedAsync(new NotifyOptions { Url = new Uri("https://example.org/"), SecretFile = _temp["secret"] });
        Assert.Contains("chmod 600", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var wrong = new ApplicationOptions
        {
            Notify = new NotifyOptions { Url = new Uri("https://example.org/"), TimeoutMs = 0, RetrySeconds = 0, MaxRetrySeconds = -1, MaxTries = 0 },
        }.Validate();
        Assert.Equal(5, wrong.Count);
        Assert.All(["SecretFile", "TimeoutMs", "RetrySeconds", "MaxRetrySeconds", "MaxTries"], name => Assert.Contains(wrong, text => text.Contains(name, StringComparison.Ordinal)));
    }

    private static Task<long> CountAsync(TestLedger test, NotificationState state) =>
        test.Ledger.Context.Store.ReadAsync(reader => reader.Notifications.Count(state));

    private static async Task ObserveAsync(TestLedger test) => TestLedger.Must(
        await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync()), Caller.Host, CancellationToken.None));

    private static void WriteSecret(string file, string secret)
    {
        File.WriteAllText(file, secret + "\n");
        Permit(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void Permit(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    private static async Task<string> RefusedAsync(NotifyOptions notify)
    {
        using var temp = new TempDirectory();
        var opened = await OpenLedger.OpenAsync(
            temp.Root, new ApplicationOptions { Notify = notify }, TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        return Assert.IsType<OptionsInvalid>(opened.Refusal).Reason;
    }

    private ApplicationOptions Options(Receiver receiver, Func<NotifyOptions, NotifyOptions>? change = null)
    {
        WriteSecret(_temp["secret"], Secret);
        var notify = new NotifyOptions
        {
            Url = new Uri($"http://127.0.0.1:{receiver.Port}/hook"),
            SecretFile = _temp["secret"],
            AllowInsideAddresses = true,
            AllowPlainHttp = true,
        };
        return new ApplicationOptions { PollIntervalMs = 20, Notify = change?.Invoke(notify) ?? notify };
    }

    private Task<TestLedger> StartAsync(Receiver receiver, Func<NotifyOptions, NotifyOptions>? change = null) =>
        TestLedger.StartAsync(template, Options(receiver, change));
}
