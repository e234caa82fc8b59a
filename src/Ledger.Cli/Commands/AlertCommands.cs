// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

internal static class AlertCommands
{
    public static Command Create(CommandKit kit) => kit.Group("alert", List(kit), Show(kit));

    private static Command List(CommandKit kit)
    {
        var pool = Words.IdOption("--pool");
        var state = Words.State("provisional", "raised", "final", "retracted");
        return kit.Verb(
            "alert list",
            (session, cancel) => session.ListAsync<AlertView>(
                Session.Path(
                    "/alerts",
                    ("pool", session.Get(pool)),
                    ("state", session.Get(state)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                ["id", "rule", "state", "reason"],
                alert => [alert.Id, alert.Rule, session.Texts.Word("state." + alert.State, alert.State), alert.Reason.Detail],
                cancel),
            pool, state, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Show(CommandKit kit)
    {
        var name = Words.Name();
        return kit.Verb("alert show", (session, cancel) => session.ShowAsync<AlertView>($"/alerts/{session.Get(name)}", ShowAlert, cancel), name);
    }

    private static void ShowAlert(Printer printer, AlertView alert)
    {
        printer.Fields(
            ("id", alert.Id),
            ("rule", alert.Rule),
            ("state", printer.Texts.Word("state." + alert.State, alert.State)),
            ("pool", alert.Pool.ToString()),
            ("block", alert.Block?.Number.ToString(CultureInfo.InvariantCulture)),
            ("reason", alert.Reason.Detail));
        printer.Line();
        printer.Table(["kind", "record"], [.. alert.Records.Select(record => (IReadOnlyList<string>)[record.Kind, record.Record.ToString()])]);
    }
}
