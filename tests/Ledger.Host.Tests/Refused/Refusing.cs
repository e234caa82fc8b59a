// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Texts;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Refused;

/// <summary>Sends what must be refused, in both languages, and holds the answers to what every refusal owes.</summary>
internal sealed class Refusing(HostFixture host, ITestOutputHelper output)
{
    private readonly SortedDictionary<string, int> _classes = new(StringComparer.Ordinal);

    /// <summary>How many requests were refused so far.</summary>
    public int Count => _classes.Values.Sum();

    /// <summary>One case of a class: refused with this code and status in each language, and nothing written.</summary>
    /// <param name="send">Sends the request, asking for a language.</param>
    public async Task RefusedAsync(string ofClass, int status, string code, Func<string, Task<Answered>> send)
    {
        var before = Rows.Count(host);
        var english = await send(RefusalTexts.English);
        var chinese = await send(RefusalTexts.Chinese);

        Assert.True((english.Status, chinese.Status) == (status, status), $"{ofClass}: {english.Status} {english.Text} {chinese.Text}");
        var (one, other) = (Hold(ofClass, english), Hold(ofClass, chinese));
        Assert.True(string.Equals(one.Code, code, StringComparison.Ordinal), $"{ofClass}: {english.Text}");
        Assert.Equal(one.Code, other.Code);
        Assert.NotEqual(one.Detail, other.Detail);
        Assert.NotEqual(one.Title, other.Title);
        Assert.True(!IsChinese(one.Title) && IsChinese(other.Title) && IsChinese(other.Detail), $"{ofClass}: {english.Text} {chinese.Text}");
        Assert.Equal(one.Args, other.Args);
        var after = Rows.Count(host);
        Assert.True(before.Count == after.Count && !before.Except(after).Any(), $"{ofClass} left {string.Join(' ', after.Except(before))} instead of {string.Join(' ', before.Except(after))}");
        Add(ofClass);
    }

    /// <summary>Holds one answer to an unsound request: never a fault of ours, and a problem with a sentence where it is refused.</summary>
    public void Hold(string ofClass, Answered answer, string what)
    {
        Assert.True(answer.Status < 500, $"{ofClass}, {what}: {answer.Status} {answer.Text}");
        if (answer.Status >= 400)
        {
            Hold($"{ofClass}, {what}", answer);
        }

        Add(ofClass);
    }

    /// <summary>Prints each class with its count.</summary>
    public void Print()
    {
        foreach (var (name, count) in _classes)
        {
            output.WriteLine($"{count,6}  {name}");
        }
    }

    private static (string Code, string Title, string Detail, string Args) Hold(string what, Answered answer)
    {
        Assert.True(string.Equals("application/problem+json", answer.MediaType, StringComparison.Ordinal), $"{what}: {answer.MediaType} {answer.Text}");
        var problem = answer.Json;
        var code = problem.GetProperty("code").GetString()!;
        Assert.All(RefusalTexts.Languages, language => Assert.Contains(code, RefusalTexts.Codes(language)));
        Assert.Equal("urn:ledger:problem:" + code, problem.GetProperty("type").GetString());
        Assert.Equal(answer.Status, problem.GetProperty("status").GetInt32());
        var (title, detail) = (problem.GetProperty("title").GetString()!, problem.GetProperty("detail").GetString()!);
        Assert.True(title.Length > 0 && detail.Length > 0 && !detail.Contains('{', StringComparison.Ordinal), $"{what}: {detail}");
        return (code, title, detail, problem.TryGetProperty("args", out var args) ? args.GetRawText() : "");
    }

    private static bool IsChinese(string text) => text.Any(letter => letter >= '\u4e00');

    private void Add(string ofClass) => _classes[ofClass] = _classes.GetValueOrDefault(ofClass) + 1;
}
