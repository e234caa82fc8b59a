// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text;
using Ledger.Host.Access;
using Ledger.Host.Startup;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Access;

public sealed class LimitTests
{
    [Fact]
    public async Task Too_many_requests_are_told_how_long_to_wait_and_nobody_without_a_key_hears_of_it()
    {
        await using var host = await OwnHost.StartAsync(new DoorOptions
        {
            KeyRequestsPerSecond = 1, KeyBurst = 5, AddressRequestsPerSecond = 1, AddressBurst = 5, MaxBodyBytes = 1_024, FeedClientsPerKey = 1,
        });
        var tired = await UntilTiredAsync(host, "/api/v1/pools", null);
        Assert.Equal("application/problem+json", tired.Content.Headers.ContentType!.MediaType);
        Assert.InRange(int.Parse(tired.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 10);
        Assert.Contains("too-many-requests", await tired.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        for (var i = 0; i < 20; i++)
        {
            using var nobody = await AskAsync(host, "/api/v1/api-keys", null);
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        }

        using var before = await PostAsync(host, new string('x', 2_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, before.StatusCode);
        using var wrong = await UntilTiredAsync(host, "/api/v1/proposals/0x12", host.OperatorToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, wrong.StatusCode);
        using var junk = await PostAsync(host, "{");
        Assert.Equal(HttpStatusCode.TooManyRequests, junk.StatusCode);
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var again = await AskAsync(host, "/api/v1/api-keys", host.OperatorToken);
                return again.IsSuccessStatusCode;
            },
            "The bucket fills again.");
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void A_subscriber_has_one_bucket(string one, string other, bool same) =>
        Assert.Equal(same, RateLimits.OfAddress(IPAddress.Parse(one)) == RateLimits.OfAddress(IPAddress.Parse(other)));

    [Fact]
    public void Every_option_of_the_door_is_checked()
    {
        Assert.Empty(new DoorOptions().Validate());
        Assert.Single(new DoorOptions { Bind = "everywhere" }.Validate());
        var numbers = typeof(DoorOptions).GetProperties().Where(property => property.PropertyType == typeof(int)).ToList();
        Assert.Equal(12, numbers.Count);
        foreach (var number in numbers)
        {
            var options = new DoorOptions();
            number.SetValue(options, -1);
            Assert.Contains(options.Validate(), sentence => sentence.StartsWith(number.Name, StringComparison.Ordinal));
        }
    }

    private static async Task<HttpResponseMessage> UntilTiredAsync(OwnHost host, string path, string? token)
    {
        for (var i = 0; i < 50; i++)
        {
            var answer = await AskAsync(host, path, token);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new Xunit.Sdk.XunitException("Fifty requests were all let through.");
    }

    private static async Task<HttpResponseMessage> AskAsync(OwnHost host, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await host.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> PostAsync(OwnHost host, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/api-keys") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", host.OperatorToken);
        request.Headers.Add("Idempotency-Key", "limit");
        return await host.Client.SendAsync(request);
    }
}
