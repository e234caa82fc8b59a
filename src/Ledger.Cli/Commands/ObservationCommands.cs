// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application.Views;
using Ledger.Cli.Signing;

namespace Ledger.Cli.Commands;

internal static class ObservationCommands
{
    public static Command Create(CommandKit kit) => kit.Group("observation", Submit(kit));

    private static Command Submit(CommandKit kit)
    {
        var file = Words.File();
        var key = Words.Text("--key-file", "FILE");
        return kit.Verb(
            "observation submit",
            async (session, cancel) =>
            {
                var request = await RecordDrafts.ObservationAsync(session, session.Get(file), session.Get(key), cancel);
                var reply = await session.Api.PostAsync<ObservationReceipt>("/observations", request, cancel);
                session.Printer.Show(
                    reply.Raw, printer => UsageCommands.ShowReceipt(printer, reply.Value.ObservationId.ToString(), reply.Value.Promise));
                return ExitCode.Ok;
            },
            file, key);
    }
}
