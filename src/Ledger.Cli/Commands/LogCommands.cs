// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

/// <summary>A pool's usage log as the chain has it, and who outside of the host holds it to that.</summary>
internal static class LogCommands
{
    public static Command Checkpoints(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "pool checkpoints",
            (session, cancel) => session.ListAsync<CheckpointView>(
                Session.Path($"/pools/{session.Get(id)}/checkpoints", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                ["epoch", "size", "root", "block", "witnesses"],
                checkpoint =>
                [
                    Text(checkpoint.Epoch), Text(checkpoint.Size), checkpoint.Root.ToString(), Text(checkpoint.Recorded.Block), Witnesses(session.Printer, checkpoint.Witnesses),
                ],
                cancel),
            id, kit.Options.Cursor, kit.Options.Limit);
    }

    public static Command Witnesses(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "pool witnesses",
            (session, cancel) => session.ListAsync<WitnessView>(
                Session.Path($"/pools/{session.Get(id)}/witnesses", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                ["witness", "epoch", "size", "root", "witnessedAt"],
                witness =>
                {
                    var message = witness.TypedData.GetProperty("message");
                    return
                    [
                        witness.Signature.Party.ToString() ?? "",
                        message.GetProperty("epoch").ToString(),
                        message.GetProperty("size").ToString(),
                        message.GetProperty("root").ToString(),
                        Output.Printer.Time(witness.ReceivedAt),
                    ];
                },
                cancel),
            id, kit.Options.Cursor, kit.Options.Limit);
    }

    /// <summary>How many signed a checkpoint, and how many a longer one.</summary>
    public static string Witnesses(Output.Printer printer, WitnessesView witnesses) => witnesses.Later == 0
        ? Text((ulong)witnesses.Count)
        : printer.Texts.Say("witness.count", ("count", Text((ulong)witnesses.Count)), ("later", Text((ulong)witnesses.Later)));

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
