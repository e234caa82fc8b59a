// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Application;
using Ledger.Application.Notifying;
using Ledger.Host.Startup;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Startup;

/// <summary>The tables of options in both READMEs name every option that the code has, with its default.</summary>
public sealed partial class OptionTableTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("README.md", "none")]
    [InlineData("README.zh-CN.md", "无")]
    public void The_table_is_what_the_code_says(string file, string none)
    {
        var table = File.ReadLines(Repository.File(file)).SkipWhile(line => !line.StartsWith("| `Bind`", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|')).SelectMany(Options).ToDictionary(one => one.Name, one => one.Default, StringComparer.Ordinal);
        var code = Options(new DoorOptions(), "", none).Concat(Options(new ApplicationOptions(), "", none)).Concat(Options(new NotifyOptions(), "Notify__", none))
            .ToDictionary(one => one.Name, one => one.Default, StringComparer.Ordinal);

        output.WriteLine($"{file}: {table.Count} options");
        Assert.True(code.Count >= 26, $"only {code.Count} options were found in the code");
        Assert.Equal(code.OrderBy(one => one.Key, StringComparer.Ordinal), table.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, string Default)> Options(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var names = Name().Matches(cells[1]).Select(match => match.Groups["name"].Value).ToList();
        var defaults = cells[2].Split(',', StringSplitOptions.TrimEntries).Select(one => one.Trim('`')).ToList();
        Assert.Equal(names.Count, defaults.Count);
        return names.Zip(defaults);
    }

    private static IEnumerable<(string Name, string Default)> Options(object options, string prefix, string none) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.PropertyType != typeof(NotifyOptions))
            .Select(property => (prefix + property.Name, property.GetValue(options) switch
            {
                null or "" or IReadOnlyCollection<string> { Count: 0 } => none,
                bool flag => flag ? "true" : "false",
                var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            }));

    [GeneratedRegex("`(?<name>[A-Za-z_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
