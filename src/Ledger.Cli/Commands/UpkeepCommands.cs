// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Texts;
using Ledger.Application.Upkeep;
using Ledger.Application.Views;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

/// <summary>The verbs that work on a data directory itself: no host is asked, and all but <c>rebuild</c> may run beside one.</summary>
internal static class UpkeepCommands
{
    private const string DefaultData = ".ledger";

    private static readonly RefusalTexts _sentences = new();

    public static IEnumerable<Command> Create(CommandKit kit) => [Fsck(kit), Rebuild(kit), Backup(kit), Restore(kit)];

    /// <summary>The option that names a data directory.</summary>
    public static Option<string> Data() => new("--data") { HelpName = "DIR", DefaultValueFactory = _ => DefaultData };

    public static Option<string?> Anvil() => new("--anvil") { HelpName = "FILE" };

    private static Command Fsck(CommandKit kit)
    {
        var (data, anvil, node, noChain) = (Data(), Anvil(), NetworkNodes.Option(), Words.Flag("--no-chain"));
        return kit.Verb(
            "fsck",
            async (session, cancel) =>
            {
                using var progress = session.Progress();
                var report = Must(session, await Application.Upkeep.Fsck.RunAsync(
                    session.Get(data)!, session.Get(anvil), !session.Get(noChain), session.Around.Clock, progress, cancel, NetworkNodes.Options(session, node)));
                progress.Dispose();
                session.Printer.Show(Raw(session, report), printer => ShowReport(printer, report));
                return report.Verdict switch { "sound" => ExitCode.Ok, "wrong" => ExitCode.Refused, _ => ExitCode.Unconfirmed };
            },
            data, anvil, node, noChain);
    }

    private static Command Rebuild(CommandKit kit)
    {
        var data = Data();
        return kit.Verb(
            "rebuild",
            async (session, cancel) =>
            {
                using var progress = session.Progress();
                var report = Must(session, await Application.Upkeep.Rebuild.RunAsync(session.Get(data)!, session.Around.Clock, progress, cancel));
                progress.Dispose();
                session.Printer.Show(JsonSerializer.SerializeToElement(report, LedgerJson.Options), printer => printer.Say(
                    "rebuild.done", ("rows", Text(report.Rows)), ("changed", Text(report.Changed)), ("alerts", Text(report.Alerts))));
                return ExitCode.Ok;
            },
            data);
    }

    private static Command Backup(CommandKit kit)
    {
        var (file, data) = (Words.File(), Data());
        var secrets = Words.Text("--secrets", "FILE");
        return kit.Verb(
            "backup",
            async (session, cancel) =>
            {
                using var progress = session.Progress();
                var report = Must(session, await Application.Upkeep.Backup.RunAsync(
                    session.Get(data)!, session.Get(file), session.Get(secrets), session.Around.Clock, progress, cancel));
                progress.Dispose();
                var raw = JsonSerializer.SerializeToElement(
                    new { report.File, report.Secrets, report.Head, report.Entries, report.Bytes, flaws = Views(session, report.Flaws) }, LedgerJson.Options);
                session.Printer.Show(raw, printer =>
                {
                    printer.Say("backup.done", ("file", report.File), ("bytes", Text(report.Bytes)), ("block", Text(report.Head?.Number ?? 0)));
                    printer.Say(report.Secrets is null ? "backup.noSecrets" : "backup.secrets", ("file", report.Secrets ?? ""));
                    ShowFlaws(printer, report.Flaws);
                });
                return report.Flaws.Count == 0 ? ExitCode.Ok : ExitCode.Refused;
            },
            file, data, secrets);
    }

    private static Command Restore(CommandKit kit)
    {
        var (file, data, anvil, noChain) = (Words.File(), Data(), Anvil(), Words.Flag("--no-chain"));
        var secrets = Words.Text("--secrets", "FILE");
        return kit.Verb(
            "restore",
            async (session, cancel) =>
            {
                using var progress = session.Progress();
                var report = Must(session, await Application.Upkeep.Restore.RunAsync(
                    session.Get(file), session.Get(secrets), session.Get(data)!, session.Get(anvil), !session.Get(noChain), session.Around.Clock, progress, cancel));
                progress.Dispose();
                var raw = JsonSerializer.SerializeToElement(
                    new { report.Directory, report.Restored, report.CanServe, fsck = Raw(session, report.Fsck) }, LedgerJson.Options);
                session.Printer.Show(raw, printer =>
                {
                    ShowReport(printer, report.Fsck);
                    printer.Line();
                    printer.Say(report switch { { Restored: false } => "restore.not", { CanServe: false } => "restore.noSecrets", _ => "restore.done" }, ("data", report.Directory));
                });
                return report switch
                {
                    { Restored: false } => ExitCode.Refused,
                    { CanServe: true, Fsck.Verdict: "sound" } => ExitCode.Ok,
                    _ => ExitCode.Unconfirmed,
                };
            },
            file, data, secrets, anvil, noChain);
    }

    /// <summary>The value, or the refusal's sentence in the session's language.</summary>
    internal static T Must<T>(Session session, Outcome<T> outcome)
        where T : class
    {
        if (outcome.IsDone)
        {
            return outcome.Value;
        }

        var problem = _sentences.Describe(outcome.Refusal, session.Texts.Language);
        throw new CliFailure(ExitCode.Refused, "refused", ("title", problem.Title), ("detail", problem.Detail), ("code", problem.Code))
        {
            Problem = JsonSerializer.SerializeToElement(problem, LedgerJson.Options),
        };
    }

    private static void ShowReport(Printer printer, FsckReport report)
    {
        var counts = report.Counts;
        printer.Fields(
            ("directory", report.Directory),
            ("head", report.Head?.ToString()),
            ("blocks", $"{Text(counts.Blocks)} ({printer.Texts.Say("fsck.retracted", ("count", Text(counts.Retracted)))})"),
            ("facts", Text(counts.Facts)),
            ("rows", Text(counts.Rows)),
            ("alerts", Text(counts.Alerts)),
            ("records", Text(counts.Records) + (counts.Erasures == 0 ? "" : $" ({printer.Texts.Say("fsck.erased", ("count", Text(counts.Erasures)))})")),
            ("checkpoints", Text(counts.Checkpoints)),
            ("documents", Text(counts.Documents)),
            ("roots", string.Join(", ", report.Roots.GroupBy(root => root.State, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{printer.Texts.Word("root." + group.Key, group.Key)} {group.Count()}"))));
        var absent = report.Roots.Where(root => root.State is not FsckRoot.Held).ToList();
        if (absent.Count > 0)
        {
            printer.Line();
            printer.Table(
                ["root", "state", "act", "field", "block"],
                [.. absent.Select(root => (IReadOnlyList<string>)
                    [root.Root.ToString(), printer.Texts.Word("root." + root.State, root.State), root.Kind, root.Field, Text(root.Block)])]);
        }

        printer.Line();
        ShowFlaws(printer, report.Flaws);
        printer.Say("fsck." + report.Verdict, ("wrong", Text(report.Wrong)), ("gaps", Text(report.Gaps)));
        if (!report.ChainAsked)
        {
            printer.Say("fsck.noChain");
        }
    }

    private static void ShowFlaws(Printer printer, IReadOnlyList<Flaw> flaws)
    {
        foreach (var flaw in flaws)
        {
            var problem = _sentences.Describe(flaw, printer.Texts.Language);
            printer.Line($"{printer.Paint(printer.Texts.Say(flaw.IsWrong ? "step.failed" : "step.notReached"), flaw.IsWrong ? 31 : 33)} {problem.Title}  {problem.Detail}");
        }
    }

    private static JsonElement Raw(Session session, FsckReport report) => JsonSerializer.SerializeToElement(
        new { report.Directory, report.Verdict, report.Head, report.Counts, report.ChainAsked, report.Wrong, report.Gaps, flaws = Views(session, report.Flaws), report.Roots },
        LedgerJson.Options);

    private static IEnumerable<object> Views(Session session, IReadOnlyList<Flaw> flaws) => flaws.Select(flaw =>
    {
        var problem = _sentences.Describe(flaw, session.Texts.Language);
        return new { code = problem.Code, isWrong = flaw.IsWrong, args = problem.Args, title = problem.Title, detail = problem.Detail };
    });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
