// SPDX-License-Identifier: Apache-2.0

using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Http;

/// <summary>The language of titles and details: the best of what <c>Accept-Language</c> names and we speak.</summary>
public static class RequestLanguage
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    /// <summary>English unless a Chinese tag is preferred; a malformed header counts as none.</summary>
    public static string Of(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wishes)
            ? wishes
                .Where(wish => wish.Quality is null or > 0)
                .OrderByDescending(wish => wish.Quality ?? 1)
                .Select(wish => Spoken(wish.Value.Value ?? ""))
                .FirstOrDefault(language => language is not null) ?? English
            : English;

    private static string? Spoken(string tag) => tag.Split('-')[0].ToLowerInvariant() switch
    {
        "zh" => Chinese,
        "en" or "*" => English,
        _ => null,
    };
}
