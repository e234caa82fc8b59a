// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Verification;

/// <summary><c>ledger evidence verify</c> over two signed reports for one place: by which keys, and what that proves.</summary>
internal static class ReportForkCheck
{
    private const string Prefix = "report-fork";

    /// <summary>Shows what it is and whether it holds: 0 where it does, else 1.</summary>
    public static int Judge(Session session, ReadOnlyMemory<byte> bytes)
    {
        var fork = Read(bytes);
        var (verdict, holds) = (fork?.Judge(), fork?.Judge() is ReportForkVerdict.Holds);
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                verdict = holds ? "valid" : "invalid",
                code = verdict is { } known ? Checked.Code(Prefix, known) : $"{Prefix}-unreadable",
                reporter = fork?.First.Report.Reporter.Value,
                stream = fork?.First.Report.Stream.Value,
                sequence = fork?.First.Report.Sequence,
                reports = fork is null ? null : new[] { fork.First.Report.Id.Value, fork.Second.Report.Id.Value },
                keys = fork is null ? null : new[] { fork.First.Key, fork.Second.Key },
                chainId = fork?.Domain.ChainId.ToString(),
                usageLog = fork?.Domain.VerifyingContract,
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer => Show(printer, fork));
        return holds ? ExitCode.Ok : ExitCode.Refused;
    }

    /// <summary>What was found, for people; of a file that does not hold only why.</summary>
    public static void Show(Printer printer, ReportFork? fork)
    {
        var verdict = fork?.Judge();
        printer.Step(verdict is ReportForkVerdict.Holds, "signature", printer.Texts.Say(verdict is { } known ? $"fork.{known}" : "fork.Unreadable"));
        if (verdict is ReportForkVerdict.Holds)
        {
            var (first, second) = (fork!.First, fork.Second);
            printer.Fields(
                ("reporter", first.Report.Reporter.ToString()),
                ("stream", first.Report.Stream.ToString()),
                ("sequence", $"{first.Report.Sequence}"),
                ("report", first.Report.Id.ToString()),
                ("signer", first.Key.ToString()),
                ("against", second.Report.Id.ToString()),
                ("signer", second.Key.ToString()),
                ("chainId", fork.Domain.ChainId.ToString()),
                ("usageLog", fork.Domain.VerifyingContract.ToString()));
            printer.Say("fork.limits");
        }
    }

    /// <summary>Null where it is none in its form.</summary>
    public static ReportFork? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, JsonFiles.Strict);
            return ReportFork.TryRead(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
