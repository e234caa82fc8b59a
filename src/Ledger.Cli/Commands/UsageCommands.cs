// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;

namespace Ledger.Cli.Commands;

internal static class UsageCommands
{
    public static Command Create(CommandKit kit) => kit.Group("usage", UsageSubmit.Create(kit), UsageLodge.Create(kit), UsageLodge.List(kit), UsageTemplate.Create(kit), Close(kit), Show(kit), Lines(kit), Proof(kit, "usage proof", "/usage-reports"), Suspects(kit), UsageFork.Create(kit));

    /// <summary>What the host promised: by when, and at which leaf.</summary>
    public static void ShowReceipt(Printer printer, string record, SignedPromiseView promise)
    {
        var message = promise.TypedData.GetProperty("message");
        printer.Fields(
            ("record", record),
            ("epoch", message.GetProperty("epoch").ToString()),
            ("leafIndex", message.GetProperty("index").ToString()),
            ("anchorBy", Printer.Time(message.GetProperty("anchorBy").TryGetUInt64(out var by) ? by : null)),
            ("promise", promise.Signature));
    }

    private static Command Suspects(CommandKit kit)
    {
        var (pool, reporter, reason) = (Words.IdOption("--pool"), Words.IdOption("--reporter"), Words.OneOf("--reason", [.. SuspectWords.All]));
        return kit.Verb(
            "usage suspects",
            (session, cancel) => session.ListAsync<SuspectView>(
                Session.Path(
                    "/suspect-reports",
                    ("pool", session.Get(pool)),
                    ("reporter", session.Get(reporter)),
                    ("reason", session.Get(reason)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                ["report", "reason", "reporter", "sequence", "against", "voidedBy"],
                suspect =>
                [
                    suspect.Id.ToString(),
                    session.Printer.Texts.Word("suspect." + suspect.Reason, suspect.Reason),
                    suspect.Reporter.ToString(),
                    suspect.TypedData.GetProperty("message").GetProperty("sequence").ToString(),
                    suspect.Against?.Id.ToString() ?? "",
                    suspect.VoidedBy?.ToString() ?? "",
                ],
                cancel),
            pool, reporter, reason, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Close(CommandKit kit)
    {
        var license = Words.IdOption("--license", required: true);
        var start = new Option<string>("--start") { HelpName = "TIME", Required = true };
        var end = new Option<string>("--end") { HelpName = "TIME", Required = true };
        var (zone, key) = (Words.Text("--zone", "ZONE"), Words.Text("--key-file", "FILE"));
        return kit.Verb(
            "usage close",
            async (session, cancel) =>
            {
                var period = (Instants.Parse(session.Get(start)!, session.Get(zone)), Instants.Parse(session.Get(end)!, session.Get(zone)));
                var statement = await PeriodClosing.SignAsync(session, session.Get(license)!, period, session.Get(key), cancel);
                return await RecordCommands.SendAsync(session, statement, cancel);
            },
            license, start, end, zone, key);
    }

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "usage show",
            (session, cancel) => session.ShowAsync<UsageReportView>($"/usage-reports/{session.Get(id)}", (printer, report) => printer.Fields(
                ("record", report.Id.ToString()),
                ("license", report.License.ToString()),
                ("state", printer.Texts.Word("state." + report.State, report.State)),
                ("lines", report.Lines.ToString(CultureInfo.InvariantCulture)),
                ("quantity", report.TypedData.GetProperty("message").GetProperty("totalQuantity").ToString()),
                ("epoch", report.Epoch.ToString(CultureInfo.InvariantCulture)),
                ("leafIndex", report.LeafIndex.ToString(CultureInfo.InvariantCulture)),
                ("journaledAt", Printer.Time(report.JournaledAt)),
                UsageLodge.Field(printer, report.Lodging),
                ("checkpoint", report.Checkpoint?.Root.ToString()),
                ("witnesses", report.Checkpoint is { } checkpoint ? LogCommands.Witnesses(printer, checkpoint.Witnesses) : null),
                ("held", report.Held.Count == 0 ? null : string.Join(", ", report.Held)),
                ("erasedAt", report.Erased is { } erased ? RecordCommands.Said(printer, erased) : null)), cancel),
            id);
    }

    private static Command Lines(CommandKit kit)
    {
        var (id, csv) = (Words.Id(), Words.Text("--csv", "FILE"));
        return kit.Verb(
            "usage lines",
            async (session, cancel) => session.Get(csv) is { } file
                ? await FetchedFile.WriteAsync(session, $"/usage-reports/{session.Get(id)}/lines", "text/csv", file, cancel)
                : await session.ListAsync<UsageLineView>(
                    Session.Path($"/usage-reports/{session.Get(id)}/lines", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                    ["index", "product", "act", "madeIn", "soldIn", "quantity", "netValue", "currency", "outside"],
                    line => [$"{line.Index}", line.Product, $"{line.Act}", line.MadeIn, line.SoldIn, line.Quantity.ToString(), line.NetValue.ToString(), line.Currency, string.Join(" ", line.Outside.Select(why => why.Detail))],
                    cancel),
            id, csv, kit.Options.Cursor, kit.Options.Limit);
    }

    /// <summary>Fetches the proof of a record and checks it here.</summary>
    public static Command Proof(CommandKit kit, string verb, string route)
    {
        var id = Words.Id();
        return kit.Verb(
            verb,
            async (session, cancel) =>
            {
                var reply = await session.Api.GetAsync<UsageProofView>($"{route}/{session.Get(id)}/proof", cancel);
                var verdict = await UsageProofCheck.JudgeAsync(session, session.Get(id)!, reply.Value, cancel);
                var holds = verdict is UsageProofVerdict.Holds;
                session.Printer.Show(Checked.Of(reply.Raw, holds, Checked.Code("usage-proof", verdict)), printer =>
                {
                    printer.Fields(
                        ("record", reply.Value.Record.ToString()),
                        ("epoch", $"{reply.Value.Epoch}"),
                        ("leafIndex", $"{reply.Value.LeafIndex}"),
                        ("treeSize", $"{reply.Value.TreeSize}"),
                        ("root", reply.Value.Root.ToString()),
                        ("block", $"{reply.Value.Checkpoint.Recorded.Block}"),
                        ("witnesses", LogCommands.Witnesses(printer, reply.Value.Checkpoint.Witnesses)));
                    printer.Step(holds, "inclusion", printer.Texts.Say("proof." + verdict));
                });
                return holds ? ExitCode.Ok : ExitCode.Refused;
            },
            id);
    }
}
