// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Refused;

/// <summary>JSON that two readers could read in two ways, or that is none, at every route that takes JSON.</summary>
[Collection(HostCollection.Name)]
public sealed class BadJsonTests(HostFixture host, ITestOutputHelper output)
{
    private const int HundredMegabytes = 100 << 20;

    private readonly Refusing _refusing = new(host, output);

    private static (string Name, string Code, Func<string, byte[]> Spoil)[] Flaws { get; } =
    [
        ("nothing", "json-empty", _ => []),
        ("byte order mark", "json-byte-order-mark", sound => [0xEF, 0xBB, 0xBF, .. Utf8(sound)]),
        ("UTF-16", "json-not-utf8", sound => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(sound)]),
        ("an overlong letter", "json-not-utf8", sound => [.. Utf8(sound[..^1]), (byte)',', (byte)'"', 0xC0, 0xAF, .. "\":1}"u8]),
        ("a key twice", "json-duplicate-key", sound => With(sound, "\"a\":1,\"a\":1")),
        ("a key twice, once escaped", "json-duplicate-key", sound => With(sound, "\"a\":1,\"\\u0061\":1")),
        ("a key twice, deep down", "json-duplicate-key", sound => With(sound, "\"x\":[{\"a\":1,\"a\":1}]")),
        ("a lone high surrogate", "json-lone-surrogate", sound => With(sound, "\"x\":\"\\ud800\"")),
        ("a lone low surrogate", "json-lone-surrogate", sound => With(sound, "\"x\":\"\\udc00\"")),
        ("surrogates the wrong way round", "json-lone-surrogate", sound => With(sound, "\"x\":\"\\udc00\\ud800\"")),
        ("a lone surrogate in a key", "json-lone-surrogate", sound => With(sound, "\"\\ud800\":1")),
        ("NUL", "json-nul", sound => With(sound, "\"x\":\"a\\u0000b\"")),
        ("NUL in a key", "json-nul", sound => With(sound, "\"a\\u0000\":1")),
        ("NUL in the clear", "json-malformed", sound => With(sound, "\"x\":\"a\0b\"")),
        ("NaN", "json-malformed", sound => With(sound, "\"x\":NaN")),
        ("Infinity", "json-malformed", sound => With(sound, "\"x\":-Infinity")),
        ("1e400", "json-number-inexact", sound => With(sound, "\"x\":1e400")),
        ("2^53 + 1", "json-number-inexact", sound => With(sound, "\"x\":9007199254740993")),
        ("2^53", "json-number-inexact", sound => With(sound, "\"x\":9007199254740992")),
        ("-2^53 - 1", "json-number-inexact", sound => With(sound, "\"x\":-9007199254740993")),
        ("a fraction", "json-number-inexact", sound => With(sound, "\"x\":0.1")),
        ("a leading zero", "json-malformed", sound => With(sound, "\"x\":007")),
        ("a plus", "json-malformed", sound => With(sound, "\"x\":+7")),
        ("hexadecimal", "json-malformed", sound => With(sound, "\"x\":0x7")),
        ("depth 33", "json-too-deep", sound => With(sound, $"\"x\":{new string('[', 33)}{new string(']', 33)}")),
        ("depth 10,000", "json-too-deep", _ => Utf8(new string('[', 10_000))),
        ("depth 10,000 of objects", "json-too-deep", _ => Utf8(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)))),
        ("bytes after the end", "json-malformed", sound => Utf8(sound + "x")),
        ("a second text", "json-malformed", sound => Utf8(sound + sound)),
        ("a trailing comma", "json-malformed", sound => With(sound, "\"x\":[1,]")),
        ("a comment", "json-malformed", sound => Utf8("/* */" + sound)),
        ("single quotes", "json-malformed", sound => With(sound, "'x':1")),
        ("cut short", "json-malformed", sound => Utf8(sound[..^1])),
        ("a control letter", "json-malformed", sound => With(sound, "\"x\":\"a\nb\"")),
    ];

    public static TheoryData<string> Routes => [.. SoundBodies.Routes.Values.Where(route => route is not "rpc")];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Unsound_JSON_is_refused_with_its_own_word(string route)
    {
        var (path, body) = await new SoundBodies(host).OfAsync(route);
        var sound = body.ToJsonString();
        foreach (var (name, code, spoil) in Flaws)
        {
            await _refusing.RefusedAsync($"json: {name}", 400, code, language => host.SendAsync(HttpMethod.Post, path, spoil(sound), language: language));
        }

        _refusing.Print();
        Assert.Equal(Flaws.Length, _refusing.Count);
    }

    [Fact]
    public async Task At_the_chains_door_unsound_JSON_is_no_fault_either()
    {
        var (path, body) = await new SoundBodies(host).OfAsync("rpc");
        foreach (var (name, _, spoil) in Flaws)
        {
            var answer = await host.SendAsync(HttpMethod.Post, path, spoil(body.ToJsonString()));
            Assert.True(answer.Status < 500, $"{name}: {answer.Status} {answer.Text}");
            Assert.True(answer.Status >= 400 || answer.Json.TryGetProperty("error", out _), $"{name}: {answer.Text}");
        }
    }

    [Theory]
    [InlineData("matters", false)]
    [InlineData("matters", true)]
    [InlineData("usage-reports", false)]
    [InlineData("usage-reports", true)]
    [InlineData("rpc", false)]
    [InlineData("rpc", true)]
    public async Task A_hundred_megabytes_are_refused_whether_they_are_announced_or_not(string route, bool isAnnounced)
    {
        var before = Rows.Count(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, route is "rpc" ? "/rpc" : "/api/v1/" + route);
        request.Headers.Add("Idempotency-Key", "large-" + SomeRecords.Salt());
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await host.TokenAsync(HttpMethod.Post, "/api/v1/" + route));
        request.Headers.ExpectContinue = true;
        request.Content = new Blanks(HundredMegabytes, isAnnounced);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Answered? answer = null;
        try
        {
            using var response = await host.Client.SendAsync(request);
            answer = new Answered((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
        }
        catch (HttpRequestException cut)
        {
            output.WriteLine("The host hung up before it was all sent: " + cut.Message);
        }

        Assert.True(answer is null or { Status: 413 }, answer?.Text);
        Assert.True(answer is null || answer.Code is "body-too-large");
        Assert.Equal(before, Rows.Count(host));
        Assert.Equal(200, (await host.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Every_field_of_the_OpenAPI_document_is_refused_where_it_is_of_another_type()
    {
        var document = (await host.GetAsync("/openapi/v1.json")).Json;
        var held = 0;
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("post", out var post) && post.TryGetProperty("requestBody", out _)))
        {
            if (!path.Value.GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _))
            {
                Assert.Equal("/api/v1/usage-sheets", path.Name); // CSV, spoiled in SheetTests
                continue;
            }

            Assert.True(SoundBodies.Routes.TryGetValue(path.Name, out var route), $"{path.Name} takes a body that no test spoils.");
            var schema = Resolved(document, path.Value.GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
            var (address, body) = await new SoundBodies(host).OfAsync(route);
            foreach (var field in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
            {
                foreach (var wrong in WrongFor(TypesOf(Resolved(document, field.Value))))
                {
                    var spoiled = body.DeepClone();
                    spoiled[field.Name] = System.Text.Json.Nodes.JsonNode.Parse(wrong);
                    var answer = await host.PostAsync(address, spoiled.ToJsonString());
                    Assert.True(answer.Status is >= 400 and < 500, $"{path.Name} {field.Name} = {wrong}: {answer.Status} {answer.Text}");
                    _refusing.Hold("json: a field of another type", answer, $"{path.Name} {field.Name} = {wrong}");
                    held++;
                }
            }
        }

        _refusing.Print();
        Assert.True(held > 50, $"only {held} fields were tried");
    }

    private static JsonElement Resolved(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name))
        : schema.TryGetProperty("oneOf", out var choice) ? Resolved(document, choice.EnumerateArray().Last()) : schema;

    private static IReadOnlyList<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    /// <summary>Values of every type but those; a schema without a type takes an object of another schema, so it is spoiled likewise.</summary>
    private static IEnumerable<string> WrongFor(IReadOnlyList<string> types) =>
        new (string Type, string Value)[] { ("string", "\"x y\""), ("integer", "7"), ("boolean", "true"), ("array", "[7]"), ("object", "{\"unheard of\":7}"), ("number", "-1") }
            .Where(one => types.Count > 0 ? !types.Contains(one.Type) && !(one.Type is "integer" or "number" && (types.Contains("integer") || types.Contains("number"))) : one.Type is not "object")
            .Select(one => one.Value);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] With(string sound, string more) => Utf8($"{sound[..^1]},{more}}}");

    /// <summary>So many spaces, with their number said beforehand or not.</summary>
    private sealed class Blanks(int length, bool isAnnounced) : HttpContent
    {
        private static readonly byte[] _block = [.. Enumerable.Repeat((byte)' ', 1 << 16)];

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            for (var sent = 0; sent < length; sent += _block.Length)
            {
                await stream.WriteAsync(_block);
            }
        }

        protected override bool TryComputeLength(out long announced)
        {
            announced = length;
            return isAnnounced;
        }
    }
}
