// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

internal static class OperationCommands
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    public static Command Create(CommandKit kit) => kit.Group("operation", List(kit), Show(kit));

    private static Command List(CommandKit kit)
    {
        var state = Words.State("accepted", "submitted", "included", "final", "refused", "failed", "retracted");
        return kit.Verb(
            "operation list",
            (session, cancel) => session.ListAsync<OperationView>(
                Session.Path(
                    "/operations",
                    ("state", session.Get(state)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                ["id", "kind", "state", "acceptedAt", "block", "subject"],
                operation =>
                [
                    operation.Id,
                    operation.Kind,
                    session.Texts.Word("state." + operation.State, operation.State),
                    Printer.Time(operation.AcceptedAt),
                    operation.Block?.Number.ToString(CultureInfo.InvariantCulture) ?? "-",
                    operation.Subject?.ToString() ?? "-",
                ],
                cancel),
            state, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Show(CommandKit kit)
    {
        var name = Words.Name();
        var wait = Words.Flag("--wait");
        return kit.Verb(
            "operation show",
            async (session, cancel) =>
            {
                var reply = session.Get(wait)
                    ? await WaitAsync(session, session.Get(name), cancel)
                    : await session.Api.GetAsync<OperationView>($"/operations/{session.Get(name)}", cancel);
                session.Printer.Show(reply.Raw, printer => ShowOperation(printer, reply.Value));
                return ExitCodeOf(reply.Value);
            },
            name, wait);
    }

    /// <summary>Asks again until the operation has ended.</summary>
    public static async Task<Reply<OperationView>> WaitAsync(Session session, string id, CancellationToken cancel)
    {
        while (true)
        {
            var reply = await session.Api.GetAsync<OperationView>($"/operations/{id}", cancel);
            if (reply.Value.State is "final" or "refused" or "failed")
            {
                return reply;
            }

            await Task.Delay(_pause, session.Around.Clock, cancel);
        }
    }

    public static int ExitCodeOf(OperationView operation) => operation.State is "refused" or "failed" ? ExitCode.Refused : ExitCode.Ok;

    public static void ShowOperation(Printer printer, OperationView operation) => printer.Fields(
        ("id", operation.Id),
        ("kind", operation.Kind),
        ("state", printer.Texts.Word("state." + operation.State, operation.State)),
        ("subject", operation.Subject?.ToString()),
        ("block", operation.Block?.Number.ToString(CultureInfo.InvariantCulture)),
        ("transaction", operation.Transactions.Count > 0 ? operation.Transactions[^1].ToString() : null),
        ("problem", operation.Problem?.Detail));
}
