// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.RegularExpressions;
using Ledger.Cli.Commands;
using Ledger.Cli.Tests.Support;
using Ledger.Cli.Texts;

namespace Ledger.Cli.Tests.Output;

public sealed partial class LocalHelpTests
{
    private static readonly RootCommand _root = LedgerCommand.Create(
        new CommandKit(new Surroundings(TextWriter.Null, TextWriter.Null, _ => null, TimeProvider.System), CliTexts.In("en")));

    public static TheoryData<string> Commands { get; } = [.. Paths("", _root)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_help_of_every_command_is_Chinese_where_Chinese_is_asked_for(string command)
    {
        var help = await Run.LedgerAsync($"{command} --help --lang zh-CN");
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.StartsWith("说明：", help.Out, StringComparison.Ordinal);
        Assert.Contains("\n用法：\n", help.Out, StringComparison.Ordinal);
        Assert.Contains("\n选项：\n", help.Out, StringComparison.Ordinal);
        Assert.DoesNotMatch(ParsersWords(), help.Out);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_help_of_every_command_is_English_otherwise(string command)
    {
        var help = await Run.LedgerAsync($"{command} --help");
        Assert.StartsWith("Description:\n", help.Out, StringComparison.Ordinal);
        Assert.Contains("\nUsage:\n  ", help.Out, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\u3000-\u9fff\uff00-\uffef]", help.Out);
    }

    [Fact]
    public async Task What_is_required_says_so_and_stays_in_its_column()
    {
        var help = await Run.LedgerAsync("evidence export --help --lang zh-CN");
        Assert.Contains("  --license <ID> （必需）     许可标识。\n", help.Out, StringComparison.Ordinal);
        Assert.Contains("  --output <FILE> （必需）    输出文件；不覆盖已有文件。\n", help.Out, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(string path, Command command) =>
        command.Subcommands.SelectMany(inner => Paths($"{path} {inner.Name}".Trim(), inner)).Prepend(path);

    [GeneratedRegex(@"Description:|Usage:|Arguments:|Options:|Commands:|\[options\]|\[command\]|REQUIRED|Show ", RegexOptions.None, 1_000)]
    private static partial Regex ParsersWords();
}
