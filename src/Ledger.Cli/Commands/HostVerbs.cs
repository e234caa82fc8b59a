// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Ledger.Cli.Commands;

/// <summary><c>init</c> and <c>serve</c> are the host's: <c>scripts/ledger</c> hands them to it before this program starts.</summary>
internal static class HostVerbs
{
    public static IEnumerable<Command> Create(CommandKit kit) => [Of(kit, "init"), Of(kit, "serve")];

    private static Command Of(CommandKit kit, string verb)
    {
        var command = kit.Verb(verb, (_, _) => throw new CliFailure(ExitCode.Usage, "usage.host", ("verb", verb)));
        command.Arguments.Add(new Argument<string[]>("rest") { Arity = ArgumentArity.ZeroOrMore, Hidden = true });
        return command;
    }
}
