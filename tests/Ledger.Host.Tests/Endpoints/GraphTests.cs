// SPDX-License-Identifier: Apache-2.0

using System.Xml.Linq;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class GraphTests(HostFixture host)
{
    [Fact]
    public async Task A_graph_comes_as_json_and_as_a_drawing_in_the_readers_language()
    {
        var license = (await host.GetAsync("/api/v1/licenses?limit=1")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        var json = (await host.GetAsync($"/api/v1/graph/{license}")).Json;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/graph/{license}");
        request.Headers.Add("Accept", "image/svg+xml");
        request.Headers.Add("Accept-Language", "zh-CN");
        request.Headers.Authorization = new("Bearer", await host.TokenAsync(HttpMethod.Get, $"/api/v1/graph/{license}"));
        using var answer = await host.Client.SendAsync(request);

        Assert.Equal($"license:{license}", json.GetProperty("root").GetString());
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        var drawing = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Contains(drawing.Descendants(), text => text.Value is "专利池");
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001", "graph-unknown", 404)]
    [InlineData("0x01", "parameter-invalid", 400)]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001?line=-1", "parameter-invalid", 400)]
    public async Task What_is_not_here_is_not_drawn(string id, string code, int status)
    {
        var answer = await host.GetAsync($"/api/v1/graph/{id}");
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }
}
