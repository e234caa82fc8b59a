// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Cli.Texts;

namespace Ledger.Cli.Commands;

/// <summary>What every verb takes, and what lists take. One set a command: an option carries its description, which is in the command's language.</summary>
internal sealed class GlobalOptions(CliTexts texts)
{
    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = texts.Say("option.json") };

    public Option<string?> Url { get; } = Everywhere("--url", "URL", texts);

    public Option<string?> ApiKeyFile { get; } = Everywhere("--api-key-file", "FILE", texts);

    public Option<string?> Lang { get; } = Languages(texts);

    /// <summary>A key file may be a keystore wherever one is opened, so every verb takes its password file.</summary>
    public Option<string?> PasswordFile { get; } = Everywhere("--password-file", "FILE", texts);

    public Option<string?> Cursor { get; } = new("--cursor") { HelpName = "N" };

    public Option<string?> Limit { get; } = new("--limit") { HelpName = "N" };

    private static Option<string?> Languages(CliTexts texts)
    {
        var option = Everywhere("--lang", "en|zh-CN", texts);
        option.AcceptOnlyFromAmong(CliTexts.English, CliTexts.Chinese);
        return option;
    }

    private static Option<string?> Everywhere(string name, string value, CliTexts texts) =>
        new(name) { Recursive = true, HelpName = value, Description = texts.Say("option." + name.TrimStart('-')) };
}
