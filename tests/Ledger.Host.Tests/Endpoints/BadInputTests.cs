// SPDX-License-Identifier: Apache-2.0

using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class BadInputTests(HostFixture host)
{
    public static TheoryData<string, string> Names => Matrix();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Bad_input_gets_its_code_and_a_sentence_in_the_readers_language(string name, string language)
    {
        var bad = BadInput.Cases.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));

        var answer = await host.SendAsync(new HttpMethod(bad.Method), bad.Path, bad.Bytes, bad.Key, bad.ContentType, language);

        Assert.True(answer.Status == bad.Status, $"{answer.Status} {answer.Text}");
        Assert.Equal("application/problem+json", answer.MediaType);
        var problem = answer.Json;
        Assert.Equal(bad.Code, problem.GetProperty("code").GetString());
        Assert.Equal(bad.Status, problem.GetProperty("status").GetInt32());
        Assert.StartsWith("urn:ledger:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        var sentence = problem.GetProperty("detail").GetString()!;
        Assert.DoesNotContain("{", sentence, StringComparison.Ordinal);
        Assert.Equal(language is "zh-CN", sentence.Any(letter => letter >= '\u4e00'));
        Assert.Equal(language is "zh-CN", problem.GetProperty("title").GetString()!.Any(letter => letter >= '\u4e00'));
    }

    private static TheoryData<string, string> Matrix()
    {
        var matrix = new TheoryData<string, string>();
        foreach (var bad in BadInput.Cases)
        {
            matrix.Add(bad.Name, "en");
            matrix.Add(bad.Name, "zh-CN");
        }

        return matrix;
    }
}
