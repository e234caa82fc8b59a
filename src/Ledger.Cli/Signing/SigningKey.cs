// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Keys;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Commands;

namespace Ledger.Cli.Signing;

/// <summary>The caller's key file: <c>--key-file</c>, else <c>LEDGER_KEY_FILE</c>. A key never stands in an argument.</summary>
internal static class SigningKey
{
    public static CallerKey Open(Session session, string? path) => Read(
        session,
        path ?? session.Around.Variable(Session.KeyVariable) ?? throw new CliFailure(ExitCode.Usage, "usage.noKey", ("variable", Session.KeyVariable)));

    /// <summary>Opens a key file of any form; its password is asked for where it has one.</summary>
    public static CallerKey Read(Session session, string path) => Usable(session, CallerKey.Read(path, Passwords.Of(session)));

    /// <summary>The value, or a wrong use of the command that says why not.</summary>
    public static T Usable<T>(Session session, Outcome<T> outcome)
        where T : class
    {
        if (outcome.IsDone)
        {
            return outcome.Value;
        }

        var problem = new RefusalTexts().Describe(outcome.Refusal, session.Texts.Language);
        throw new CliFailure(ExitCode.Usage, "usage.key", ("reason", problem.Detail), ("code", problem.Code))
        {
            Problem = JsonSerializer.SerializeToElement(problem, LedgerJson.Options),
        };
    }
}
