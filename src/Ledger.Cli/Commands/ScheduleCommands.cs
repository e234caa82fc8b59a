// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

internal static class ScheduleCommands
{
    public static Command Create(CommandKit kit) =>
        kit.Group("schedule", List(kit), Show(kit), Diff(kit), ScheduleProve.Create(kit), ScheduleVerify.Create(kit), ScheduleImport.Create(kit), Revise(kit));

    private static Command List(CommandKit kit)
    {
        var pool = Words.IdOption("--pool", required: true);
        return kit.Verb(
            "schedule list",
            (session, cancel) => session.ShowAsync<Page<ScheduleView>>(
                Session.Path($"/pools/{session.Get(pool)}/schedules", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                (printer, page) =>
                {
                    printer.Table(
                        ["id", "revision", "patents", "recordedAt", "audit"],
                        [.. page.Items.SelectMany(schedule => schedule.Revisions.Select(revision => (IReadOnlyList<string>)
                        [
                            schedule.Id.ToString(), Text(revision.Revision), Text(revision.Patents), Printer.Time(revision.Recorded.Time), Audit(printer, revision.Audit),
                        ]))]);
                    if (page.Next is not null)
                    {
                        printer.Say("more", ("cursor", page.Next));
                    }
                },
                cancel),
            pool, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Show(CommandKit kit)
    {
        var choice = new ScheduleChoice();
        var country = Words.Text("--country", "CC");
        return kit.Verb(
            "schedule show",
            async (session, cancel) =>
            {
                var path = await choice.PathAsync(session, cancel);
                var revision = await session.Api.GetAsync<RevisionView>(path, cancel);
                var patents = await session.Api.GetAsync<Page<PatentView>>(
                    Session.Path(
                        path + "/patents",
                        ("country", session.Get(country)), ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                    cancel);
                session.Printer.Show(JsonSerializer.SerializeToElement(new { revision = revision.Raw, patents = patents.Raw }), printer =>
                {
                    ShowRevision(printer, revision.Value);
                    printer.Line();
                    printer.Table(
                        ["patent", "holder", "standard", "from", "until", "source"], [.. patents.Value.Items.Select(patent => Row(printer, patent))]);
                    if (patents.Value.Next is not null)
                    {
                        printer.Say("more", ("cursor", patents.Value.Next));
                    }
                });
                return ExitCode.Ok;
            },
            choice.Pool, choice.Schedule, choice.Revision, country, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Diff(CommandKit kit)
    {
        var choice = new ScheduleChoice();
        var since = Words.Text("--since", "N");
        return kit.Verb(
            "schedule diff",
            async (session, cancel) => await session.ListAsync<PatentChangeView>(
                Session.Path(
                    await choice.PathAsync(session, cancel) + "/changes",
                    ("since", session.Get(since)), ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                ["change", "patent", "holder", "standard", "from", "until", "source"],
                change => [session.Texts.Word("change." + change.Change, change.Change), .. Row(session.Printer, (change.After ?? change.Before)!)],
                cancel),
            choice.Pool, choice.Schedule, choice.Revision, since, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Revise(CommandKit kit)
    {
        var choice = new ScheduleChoice();
        var contributions = new Option<string[]>("--contribution") { HelpName = "ID" };
        var delist = new Option<string[]>("--delist") { HelpName = "NUMBER" };
        return kit.Verb(
            "schedule revise",
            async (session, cancel) =>
            {
                var message = JsonSerializer.SerializeToElement(
                    new
                    {
                        pool = session.Get(choice.Pool),
                        schedule = await choice.ScheduleAsync(session, cancel),
                        contributions = (session.Get(contributions) ?? []).Order(StringComparer.Ordinal),
                    },
                    LedgerJson.Options);
                return await ProposalCommands.CreateAsync(
                    session, new ProposalRequest("ScheduleRevision", message, new ProposalDocuments(Delist: session.Get(delist) ?? [])), cancel);
            },
            choice.Pool, choice.Schedule, contributions, delist);
    }

    private static void ShowRevision(Printer printer, RevisionView revision) => printer.Fields(
        ("schedule", revision.Schedule.ToString()),
        ("revision", Text(revision.Revision)),
        ("patents", Text(revision.Patents)),
        ("root", revision.Root.ToString()),
        ("audit", Audit(printer, revision.Audit)),
        ("contributions", string.Join(", ", revision.Contributions.Select(given => $"{printer.Name(given.Holder.Names)} {given.Patents}"))),
        ("block", Text(revision.Recorded.Recorded.Block)),
        ("recordedAt", Printer.Time(revision.Recorded.Recorded.Time)),
        ("actId", revision.Recorded.ActId.ToString()));

    private static IReadOnlyList<string> Row(Printer printer, PatentView patent) =>
    [
        patent.Country + patent.Number + patent.Kind,
        printer.Name(patent.Holder.Names),
        patent.Standard is null ? "-" : $"{patent.Standard} {patent.StandardVersion}".TrimEnd(),
        Printer.Time(patent.InForceFrom),
        Printer.Time(patent.InForceUntil),
        patent.Source ?? "-",
    ];

    /// <summary>The audit's word, with the rule's sentence where it is not kept.</summary>
    private static string Audit(Printer printer, AuditView audit) => audit.Code is null
        ? printer.Texts.Word("audit." + audit.State, audit.State)
        : $"{printer.Texts.Word("audit." + audit.State, audit.State)}: {new RefusalTexts().Describe(audit.Code, audit.Args ?? new Dictionary<string, string>(StringComparer.Ordinal), printer.Texts.Language).Detail}";

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
