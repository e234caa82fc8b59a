// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Cli.Texts;

namespace Ledger.Cli.Commands;

/// <summary>What every verb takes.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json") { Recursive = true };

    public static Option<string?> Url { get; } = new("--url") { Recursive = true, HelpName = "URL" };

    public static Option<string?> ApiKeyFile { get; } = new("--api-key-file") { Recursive = true, HelpName = "FILE" };

    public static Option<string?> Lang { get; } = Languages();

    /// <summary>A key file may be a keystore wherever one is opened, so every verb takes its password file.</summary>
    public static Option<string?> PasswordFile { get; } = new("--password-file") { Recursive = true, HelpName = "FILE" };

    public static Option<string?> Cursor { get; } = new("--cursor") { HelpName = "N" };

    public static Option<string?> Limit { get; } = new("--limit") { HelpName = "N" };

    private static Option<string?> Languages()
    {
        var option = new Option<string?>("--lang") { Recursive = true, HelpName = "en|zh-CN" };
        option.AcceptOnlyFromAmong(CliTexts.English, CliTexts.Chinese);
        return option;
    }
}
