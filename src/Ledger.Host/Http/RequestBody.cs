// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Host.Startup;

namespace Ledger.Host.Http;

/// <summary>A larger body than others may be, for an endpoint that takes long lists.</summary>
public sealed record BodyLimit(int Bytes)
{
    /// <summary>A proposal with a long list of patents.</summary>
    public const int ListBytes = 16 << 20;
}

/// <summary>Marks an endpoint that takes reports: one, or many at once, a line each, which it reads bit by bit.</summary>
public sealed record BulkBody;

/// <summary>Reads a body whole, within the endpoint's limit, once; and turns its JSON into records.</summary>
public static class RequestBody
{
    private static readonly object _key = new();

    /// <summary>The body's bytes.</summary>
    /// <exception cref="ProblemException">413 <c>body-too-large</c>.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext http)
    {
        if (http.Items.TryGetValue(_key, out var kept))
        {
            return (ReadOnlyMemory<byte>)kept!;
        }

        var options = http.RequestServices.GetRequiredService<DoorOptions>();
        var limit = http.GetEndpoint()?.Metadata is not { } said ? options.MaxBodyBytes
            : said.GetMetadata<BulkBody>() is not null ? options.MaxReportBytes
            : Math.Max(options.MaxBodyBytes, said.GetMetadata<BodyLimit>()?.Bytes ?? 0);
        if (http.Request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        var bytes = await ReadAllAsync(http, limit);
        http.Items[_key] = bytes;
        return bytes;
    }

    /// <summary>Whether a request brings many reports, a line each, to where they are taken.</summary>
    public static bool IsInBulk(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BulkBody>() is not null && TypeOf(http.Request) is Answer.Ndjson;

    /// <summary>Refuses a body that does not call itself <paramref name="mediaType"/>: a form of a foreign page never arrives.</summary>
    public static void RequireType(HttpRequest request, params ReadOnlySpan<string> mediaType)
    {
        var given = TypeOf(request);
        if (!mediaType.Contains(given))
        {
            throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, "media-type-unsupported", ("given", given), ("expected", string.Join(", ", mediaType.ToArray())));
        }
    }

    /// <summary>Sound JSON of the shape of <typeparamref name="T"/>.</summary>
    /// <param name="line">The line of an NDJSON body, from 1; null for a body that is one JSON text.</param>
    /// <exception cref="ProblemException">400 with the flaw's code and place.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8, int? line = null)
    {
        if (StrictJson.FindFlaw(utf8) is { } flaw)
        {
            throw Bad(flaw.Code, flaw.Pointer, line);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(utf8, LedgerJson.Incoming) ?? throw Bad("json-shape", "", line);
        }
        catch (JsonException wrong)
        {
            throw Bad("json-shape", PointerOf(wrong.Path), line);
        }
    }

    /// <summary><c>$.lines[0].quantity</c> as <c>/lines/0/quantity</c>.</summary>
    public static string PointerOf(string? jsonPath) => jsonPath is null or "$"
        ? ""
        : jsonPath.TrimStart('$').Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal).Replace('.', '/');

    private static string TypeOf(HttpRequest request) => request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";

    private static ProblemException Bad(string code, string pointer, int? line) =>
        new(StatusCodes.Status400BadRequest, code, ("pointer", pointer))
        {
            Errors = [new ProblemErrorView(pointer, line, code, "")],
        };

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(HttpContext http, int limit)
    {
        var body = new ArrayBufferWriter<byte>((int)Math.Min(http.Request.ContentLength ?? 4096, limit) + 1);
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(body.GetMemory(4096), http.RequestAborted);
            if (read == 0)
            {
                return body.WrittenMemory;
            }

            body.Advance(read);
            if (body.WrittenCount > limit)
            {
                throw TooLarge(limit);
            }
        }
    }

    internal static ProblemException TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "body-too-large", ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}
