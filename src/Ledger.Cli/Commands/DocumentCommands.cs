// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Custody;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Cli.Commands;

/// <summary>Documents behind the roots on chain: read by their parties, disclosed field by field, held, erased.</summary>
internal static class DocumentCommands
{
    public static Command Create(CommandKit kit) =>
        kit.Group(
            "document",
            List(kit),
            Show(kit),
            Check(kit),
            Custody(kit),
            HoldVerbs.Hold<DocumentView>(kit, "document hold", "/documents", ShowDocument),
            HoldVerbs.Hold<DocumentView>(kit, "document release", "/documents", ShowDocument),
            HoldVerbs.Erase<DocumentView>(kit, "document erase", "/documents", ErasureSigning.OfDocumentAsync, ShowDocument));

    private static Command List(CommandKit kit)
    {
        var (license, party) = (Words.IdOption("--license"), Words.IdOption("--of"));
        return kit.Verb(
            "document list",
            (session, cancel) => session.ListAsync<DocumentView>(
                Session.Path(
                    "/documents",
                    ("license", session.Get(license)),
                    ("party", session.Get(party)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                ["root", "kind", "state", "acts"],
                document =>
                [
                    document.Root.ToString(),
                    document.Kind,
                    State(session, document),
                    string.Join(", ", document.Acts.Select(act => act.Kind)),
                ],
                cancel),
            license, party, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        var fields = new Option<string[]>("--field") { HelpName = "NAME" };
        return kit.Verb(
            "document show",
            async (session, cancel) =>
            {
                var root = session.Get(id);
                if (session.Get(fields) is not { Length: > 0 } names)
                {
                    return await session.ShowAsync<DocumentContentView>($"/documents/{root}", (printer, view) => ShowContent(session, printer, view), cancel);
                }

                var query = string.Join('&', names.Select(name => "field=" + Uri.EscapeDataString(name)));
                var reply = await session.Api.GetAsync<DisclosureView>($"/documents/{root}/fields?{query}", cancel);
                return ShowVerdict(session, Hash32.Parse(root), reply.Value, reply.Raw);
            },
            id, fields);
    }

    private static Command Check(CommandKit kit)
    {
        var file = Words.File();
        var root = Words.IdOption("--root", required: true);
        return kit.Verb(
            "document check",
            async (session, cancel) =>
            {
                var raw = await JsonFiles.ReadAsync(session.Get(file), cancel);
                return ShowVerdict(session, Hash32.Parse(session.Get(root)!), raw.Deserialize<DisclosureView>(LedgerJson.Options)!, raw);
            },
            file, root);
    }

    private static Command Custody(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "document custody",
            (session, cancel) => session.ListAsync<CustodyView>(
                Session.Path($"/documents/{session.Get(id)}/custody", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                ["at", "what", "party", "key"],
                entry => [Printer.Time((ulong)entry.At), session.Texts.Word("custody." + entry.What, entry.What), entry.Party?.ToString() ?? "-", entry.Key],
                cancel),
            id, kit.Options.Cursor, kit.Options.Limit);
    }

    private static void ShowContent(Session session, Printer printer, DocumentContentView view)
    {
        ShowDocument(session, printer, view.Document);
        printer.Line();
        if (view.Fields.Count == 0)
        {
            printer.Line(view.Content.ToString());
            return;
        }

        printer.Table(
            ["field", "value"],
            [.. view.Fields.Where(field => field.Type is not "absent").Select(field => (IReadOnlyList<string>)[field.Name, field.Value])]);
    }

    private static void ShowDocument(Session session, Printer printer, DocumentView document) => printer.Fields(
        ("root", document.Root.ToString()),
        ("kind", document.Kind),
        ("state", State(session, document)),
        ("held", document.Held.Count == 0 ? null : string.Join(", ", document.Held)),
        ("acts", string.Join(", ", document.Acts.Select(act => $"{act.Kind} {act.Act}"))),
        ("erasedAt", document.ErasedAt is { } at ? Printer.Time((ulong)at) : null));

    private static int ShowVerdict(Session session, Hash32 root, DisclosureView view, JsonElement raw)
    {
        var verdict = DisclosureCheck.Judge(root, view);
        var isShown = verdict is DisclosureVerdict.Shown;
        session.Printer.Show(raw, printer =>
        {
            printer.Table(
                ["index", "field", "value"],
                [.. view.Fields.Select(field => (IReadOnlyList<string>)[field.Index.ToString(CultureInfo.InvariantCulture), field.Name, field.Value])]);
            printer.Line();
            printer.Say(isShown ? "disclosure.good" : "disclosure.wrong", ("root", root.ToString()), ("why", verdict.GetType().Name));
        });
        return isShown ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string State(Session session, DocumentView document) =>
        session.Texts.Word("root." + document.State, document.State) + (document.Held.Count == 0 ? "" : $" ({session.Texts.Say("document.held")})");
}
