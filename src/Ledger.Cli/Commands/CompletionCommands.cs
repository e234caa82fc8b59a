// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Ledger.Cli.Commands;

/// <summary>Scripts that let a shell ask this command what may stand next; so they never know less than the command does.</summary>
internal static class CompletionCommands
{
    public static Command Create(CommandKit kit) =>
        kit.Group("completion", Of(kit, "bash", Bash), Of(kit, "zsh", Zsh), Of(kit, "fish", Fish));

    // Where the command has no word to offer, the shell offers files.
    private const string Bash = """
        _ledger() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _ledger ledger
        """;

    private const string Zsh = """
        #compdef ledger
        _ledger() {
          local -a offered
          offered=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          if [[ -n "${offered[*]}" ]]; then compadd -a offered; else _files; fi
        }
        compdef _ledger ledger
        """;

    private const string Fish = """
        function __ledger
          set -l line (commandline -cp)
          set -l words (commandline -opc)
          $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c ledger -a '(__ledger)'
        """;

    private static Command Of(CommandKit kit, string shell, string script) => kit.Verb(
        "completion " + shell,
        async (session, _) =>
        {
            await session.Around.Out.WriteLineAsync(script);
            return ExitCode.Ok;
        });
}
