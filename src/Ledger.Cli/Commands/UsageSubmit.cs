// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Importing;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger usage submit</c>: a report's draft as JSON, one that is signed already, or a sheet of its lines as CSV under what the options say of it.</summary>
internal static class UsageSubmit
{
    private static readonly string[] Endings = [".csv", ".tsv", ".txt"];

    /// <summary>Whether a file's name says that it is a sheet.</summary>
    public static bool IsSheet(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    public static Command Create(CommandKit kit)
    {
        var file = Words.File();
        var after = Words.IdOption("--after");
        var options = new SheetOptions();
        var key = Words.Text("--key-file", "FILE");
        return kit.Verb(
            "usage submit",
            async (session, cancel) =>
            {
                var path = session.Get(file);
                if (IsSheet(path))
                {
                    return await SubmitSheetAsync(session, path, options, session.Get(after), session.Get(key), cancel);
                }

                options.DemandNone(session);
                return await SubmitJsonAsync(session, path, session.Get(after), session.Get(key), cancel);
            },
            [file, .. options.Symbols, after, key]);
    }

    /// <summary>Sends a report that is signed already as it is; of a draft what is signed of it, kept beside it before it is sent.</summary>
    private static async Task<int> SubmitJsonAsync(Session session, string path, string? after, string? keyPath, CancellationToken cancel)
    {
        var (bytes, json) = (await File.ReadAllBytesAsync(path, cancel), await JsonFiles.ReadAsync(path, cancel));
        if (SignedRecord.TryRead(json) is { } signed)
        {
            if (signed.Kind is not RecordKind.UsageReport)
            {
                throw new CliFailure(ExitCode.Usage, "signed.otherKind", ("file", path), ("kind", $"{signed.Kind}"));
            }

            await SignedSending.DemandPlaceAsync(session, signed, path, cancel);
            var receipt = await SignedSending.PostReportAsync(session, signed, cancel);
            session.Printer.Show(JsonSerializer.SerializeToElement(receipt, LedgerJson.Options), printer => Show(printer, receipt));
            return ExitCode.Ok;
        }

        return await SendAsync(session, await SignedFile.OfAsync(path, bytes, () => UsageSigning.SignAsync(session, json, after, keyPath, cancel), cancel), cancel);
    }

    /// <summary>Reads, signs, stores and sends a sheet, or goes on where an earlier run ended.</summary>
    private static async Task<int> SubmitSheetAsync(
        Session session, string path, SheetOptions options, string? after, string? keyPath, CancellationToken cancel)
    {
        var (head, period) = options.Read(session);
        var bytes = await File.ReadAllBytesAsync(path, cancel);
        var isDry = session.Get(options.DryRun);
        var signed = isDry ? null : await SignedFile.FindAsync(path, cancel);
        if (signed is null)
        {
            using var progress = session.Progress();
            progress.Report(new("sheet"));
            var sheet = UsageSheet.Read(bytes, period);
            if (isDry || !sheet.IsSound)
            {
                progress.Dispose();
                SheetJudgement.Of(sheet, session.Texts.Language).Show(session.Printer, everyLine: isDry);
                return sheet.IsSound ? ExitCode.Ok : ExitCode.Refused;
            }

            var made = await UsageSigning.SignAsync(
                session, head, UsageSigning.Salted(sheet.Usages, progress), after, SigningKey.Open(session, keyPath), cancel);
            signed = await SignedFile.KeepAsync(path, bytes, made, cancel);
        }
        else
        {
            signed.Demand(bytes);
            signed.Demand(head);
        }

        return await SendAsync(session, signed, cancel);
    }

    private static async Task<int> SendAsync(Session session, SignedFile signed, CancellationToken cancel)
    {
        var receipt = await SignedSending.SendAsync(session, signed, SignedSending.PostReportAsync, cancel);
        session.Printer.Show(JsonSerializer.SerializeToElement(new { receipt.ReportId, receipt.Promise, receipt.Warnings, signedFile = signed.Path }, LedgerJson.Options), printer =>
        {
            Show(printer, receipt);
            printer.Say(signed.Signed.Receipt is null ? "kept.sent" : "kept.sentBefore", ("file", signed.Path));
        });
        return ExitCode.Ok;
    }

    private static void Show(Printer printer, UsageReportReceipt receipt)
    {
        UsageCommands.ShowReceipt(printer, receipt.ReportId.ToString(), receipt.Promise);
        foreach (var warning in receipt.Warnings)
        {
            printer.Line($"! {warning.Pointer}: {warning.Detail}");
        }
    }

    /// <summary>What a draft says of a report, as options for a sheet.</summary>
    private sealed class SheetOptions
    {
        private readonly Option<string?> _license = Words.IdOption("--license");
        private readonly Option<string?> _start = Words.Text("--start", "TIME");
        private readonly Option<string?> _end = Words.Text("--end", "TIME");
        private readonly Option<string?> _zone = Words.Text("--zone", "ZONE");
        private readonly Option<string?> _stream = Words.IdOption("--stream");
        private readonly Option<string?> _supersedes = Words.IdOption("--supersedes");

        public Option<bool> DryRun { get; } = Words.Flag("--dry-run");

        public IEnumerable<Symbol> Symbols => [.. Texts, DryRun];

        private IEnumerable<Option<string?>> Texts => [_license, _start, _end, _zone, _stream, _supersedes];

        /// <summary>A draft says all of this itself.</summary>
        public void DemandNone(Session session)
        {
            if ((session.Get(DryRun) ? DryRun : (Option?)Texts.FirstOrDefault(option => session.Get(option) is not null)) is { } stray)
            {
                throw new CliFailure(ExitCode.Usage, "usage.sheetOnly", ("name", stray.Name));
            }
        }

        public (ReportHead Head, SheetPeriod Period) Read(Session session)
        {
            var zone = session.Get(_zone);
            var (start, end) = (Instants.Parse(Needed(session, _start), zone), Instants.Parse(Needed(session, _end), zone));
            var head = new ReportHead(Hash32.Parse(Needed(session, _license)), start, end, session.Get(_stream), Id(session.Get(_supersedes)));
            return (head, new SheetPeriod(start, end, Instants.Zone(zone)));
        }

        private static string Needed(Session session, Option<string?> option) =>
            session.Get(option) ?? throw new CliFailure(ExitCode.Usage, "usage.missing", ("name", option.Name));

        private static Hash32? Id(string? text) => text is null ? null : Hash32.Parse(text);
    }
}
