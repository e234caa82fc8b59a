// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Cli.Tests.Refused;

/// <summary>Asks the command to judge what must be refused, as JSON and in both languages, and keeps the count of each class.</summary>
internal sealed class RefusedEvidence(ITestOutputHelper output)
{
    private readonly SortedDictionary<(string Class, string Code), int> _classes = [];

    /// <summary>How many were refused so far.</summary>
    public int Count => _classes.Values.Sum();

    /// <summary>One case of a class: exit code 1, this code, and its sentence in both languages.</summary>
    /// <param name="codeOf">Finds the code in what <c>--json</c> shows.</param>
    public async Task RefusedAsync(string ofClass, string code, Func<Run, string?> codeOf, Func<string, Task<Run>> run)
    {
        var (json, english, chinese) = (await run("--json"), await run("--lang en"), await run("--lang zh-CN"));

        Assert.True((json.ExitCode, english.ExitCode, chinese.ExitCode) == (1, 1, 1), $"{ofClass}: {english.ExitCode} {english.Out}{english.Error}{json.Out}");
        Assert.True(string.Equals(codeOf(json), code, StringComparison.Ordinal), $"{ofClass}: {json.Out}");
        var (one, other) = (Sentence(english, "[fail] ", code), Sentence(chinese, "[失败] ", code));
        Assert.True(one.Length > 10 && !one.Any(IsChinese) && !one.Contains('{', StringComparison.Ordinal), $"{ofClass}: {english.Out}");
        Assert.True(other.Any(IsChinese) && !other.Contains('{', StringComparison.Ordinal), $"{ofClass}: {chinese.Out}");
        _classes[(ofClass, code)] = _classes.GetValueOrDefault((ofClass, code)) + 1;
    }

    /// <summary>Prints each class with its count and code.</summary>
    public void Print()
    {
        foreach (var ((name, code), count) in _classes)
        {
            output.WriteLine($"{count,6}  {name}  {code}");
        }
    }

    /// <summary>The failed step, or the line of a table that ends with the code.</summary>
    private static string Sentence(Run run, string mark, string code) => run.Out.Split('\n')
        .FirstOrDefault(line => line.StartsWith(mark, StringComparison.Ordinal) || line.EndsWith($"({code})", StringComparison.Ordinal))?.Replace(mark, "", StringComparison.Ordinal) ?? "";

    private static bool IsChinese(char letter) => letter >= '\u4e00';
}
