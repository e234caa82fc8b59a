// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Refused;

/// <summary>Every route of the OpenAPI document, asked in ways that it does not know.</summary>
[Collection(HostCollection.Name)]
public sealed class BadRouteTests(HostFixture host, ITestOutputHelper output)
{
    private const string NoId = "0x0000000000000000000000000000000000000000000000000000000000000001";

    private static readonly string[] _methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "NONSENSE"];

    private readonly Refusing _refusing = new(host, output);

    [Fact]
    public async Task A_method_that_a_route_does_not_know_is_refused()
    {
        var routes = await RoutesAsync();
        foreach (var (path, known) in routes)
        {
            foreach (var method in _methods.Except(known, StringComparer.Ordinal))
            {
                // Whatever is not the API's may be a page of the console, so a GET finds nothing there.
                var isPage = method is "GET";
                await _refusing.RefusedAsync($"route: another method, {method}", isPage ? 404 : 405, isPage ? "route-unknown" : "method-not-allowed",
                    language => host.SendAsync(new HttpMethod(method), path, null, language: language));
            }
        }

        _refusing.Print();
        Assert.True(_refusing.Count > routes.Count * 6, $"only {_refusing.Count}");
    }

    [Fact]
    public async Task A_content_type_that_a_route_does_not_take_is_refused()
    {
        string[] types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "text/html", "application/jsonx", "nonsense", "*/*", ";;"];
        var posts = 0;
        foreach (var (path, known) in (await RoutesAsync()).Where(route => route.Methods.Contains("POST")))
        {
            posts++;
            foreach (var type in types)
            {
                var before = Rows.Count(host);
                var answer = await host.SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes("{}"), contentType: type);
                Assert.True(answer.Status is >= 400 and < 500, $"{path} {type}: {answer.Status} {answer.Text}");
                _refusing.Hold("route: another content type", answer, $"{path} {type}");
                Assert.Equal(before, Rows.Count(host));
            }
        }

        _refusing.Print();
        Assert.Equal(posts * types.Length, _refusing.Count);
    }

    [Fact]
    public async Task Whatever_a_caller_would_rather_have_is_no_fault_of_ours()
    {
        string[] accepts = ["text/html", "image/png", "application/xml", "application/json;q=0", "*/*;q=0", "nonsense", ",,;;", "application/" + new string('x', 2000)];
        foreach (var (path, known) in await RoutesAsync())
        {
            foreach (var accept in accepts)
            {
                var method = known.Contains("GET") ? HttpMethod.Get : HttpMethod.Post;
                using var request = new HttpRequestMessage(method, path);
                request.Headers.TryAddWithoutValidation("Accept", accept);
                using var response = await host.Client.SendAsync(request);
                var answer = new Answered((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
                if (answer.Status == 503 && path is "/health/ready")
                {
                    continue; // readiness says so in its own words
                }

                _refusing.Hold("route: another answer wished for", answer, $"{path} {accept}");
            }
        }

        _refusing.Print();
    }

    [Fact]
    public async Task Odd_parameters_are_refused_by_name()
    {
        // %00 never gets here: the server refuses it before it looks for a route.
        string[] odd = ["", "0x", "-1", "1.5", "99999999999999999999", "..%2F..%2Fetc%2Fpasswd", "%F0%9F%92%A5", "1%20OR%201=1", "'", "=1+1", new('x', 5000)];
        var document = (await host.GetAsync("/openapi/v1.json")).Json;
        var held = 0;
        foreach (var (path, operation) in Operations(document).Where(one => one.Operation.Method is "GET").Select(one => (one.Path, one.Operation.Json)))
        {
            foreach (var parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default)
            {
                var name = parameter.GetProperty("name").GetString()!;
                foreach (var value in odd.Where(value => value.Length > 0 || parameter.GetProperty("in").GetString() is "query"))
                {
                    var asked = parameter.GetProperty("in").GetString() is "path"
                        ? path.Replace($"{{{name}}}", value, StringComparison.Ordinal)
                        : Filled(path) + $"?{name}={value}";
                    _refusing.Hold("route: an odd parameter", await host.GetAsync(asked), asked.Length > 200 ? asked[..200] : asked);
                    held++;
                }
            }
        }

        _refusing.Print();
        Assert.True(held > 100, $"only {held}");
    }

    private async Task<IReadOnlyList<(string Path, IReadOnlyList<string> Methods)>> RoutesAsync()
    {
        var routes = (await host.GetAsync("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject()
            .Select(path => (Filled(path.Name), (IReadOnlyList<string>)[.. path.Value.EnumerateObject().Select(method => method.Name.ToUpperInvariant())]))
            .ToList();
        Assert.True(routes.Count >= 30, $"only {routes.Count} routes");
        return routes;
    }

    private static IEnumerable<(string Path, (string Method, JsonElement Json) Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (path.Name, (method.Name.ToUpperInvariant(), method.Value))));

    private static string Filled(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\{[a-zA-Z]+\}", NoId, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
