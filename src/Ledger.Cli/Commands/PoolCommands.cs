// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

internal static class PoolCommands
{
    private const ulong SecondsOfDay = 24 * 3600;

    public static Command Create(CommandKit kit) => kit.Group("pool", [List(kit), Show(kit), Members(kit, "pool members"), Schedules(kit), Patents(kit), LogCommands.Checkpoints(kit), LogCommands.Witnesses(kit), .. ActVerbs.OfPools(kit)]);

    /// <summary>The members of a pool under a group of their own.</summary>
    public static Command CreateMembers(CommandKit kit) => kit.Group("member", Members(kit, "member list"));

    private static Command List(CommandKit kit) => kit.Verb(
        "pool list",
        (session, cancel) => session.ListAsync<PoolView>(
            Session.Path("/pools", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
            ["id", "name", "governance", "members", "licenses"],
            pool => [pool.Id.ToString(), session.Printer.Name(pool.Names), pool.Governance, Text(pool.Members), Text(pool.Licenses)],
            cancel),
        kit.Options.Cursor, kit.Options.Limit);

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb("pool show", (session, cancel) => session.ShowAsync<PoolView>($"/pools/{session.Get(id)}", ShowPool, cancel), id);
    }

    private static void ShowPool(Printer printer, PoolView pool) => printer.Fields(
        ("id", pool.Id.ToString()),
        ("name", printer.Name(pool.Names)),
        ("note", pool.Note.Count == 0 ? null : printer.Name(pool.Note)),
        ("formed", pool.Formed?.ToString(CultureInfo.InvariantCulture)),
        ("governance", pool.Governance),
        ("administrator", $"{printer.Name(pool.Administrator.Names)}  {pool.Administrator.Id}"),
        ("founders", string.Join(", ", pool.Founders.Select(founder => printer.Name(founder.Names)))),
        ("members", Text(pool.Members)),
        ("licenses", Text(pool.Licenses)),
        ("paymentDispute", Rule(printer, pool.Rules.PaymentDispute)),
        ("lodgeGrace", Rule(printer, pool.Rules.LodgeGrace)),
        ("charterTexts", pool.Charters.Count > 1 ? Text(pool.Charters.Count) : null),
        ("logKey", pool.LogKey.ToString()),
        ("actChain", pool.ActChain.ToString()),
        ("checkpoint", pool.Checkpoint is { } checkpoint ? $"{checkpoint.Size} · {checkpoint.Root}" : null),
        ("witnesses", pool.Checkpoint is { } anchored ? LogCommands.Witnesses(printer, anchored.Witnesses) : null));

    /// <summary>A deadline of the pool, and who says so.</summary>
    public static string Rule(Printer printer, PoolRuleView rule) => rule switch
    {
        { Days: { } days, Zone: { } zone } => printer.Texts.Say("rule.charter", ("days", Text(days)), ("zone", zone)),
        { Seconds: { } seconds } when seconds % SecondsOfDay == 0 => printer.Texts.Say("rule.hostDays", ("days", Text((int)(seconds / SecondsOfDay)))),
        _ => printer.Texts.Say("rule.host", ("seconds", (rule.Seconds ?? 0).ToString(CultureInfo.InvariantCulture))),
    };

    private static Command Members(CommandKit kit, string path)
    {
        var id = Words.Id();
        var asOf = Words.Text("--as-of", "SECONDS");
        var history = Words.Flag("--history");
        return kit.Verb(
            path,
            (session, cancel) => session.ListAsync<MemberView>(
                Session.Path(
                    $"/pools/{session.Get(id)}/members",
                    ("asOf", session.Get(asOf)), ("since", session.Get(history) ? "0" : null), ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                ["id", "name", "since", "until", "how"],
                member => [member.Party.Id.ToString(), session.Printer.Name(member.Party.Names), Printer.Time(member.Joined), Printer.Time(member.Left), member.How],
                cancel),
            id, asOf, history, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Schedules(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "pool schedules",
            (session, cancel) => session.ListAsync<ScheduleView>(
                Session.Path($"/pools/{session.Get(id)}/schedules", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                ["id", "revision", "patents", "root"],
                schedule => [schedule.Id.ToString(), Text(schedule.Revision), Text(schedule.Patents), schedule.Root.ToString()],
                cancel),
            id, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Patents(CommandKit kit)
    {
        var id = Words.Id();
        var asOf = Words.Text("--as-of", "SECONDS");
        var country = Words.Text("--country", "CC");
        return kit.Verb(
            "pool patents",
            (session, cancel) => session.ShowAsync<PoolPatentsView>(
                Session.Path(
                    $"/pools/{session.Get(id)}/patents",
                    ("asOf", session.Get(asOf)),
                    ("country", session.Get(country)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                Show,
                cancel),
            id, asOf, country, kit.Options.Cursor, kit.Options.Limit);
    }

    private static void Show(Printer printer, PoolPatentsView page)
    {
        printer.Table(
            ["patent", "holder", "standard", "from", "until", "source"],
            [
                .. page.Items.Select(patent => new[]
                {
                    patent.Country + patent.Number + patent.Kind,
                    printer.Name(patent.Holder.Names),
                    patent.Standard ?? "-",
                    Printer.Time(patent.InForceFrom),
                    Printer.Time(patent.InForceUntil),
                    patent.Source ?? "-",
                }),
            ]);
        if (page.Next is not null)
        {
            printer.Say("more", ("cursor", page.Next));
        }

        foreach (var missing in page.NotHeld)
        {
            printer.Say(
                "patents.notHeld", ("schedule", missing.Schedule.ToString()), ("revision", Text(missing.Revision)), ("patents", Text(missing.Patents)));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
