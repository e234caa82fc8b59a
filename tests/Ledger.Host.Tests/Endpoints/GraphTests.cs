// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Ledger.Host.Site;
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
    [InlineData(".svg", "*/*", "image/svg+xml")]
    [InlineData(".svg", "application/json", "image/svg+xml")]
    [InlineData("", "image/svg+xml", "image/svg+xml")]
    [InlineData("", "image/avif,image/svg+xml,image/*,*/*;q=0.8", "image/svg+xml")]
    [InlineData("", "application/json, image/svg+xml;q=0.5", "application/json")]
    [InlineData("", "image/svg+xml;q=0, */*", "application/json")]
    [InlineData("", "*/*", "application/json")]
    public async Task A_drawing_has_an_address_of_its_own_and_a_policy_that_lets_it_run_nothing(string ending, string accept, string type)
    {
        var license = (await host.GetAsync("/api/v1/licenses?limit=1")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/graph/{license}{ending}");
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.Authorization = new("Bearer", await host.TokenAsync(HttpMethod.Get, $"/api/v1/graph/{license}"));
        using var answer = await host.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        if (type != "image/svg+xml")
        {
            Assert.Equal(SecurityHeaders.ContentSecurityPolicy, policy);
            return;
        }

        XNamespace svg = "http://www.w3.org/2000/svg";
        var style = Assert.Single(XDocument.Parse(await answer.Content.ReadAsStringAsync()).Descendants(svg + "style")).Value;
        Assert.Contains($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001.svg", "graph-unknown", 404)]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001", "graph-unknown", 404)]
    [InlineData("0x01", "parameter-invalid", 400)]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001?line=-1", "parameter-invalid", 400)]
    public async Task What_is_not_here_is_not_drawn(string id, string code, int status)
    {
        var answer = await host.GetAsync($"/api/v1/graph/{id}");
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }
}
