// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Ledger.Cli.Texts;

namespace Ledger.Cli.Output;

/// <summary>
/// The parser's help with its own words in the command's language. The parser would take them from the system's culture,
/// which an invariant program does not have; everything else in its help are our texts already.
/// </summary>
internal sealed class LocalHelp(HelpAction parsers, CliTexts texts) : SynchronousCommandLineAction
{
    private static readonly string[] _headings = ["Description:", "Usage:", "Arguments:", "Options:", "Commands:"];
    private static readonly string[] _words = ["[command]", "[options]", "(REQUIRED)"];

    /// <summary>Puts it in the place of the parser's.</summary>
    public static void Install(RootCommand root, CliTexts texts)
    {
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption { Action: HelpAction parsers }:
                    option.Description = texts.Say("option.help");
                    option.Action = new LocalHelp(parsers, texts);
                    break;
                case VersionOption:
                    option.Description = texts.Say("option.version");
                    break;
                default:
                    break;
            }
        }
    }

    public override bool ClearsParseErrors => parsers.ClearsParseErrors;

    public override int Invoke(ParseResult parseResult)
    {
        var to = parseResult.InvocationConfiguration.Output;
        using var written = new StringWriter();
        parseResult.InvocationConfiguration.Output = written;
        try
        {
            var code = parsers.Invoke(parseResult);
            foreach (var line in written.ToString().TrimEnd().Split('\n'))
            {
                to.WriteLine(Translate(line.TrimEnd('\r')));
            }

            return code;
        }
        finally
        {
            parseResult.InvocationConfiguration.Output = to;
        }
    }

    private string Translate(string line) => Array.IndexOf(_headings, line) >= 0
        ? texts.Say("help." + line)
        : _words.Aggregate(line, (text, word) => text.Replace(word, texts.Say("help." + word), StringComparison.Ordinal));
}
