// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Cli.Verification;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger record signed</c>: exactly what was signed of a record, as the file that is checked by anybody and can be sent again.</summary>
internal static class RecordSigned
{
    public static Command Create(CommandKit kit)
    {
        var id = Words.Id();
        var output = new Option<string>("--output") { HelpName = "FILE", Required = true };
        return kit.Verb(
            "record signed",
            async (session, cancel) =>
            {
                var file = session.Get(output)!;
                if (File.Exists(file))
                {
                    throw new CliFailure(ExitCode.Usage, "usage.exists", ("file", file));
                }

                var record = Hash32.Parse(session.Get(id)!);
                var bytes = await session.Api.GetBytesAsync($"/records/{record}/signed", cancel);
                var signed = SignedRecordCheck.Read(bytes);
                if (signed is null || signed.Id != record)
                {
                    throw new CliFailure(ExitCode.Refused, "signed.other", ("record", $"{record}"), ("found", $"{signed?.Id}"));
                }

                var found = signed.Judge(signed.Domain!);
                if (found.Verdict is not SignedRecordVerdict.Holds)
                {
                    throw new CliFailure(ExitCode.Refused, "signed.not", ("record", $"{record}"), ("reason", session.Texts.Say($"signed.{found.Verdict}")));
                }

                // It holds the lines' salts: its owner alone can read it.
                DataDirectory.WriteWhole(file, bytes, overwrite: false);
                var raw = JsonSerializer.SerializeToElement(new { file, bytes = bytes.Length, record = signed.Id, kind = $"{signed.Kind}", key = found.Key }, LedgerJson.Options);
                session.Printer.Show(raw, printer =>
                {
                    printer.Say("export.done", ("file", file), ("bytes", bytes.Length.ToString(CultureInfo.InvariantCulture)));
                    SignedRecordCheck.Show(printer, signed, found);
                });
                return ExitCode.Ok;
            },
            id, output);
    }
}
