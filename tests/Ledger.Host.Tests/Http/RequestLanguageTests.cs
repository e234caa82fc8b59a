// SPDX-License-Identifier: Apache-2.0

using Ledger.Host.Http;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Tests.Http;

public sealed class RequestLanguageTests
{
    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("zh-CN", "zh-CN")]
    [InlineData("zh-Hans-CN, en;q=0.5", "zh-CN")]
    [InlineData("en;q=0.4, zh;q=0.9", "zh-CN")]
    [InlineData("de, en;q=0.8, zh;q=0.3", "en")]
    [InlineData("fr, *;q=0.1", "en")]
    [InlineData("zh;q=0", "en")]
    [InlineData(";;;,,,q=q", "en")]
    public void The_best_language_that_we_speak_is_taken(string? header, string language)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = header;

        Assert.Equal(language, RequestLanguage.Of(http.Request));
    }
}
