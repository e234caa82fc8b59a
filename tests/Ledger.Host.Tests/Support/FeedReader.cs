// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Host.Tests.Support;

/// <summary>One event of the feed, as it came.</summary>
public sealed record FeedItem(long Id, string Name, string Data);

/// <summary>A client of the feed: remembers the last id that it was told, and resumes after it.</summary>
public sealed class FeedReader(string token)
{
    /// <summary>What came so far, over all connections.</summary>
    public List<FeedItem> Items { get; } = [];

    /// <summary>What <c>Last-Event-ID</c> says next.</summary>
    public long Position { get; private set; }

    /// <summary>Reads until it has heard enough, then cuts the connection.</summary>
    public async Task ReadAsync(HttpClient client, Func<FeedReader, bool> enough)
    {
        using var cut = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/feed");
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("Last-Event-ID", Position.ToString(CultureInfo.InvariantCulture));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cut.Token);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cut.Token));
        var (id, name, data) = (Position, "", "");
        while (!enough(this) && await lines.ReadLineAsync(cut.Token) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var number]:
                    id = long.Parse(number, CultureInfo.InvariantCulture);
                    break;
                case ["event", var kind]:
                    name = kind;
                    break;
                case ["data", var json]:
                    data = json;
                    break;
                case [""]:
                    // Only now is the event whole: what was cut off before is told again.
                    Position = id;
                    if (name.Length > 0)
                    {
                        Items.Add(new FeedItem(id, name, data));
                        (name, data) = ("", "");
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
