// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Cli.Signing;
using Ledger.Cli.Verification;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger usage fork</c>: a refused report and the one at its place in the log, as a file that proves by itself that both were signed.</summary>
internal static class UsageFork
{
    public static Command Create(CommandKit kit)
    {
        var id = Words.Id();
        var output = new Option<string>("--output") { HelpName = "FILE", Required = true };
        return kit.Verb(
            "usage fork",
            async (session, cancel) =>
            {
                var file = session.Get(output)!;
                if (File.Exists(file))
                {
                    throw new CliFailure(ExitCode.Usage, "usage.exists", ("file", file));
                }

                var report = Hash32.Parse(session.Get(id)!);
                var refused = (await session.AllAsync<SuspectView>("/suspect-reports", cancel)).Find(one => one.Id == report);
                if (refused is not { Against: { } against })
                {
                    throw new CliFailure(ExitCode.Refused, refused is null ? "fork.unknown" : "fork.none", ("report", $"{report}"));
                }

                var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
                var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
                var fork = new ReportFork(domain, Read(against.TypedData, against.Signature.Key, against.Signature.Signature), Read(refused.TypedData, refused.Signature.Key, refused.Signature.Signature));
                if (fork.Judge() is var verdict and not ReportForkVerdict.Holds)
                {
                    throw new CliFailure(ExitCode.Refused, "fork.not", ("report", $"{report}"), ("reason", session.Texts.Say($"fork.{verdict}")));
                }

                var bytes = fork.Write();
                DataDirectory.WriteWhole(file, bytes, overwrite: false);
                var raw = JsonSerializer.SerializeToElement(new { file, bytes = bytes.Length, reports = new[] { fork.First.Report.Id.Value, fork.Second.Report.Id.Value } }, LedgerJson.Options);
                session.Printer.Show(raw, printer =>
                {
                    printer.Say("export.done", ("file", file), ("bytes", bytes.Length.ToString(CultureInfo.InvariantCulture)));
                    ReportForkCheck.Show(printer, fork);
                });
                return ExitCode.Ok;
            },
            id, output);
    }

    private static SignedReport Read(JsonElement typedData, Address key, string signature) => new(
        TypedDataJson.ReadMessage<UsageReport>(typedData.GetProperty("message")),
        key,
        Signature.TryParse(signature, out var parsed) ? parsed : default);
}
