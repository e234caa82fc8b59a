// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Keys;
using Ledger.Cli.Commands;

namespace Ledger.Cli.Signing;

/// <summary>Passwords of keystores: from a file, else from the person at the terminal. Never from an argument.</summary>
internal static class Passwords
{
    /// <summary>The password of an existing file: <c>--password-file</c>, else <c>LEDGER_PASSWORD_FILE</c>, else asked for.</summary>
    public static AskCaller Of(Session session) => path =>
        Existing(session) is { } file ? SigningKey.Usable(session, CallerPassword.Read(file))
        : session.Around.AskSecret is { } ask ? Typed(session, ask(session.Texts.Say("password.of", ("file", path))))
        : null;

    /// <summary>The password that a new file gets: <paramref name="file"/>, else the existing one's file, else asked for twice.</summary>
    /// <param name="mayKeep">Whether the file of the existing password will do.</param>
    public static CallerPassword Fresh(Session session, string? file, bool mayKeep)
    {
        if ((file ?? (mayKeep ? Existing(session) : null)) is { } path)
        {
            return SigningKey.Usable(session, CallerPassword.Read(path));
        }

        var ask = session.Around.AskSecret
            ?? throw new CliFailure(ExitCode.Usage, mayKeep ? "usage.noPassword" : "usage.noNewPassword", ("variable", Session.PasswordVariable));
        var first = ask(session.Texts.Say("password.new"));
        var again = ask(session.Texts.Say("password.again"));
        var isSame = first.AsSpan().SequenceEqual(again);
        Array.Clear(again);
        if (!isSame)
        {
            Array.Clear(first);
            throw new CliFailure(ExitCode.Usage, "usage.passwordsDiffer");
        }

        return Typed(session, first);
    }

    private static string? Existing(Session session) =>
        session.Get(session.Options.PasswordFile) ?? (session.Around.Variable(Session.PasswordVariable) is { Length: > 0 } path ? path : null);

    private static CallerPassword Typed(Session session, char[] text)
    {
        try
        {
            return SigningKey.Usable(session, CallerPassword.Typed(text));
        }
        finally
        {
            Array.Clear(text);
        }
    }
}
