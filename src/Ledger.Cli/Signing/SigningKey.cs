// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Application.Keys;
using Ledger.Cli.Commands;

namespace Ledger.Cli.Signing;

/// <summary>The caller's key file: <c>--key-file</c>, else <c>LEDGER_KEY_FILE</c>. A key never stands in an argument.</summary>
internal static class SigningKey
{
    public static CallerKey Open(Session session, string? path) =>
        Usable(CallerKey.Read(
            path ?? session.Around.Variable(Session.KeyVariable) ?? throw new CliFailure(ExitCode.Usage, "usage.noKey", ("variable", Session.KeyVariable))));

    /// <summary>The key, or a wrong use of the command that says why not.</summary>
    public static CallerKey Usable(Outcome<CallerKey> key) =>
        key.IsDone ? key.Value : throw new CliFailure(ExitCode.Usage, "usage.key", ("reason", key.Refusal.Args["reason"]));
}
