// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Upkeep;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger doctor</c>: machine and data directory, a line per look.</summary>
internal static class DoctorCommand
{
    private const int DefaultPort = 5180;

    public static Command Create(CommandKit kit)
    {
        var (data, anvil, node) = (UpkeepCommands.Data(), UpkeepCommands.Anvil(), NetworkNodes.Option());
        var port = new Option<int>("--port") { HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 1 or > 65535))
            {
                result.AddError("1 to 65535");
            }
        });
        return kit.Verb(
            "doctor",
            async (session, cancel) =>
            {
                var findings = await Doctor.RunAsync(
                    session.Get(data)!, session.Get(port), session.Get(anvil), session.Around.Clock, cancel, NetworkNodes.Options(session, node));
                var sentences = new RefusalTexts();
                var lines = findings.Select(finding => (finding, sentences.Describe(finding, session.Texts.Language).Detail)).ToList();
                var raw = JsonSerializer.SerializeToElement(
                    lines.Select(line => new { check = line.finding.Check, state = line.finding.State, code = line.finding.Code, args = line.finding.Args, detail = line.Detail }),
                    LedgerJson.Options);
                session.Printer.Show(raw, printer =>
                {
                    foreach (var (finding, detail) in lines)
                    {
                        var (mark, color) = finding.State switch
                        {
                            DoctorFinding.Ok => ("step.ok", 32),
                            DoctorFinding.Warning => ("step.notReached", 33),
                            _ => ("step.failed", 31),
                        };
                        printer.Line($"{printer.Paint(printer.Texts.Say(mark), color)} {printer.Texts.Word("check." + finding.Check, finding.Check)}  {detail}");
                    }
                });
                return findings.Any(finding => finding.State is DoctorFinding.Failed) ? ExitCode.Refused : ExitCode.Ok;
            },
            data, port, anvil, node);
    }
}
