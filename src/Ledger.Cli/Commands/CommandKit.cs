// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Cli.Texts;

namespace Ledger.Cli.Commands;

/// <summary>Makes groups and verbs whose descriptions stand in the texts under their own path.</summary>
internal sealed class CommandKit(Surroundings around, CliTexts texts)
{
    public CliTexts Texts => texts;

    public GlobalOptions Options { get; } = new(texts);

    public Command Group(string name, params IEnumerable<Command> verbs)
    {
        var group = new Command(name, texts.Say("command." + name));
        foreach (var verb in verbs)
        {
            group.Add(verb);
        }

        return group;
    }

    /// <param name="path">Group and verb, such as <c>pool list</c>.</param>
    /// <param name="run">Gives the exit code; failures are thrown.</param>
    /// <param name="symbols">Arguments and options, described under their names.</param>
    public Command Verb(string path, Func<Session, CancellationToken, Task<int>> run, params IEnumerable<Symbol> symbols)
    {
        var verb = new Command(path[(path.LastIndexOf(' ') + 1)..], texts.Say("command." + path.Replace(' ', '.')));
        foreach (var symbol in symbols)
        {
            symbol.Description = texts.Say((symbol is Argument ? "argument." : "option.") + symbol.Name.TrimStart('-'));
            if (symbol is Argument argument)
            {
                verb.Add(argument);
            }
            else
            {
                verb.Add((Option)symbol);
            }
        }

        verb.SetAction(async (parsed, cancel) =>
        {
            using var session = new Session(parsed, around, texts, Options);
            return await run(session, cancel);
        });
        return verb;
    }
}
