// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application.Views;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

internal static class PartyCommands
{
    public static Command Create(CommandKit kit) => kit.Group("party", [Show(kit), .. ActVerbs.OfParties(kit)]);

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb("party show", (session, cancel) => session.ShowAsync<PartyView>($"/parties/{session.Get(id)}", ShowParty, cancel), id);
    }

    private static void ShowParty(Printer printer, PartyView party)
    {
        printer.Fields(
            ("id", party.Id.ToString()),
            ("name", printer.Name(party.Names)),
            ("role", party.Role),
            ("country", party.Country),
            ("guardian", party.Guardian.ToString()),
            ("keysHead", party.KeysHead.ToString()),
            ("recovery", party.Recovery is { } recovery ? $"{recovery.NewKey}  {Printer.Time(recovery.DueAt)}" : null));
        printer.Line();
        printer.Table(
            ["key", "scopes", "from", "until", "compromised"],
            [.. party.Keys.Select(key => (IReadOnlyList<string>)
                [key.Key.ToString(), string.Join(' ', key.Scopes), Printer.Time(key.From), Printer.Time(key.Until), Printer.Time(key.Compromised?.FlaggedAt)])]);
    }
}
