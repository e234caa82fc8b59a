// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
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
            (session, cancel) => RecordCommands.SubmitAsync(
                session, session.Get(file), (draft, folder) => RecordDrafts.SignObservationAsync(session, draft, folder, session.Get(key), cancel), cancel),
            file, key);
    }
}
