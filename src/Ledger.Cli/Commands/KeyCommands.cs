// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary>Key files. A private key is written to its file and never anywhere else.</summary>
internal static class KeyCommands
{
    public static Command Create(CommandKit kit) => kit.Group("key", New(kit), Show(kit));

    private static Command New(CommandKit kit)
    {
        var file = Words.File();
        var party = Words.IdOption("--party");
        return kit.Verb(
            "key new",
            (session, _) =>
            {
                PartyId? of = session.Get(party) is { } id ? new PartyId(Hash32.Parse(id)) : null;
                return Task.FromResult(ShowKey(session.Printer, SigningKey.Usable(CallerKey.Create(session.Get(file), of))));
            },
            file, party);
    }

    private static Command Show(CommandKit kit)
    {
        var file = Words.File();
        return kit.Verb("key show", (session, _) => Task.FromResult(ShowKey(session.Printer, SigningKey.Usable(CallerKey.Read(session.Get(file))))), file);
    }

    private static int ShowKey(Printer printer, CallerKey key)
    {
        var raw = JsonSerializer.SerializeToElement(
            new { file = key.Path, address = key.Address, party = key.Party?.Value, demo = key.IsDemo }, LedgerJson.Options);
        printer.Show(raw, to => to.Fields(
            ("file", key.Path),
            ("address", key.Address.ToString()),
            ("party", key.Party?.Value.ToString()),
            ("demo", to.Texts.Say(key.IsDemo ? "yes" : "no"))));
        return ExitCode.Ok;
    }
}
