// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;
using Ledger.Host.Startup;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

public sealed class FeedTests
{
    private const int Seed = 20_261_127;

    [Fact]
    public async Task A_reader_cut_at_random_points_and_over_restarts_hears_what_an_uncut_one_hears_and_a_reorg_is_taken_back()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var host = await OwnHost.StartAsync(new DoorOptions { KeyBurst = 1_000_000 }, node.Url, finality: 20, seeded: true);
        var cut = new FeedReader(host.DemoToken("administrator"));
        var random = new Random(Seed);
        for (var i = 0; i < 12; i++)
        {
            var upTo = cut.Items.Count + 1 + random.Next(4);
            await cut.ReadAsync(host.Client, reader => reader.Items.Count >= upTo || reader.Items.Count >= 40);
            if (i % 4 == 3)
            {
                await host.RestartAsync();
            }
        }

        await node.ReorgAsync(2);
        await node.MineAsync(3);
        await cut.ReadAsync(host.Client, reader => reader.Items.Exists(item => item.Name is "retract"));
        var whole = new FeedReader(host.DemoToken("administrator"));
        await whole.ReadAsync(host.Client, reader => reader.Position >= cut.Position);

        Assert.Equal(cut.Items, whole.Items.Where(item => item.Id <= cut.Items[^1].Id));
        Assert.Equal(cut.Items.Count, cut.Items.Select(item => item.Id).Distinct().Count());
        Assert.Equal(cut.Items.OrderBy(item => item.Id), cut.Items);
        Assert.Contains(cut.Items, item => item.Name is "fact" && item.Data.Contains("LicenseGranted", StringComparison.Ordinal));
        Assert.Contains(cut.Items, item => item.Name is "retract");
    }
}

[Collection(HostCollection.Name)]
public sealed class FeedFilterTests(HostFixture host)
{
    [Fact]
    public async Task Each_reader_hears_of_the_alerts_and_operations_that_he_may_read()
    {
        var walk = new Walk(host);
        var seen = await host.PostAsync("/api/v1/observations", await walk.ObservationAsync("Feed " + SomeRecords.Salt()));
        Assert.True(seen.Status == 201, seen.Text);
        var proposal = await walk.ProposeAsync();
        var operation = (await walk.SignAllAsync(proposal)).GetProperty("operation").GetString()!;
        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"/api/v1/operations/{operation}")).Json.GetProperty("state").GetString() is "final", "The grant becomes final.");
        var auditor = await HearAsync("working-group");
        var licensee = await HearAsync("licensee-harbor");
        var stranger = await HearAsync("licensee-willow");

        bool IsSeen(FeedItem item) => item.Name is "alert" && item.Data.Contains("NoLicense", StringComparison.Ordinal); // a licensee hears of its own streams
        Assert.Contains(auditor, IsSeen);
        Assert.DoesNotContain(licensee.Concat(stranger), IsSeen);
        Assert.DoesNotContain(stranger, item => item.Name is "alert" or "alert-retract");
        Assert.Contains(licensee, item => item.Name is "operation" && item.Data.Contains(operation, StringComparison.Ordinal));
        Assert.DoesNotContain(auditor.Concat(stranger), item => item.Name is "operation" && item.Data.Contains(operation, StringComparison.Ordinal));
        Assert.Equal(auditor.Count(item => item.Name is "fact"), stranger.Count(item => item.Name is "fact"));
    }

    [Theory]
    [InlineData("999999999", 404, "feed-position-unknown")]
    [InlineData("-1", 400, "parameter-invalid")]
    [InlineData("99999999999999999999", 400, "parameter-invalid")]
    public async Task A_position_that_the_feed_never_gave_is_refused(string position, int status, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/feed");
        request.Headers.Authorization = new("Bearer", (await File.ReadAllTextAsync(host.ApiKeyFile("administrator"))).Trim());
        request.Headers.TryAddWithoutValidation("Last-Event-ID", position);
        using var response = await host.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains($"\"{code}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<List<FeedItem>> HearAsync(string name)
    {
        var last = await host.Opened.Feed.LastAsync(CancellationToken.None);
        var reader = new FeedReader((await File.ReadAllTextAsync(host.ApiKeyFile(name))).Trim());
        await reader.ReadAsync(host.Client, one => one.Position >= last);
        return reader.Items;
    }
}
