// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("ledger ke", "key")]
    [InlineData("ledger key ", "create,import,show,list,change-password,export")]
    [InlineData("ledger key ex", "export")]
    [InlineData("ledger key export --fo", "--form")]
    [InlineData("ledger key export a b --form ", "keystore,plain,hex")]
    [InlineData("ledger pool list --lang zh", "zh-CN")]
    [InlineData("ledger completion ", "bash,zsh,fish")]
    public async Task Bash_offers_what_may_stand_next(string line, string words)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no bash there
        }

        using var folder = new TemporaryFolder();
        var ledger = Shell.Install(folder);
        var script = $$"""
            PATH="{{Path.GetDirectoryName(ledger)}}:$PATH"
            source <(ledger completion bash)
            complete -p ledger
            COMP_LINE='{{line}}'
            COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _ledger
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        var said = await Shell.RunAsync("bash", ["--norc", "-c", script]);

        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 1, said);
        Assert.Equal("complete -o default -F _ledger ledger", lines[0]);
        Assert.True(words.Split(',').Except(lines).ToList() is [], $"{line}: {said}");
        var last = line[(line.LastIndexOf(' ') + 1)..];
        Assert.All(lines.Skip(1), offered => Assert.StartsWith(last, offered, StringComparison.Ordinal));
    }

    /// <summary>A real zsh behind a terminal of its own: the line is typed, then the tab key, then the key that tells what stands there.</summary>
    [ShellTheory("zsh")]
    [InlineData("ledger ke", "ledger key ")]
    [InlineData("ledger key ex", "ledger key export ")]
    [InlineData("ledger key export a b --form ke", "ledger key export a b --form keystore ")]
    [InlineData("ledger pool list --lang zh", "ledger pool list --lang zh-CN ")]
    [InlineData("ledger pool li", "ledger pool list ")]
    public async Task Zsh_completes_the_word_that_is_begun(string line, string completed)
    {
        using var folder = new TemporaryFolder();
        var place = Path.GetDirectoryName(Shell.Install(folder));
        var script = $$"""
            zmodload zsh/zpty
            zpty shell "cd {{place}}; PATH={{place}}:$PATH exec zsh -f -i"
            zpty -w shell "autoload -Uz compinit; compinit -u -D; source <(ledger completion zsh); shown() { print -r -- \"\$BUFFER\" > {{place}}/said; exit }; zle -N shown; bindkey '^T' shown"
            zpty -w -n shell '{{line}}'$'\t\x14'
            while zpty -r shell line; do :; done
            cat {{place}}/said
            """;

        Assert.Equal(completed, (await Shell.RunAsync("timeout", ["60", "zsh", "-f", "-c", script])).TrimEnd('\n'));
    }

    [ShellTheory("fish")]
    [InlineData("ledger ke", "key")]
    [InlineData("ledger key ", "create,import,show,list,change-password,export")]
    [InlineData("ledger key ex", "export")]
    [InlineData("ledger key export a b --form ", "keystore,plain,hex")]
    [InlineData("ledger pool list --lang zh", "zh-CN")]
    public async Task Fish_offers_what_may_stand_next(string line, string words)
    {
        using var folder = new TemporaryFolder();
        var place = Path.GetDirectoryName(Shell.Install(folder));

        var said = await Shell.RunAsync("fish", ["--no-config", "-c", $"set -p PATH {place}; source (ledger completion fish | psub); complete -C '{line}'"]);

        Assert.True(words.Split(',').Except(said.Split('\n')).ToList() is [], $"{line}: {said}");
    }

    [Theory]
    [InlineData("zsh", "compdef _ledger ledger")]
    [InlineData("fish", "complete -c ledger")]
    public async Task The_other_shells_get_a_script_that_asks_the_command(string shell, string registers)
    {
        var script = await Run.LedgerAsync("completion " + shell);

        Assert.Equal(0, script.ExitCode);
        Assert.Contains(registers, script.Out, StringComparison.Ordinal);
        Assert.Contains("[suggest:", script.Out, StringComparison.Ordinal);
    }
}
