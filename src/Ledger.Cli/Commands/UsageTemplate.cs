// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger usage template</c>: the header of a sheet of usage and one line to go by, in the reader's language.</summary>
internal static class UsageTemplate
{
    public static Command Create(CommandKit kit) => kit.Verb("usage template", (session, _) =>
    {
        var (header, example) = (session.Texts.Say("sheet.header"), session.Texts.Say("sheet.example"));
        session.Printer.Show(JsonSerializer.SerializeToElement(new { header, example }), printer =>
        {
            printer.Line(header);
            printer.Line(example);
        });
        return Task.FromResult(ExitCode.Ok);
    });
}
