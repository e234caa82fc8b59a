// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application;
using Ledger.Application.Keys;
using Ledger.Cli.Signing;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary>Key files. A private key is written to its file and never anywhere else.</summary>
internal static class KeyCommands
{
    public static Command Create(CommandKit kit) =>
        kit.Group("key", New(kit), Import(kit), Show(kit), List(kit), ChangePassword(kit), Export(kit));

    private static Command New(CommandKit kit)
    {
        var (file, party, plain, fresh) = (Words.File(), Words.IdOption("--party"), Words.Flag("--plain"), NewPassword());
        return Verb(
            kit,
            "key create",
            session =>
            {
                using var password = session.Get(plain) ? null : Passwords.Fresh(session, session.Get(fresh), mayKeep: true);
                return ShowKey(session, CallerKey.Create(session.Get(file), password, PartyOf(session.Get(party))));
            },
            file, party, plain, fresh);
    }

    private static Command Import(CommandKit kit)
    {
        var (source, file, party, fresh) = (Source(), Words.File(), Words.IdOption("--party"), NewPassword());
        return Verb(
            kit,
            "key import",
            session =>
            {
                var key = SigningKey.Read(session, session.Get(source));
                using var password = Passwords.Fresh(session, session.Get(fresh), mayKeep: true);
                var written = key.WriteTo(session.Get(file), password, CallerKeyForm.Keystore);
                return ShowKey(session, PartyOf(session.Get(party)) is { } of ? written.Then(made => made.WithParty(of)) : written);
            },
            source, file, party, fresh);
    }

    private static Command Show(CommandKit kit)
    {
        var (file, check) = (Words.File(), Words.Flag("--check"));
        return Verb(
            kit,
            "key show",
            session => session.Get(check)
                ? ShowKey(session, CallerKey.Read(session.Get(file), Passwords.Of(session)))
                : ShowHeader(session, SigningKey.Usable(session, CallerKeyHeader.Read(session.Get(file)))),
            file, check);
    }

    private static Command List(CommandKit kit)
    {
        var directory = new Argument<string>("directory") { HelpName = "DIRECTORY" };
        return Verb(kit, "key list", session => KeyListing.Run(session, session.Get(directory)), directory);
    }

    private static Command ChangePassword(CommandKit kit)
    {
        var (file, fresh) = (Words.File(), NewPassword());
        return Verb(
            kit,
            "key change-password",
            session =>
            {
                var key = SigningKey.Read(session, session.Get(file));
                if (key.Form != CallerKeyForm.Keystore)
                {
                    throw new CliFailure(ExitCode.Usage, "usage.noPasswordToChange", ("file", key.Path));
                }

                using var password = Passwords.Fresh(session, session.Get(fresh), mayKeep: false);
                return ShowKey(session, key.WithPassword(password));
            },
            file, fresh);
    }

    private static Command Export(CommandKit kit)
    {
        var (source, file, fresh) = (Source(), Words.File(), NewPassword());
        var form = new Option<string?>("--form") { HelpName = "keystore|plain|hex" };
        form.AcceptOnlyFromAmong("keystore", "plain", "hex");
        return Verb(
            kit,
            "key export",
            session =>
            {
                var key = SigningKey.Read(session, session.Get(source));
                var wanted = Enum.Parse<CallerKeyForm>(session.Get(form) ?? "keystore", ignoreCase: true);
                using var password = wanted == CallerKeyForm.Keystore ? Passwords.Fresh(session, session.Get(fresh), mayKeep: true) : null;
                return ShowKey(session, key.WriteTo(session.Get(file), password, wanted));
            },
            source, file, form, fresh);
    }

    private static Command Verb(CommandKit kit, string path, Func<Session, int> run, params IEnumerable<Symbol> symbols) =>
        kit.Verb(path, (session, _) => Task.FromResult(run(session)), symbols);

    private static Argument<string> Source() => new("source") { HelpName = "KEYFILE" };

    private static Option<string?> NewPassword() => Words.Text("--new-password-file", "FILE");

    private static PartyId? PartyOf(string? id) => id is null ? null : new PartyId(Hash32.Parse(id));

    private static int ShowKey(Session session, Outcome<CallerKey> outcome)
    {
        var key = SigningKey.Usable(session, outcome);
        return ShowHeader(session, new CallerKeyHeader(key.Path, key.Form, key.Address, key.Party, key.IsDemo));
    }

    private static int ShowHeader(Session session, CallerKeyHeader key)
    {
        session.Printer.Show(KeyListing.Json(key), to => to.Fields(
            ("file", key.Path),
            ("form", KeyListing.Form(to, key)),
            ("address", key.Address?.ToString()),
            ("party", key.Party?.Value.ToString()),
            ("demo", to.Texts.Say(key.IsDemo ? "yes" : "no"))));
        return ExitCode.Ok;
    }
}
