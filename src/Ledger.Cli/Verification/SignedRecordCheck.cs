// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Domain.Usage;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Verification;

/// <summary><c>ledger evidence verify</c> over the file of what was signed: by which key, and whether the lines are those.</summary>
internal static class SignedRecordCheck
{
    /// <summary>A file that says for which log it was signed; null for anything else.</summary>
    public static SignedRecord? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, JsonFiles.Strict);
            return SignedRecord.TryRead(document.RootElement.Clone()) is { Domain: not null } signed ? signed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Shows what it is and whether it holds: 0 where it does, else 1.</summary>
    public static int Judge(Session session, ReadOnlyMemory<byte> bytes)
    {
        var signed = Read(bytes);
        var found = signed?.Judge(signed.Domain!) ?? new SignedRecordFinding(SignedRecordVerdict.Unreadable, null, null);
        var holds = found.Verdict is SignedRecordVerdict.Holds;
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                verdict = holds ? "valid" : "invalid",
                code = Checked.Code("signed-record", found.Verdict),
                record = found.Record?.Id.Value,
                kind = found.Record?.Kind.ToString(),
                author = found.Record?.Author.Value,
                key = found.Key,
                chainId = signed?.Domain?.ChainId.ToString(),
                usageLog = signed?.Domain?.VerifyingContract,
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer => Show(printer, signed, found));
        return holds ? ExitCode.Ok : ExitCode.Refused;
    }

    /// <summary>What was found, for people; of a file that does not hold only why.</summary>
    public static void Show(Printer printer, SignedRecord? signed, SignedRecordFinding found)
    {
        printer.Step(found.Verdict is SignedRecordVerdict.Holds, "signature", printer.Texts.Say($"signed.{found.Verdict}"));
        if (found is { Verdict: SignedRecordVerdict.Holds, Record: { } record } && signed is { Domain: { } domain })
        {
            printer.Fields(
                ("record", record.Id.ToString()),
                ("kind", record.Kind.ToString()),
                ("author", record.Author.ToString()),
                ("signer", found.Key?.ToString()),
                ("lines", record is UsageReport report ? $"{report.LineCount}" : null),
                ("chainId", domain.ChainId.ToString()),
                ("usageLog", domain.VerifyingContract.ToString()));
            printer.Say("signed.limits");
        }
    }
}
