// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Signing;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Commands;

/// <summary>Streams of usage reports: one for each site or system that reports.</summary>
internal static class StreamCommands
{
    public static Command Create(CommandKit kit) => kit.Group("stream", Open(kit), List(kit));

    private static Command Open(CommandKit kit)
    {
        var pool = Words.IdOption("--pool", required: true);
        var name = new Option<string>("--name") { HelpName = "TEXT", Required = true };
        var key = Words.Text("--key-file", "FILE");
        return kit.Verb(
            "stream open",
            async (session, cancel) =>
            {
                var signing = SigningKey.Open(session, session.Get(key));
                if (await FindAsync(session, Hash32.Parse(session.Get(pool)!), session.Get(name)!, signing, cancel) is { } open)
                {
                    return await ShowAsync(session, open, cancel);
                }

                var draft = new JsonObject { ["pool"] = session.Get(pool), ["name"] = session.Get(name) };
                return await RecordCommands.SendAsync(
                    session, await RecordDrafts.SignAsync(session, RecordKind.StreamOpening, draft, signing, cancel), cancel);
            },
            pool, name, key);
    }

    /// <summary>The reporter's stream of that name, which an earlier run may have opened whose answer was lost; null where there is none.</summary>
    private static async Task<StreamView?> FindAsync(Session session, Hash32 pool, string name, CallerKey key, CancellationToken cancel) =>
        key.Party is { } reporter ? (await ReportStream.AllAsync(session, pool, reporter, cancel)).Find(one => string.Equals(one.Name, name, StringComparison.Ordinal)) : null;

    /// <summary>Shows what was promised when it was opened.</summary>
    private static async Task<int> ShowAsync(Session session, StreamView open, CancellationToken cancel)
    {
        var opening = (await session.Api.GetAsync<RecordView>($"/records/{open.Id}", cancel)).Value;
        var request = new RecordRequest(opening.Kind, opening.TypedData.GetProperty("message"), opening.Signature.Key, opening.Signature.Signature);
        await ReceiptCheck.DemandAsync(
            session, new SignedRecord(null, RecordKind.StreamOpening, JsonSerializer.SerializeToElement(request, LedgerJson.Options)), open.Id, opening.Promise, cancel);
        var receipt = new RecordReceipt(open.Id, opening.Promise);
        session.Printer.Show(JsonSerializer.SerializeToElement(receipt, LedgerJson.Options), printer =>
        {
            UsageCommands.ShowReceipt(printer, receipt.RecordId.ToString(), receipt.Promise);
            printer.Say("stream.openBefore", ("name", open.Name));
        });
        return ExitCode.Ok;
    }

    private static Command List(CommandKit kit)
    {
        var (pool, reporter) = (Words.IdOption("--pool"), Words.IdOption("--reporter"));
        return kit.Verb(
            "stream list",
            (session, cancel) => session.ListAsync<StreamView>(
                Session.Path(
                    "/streams",
                    ("pool", session.Get(pool)),
                    ("reporter", session.Get(reporter)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                ["stream", "name", "sequence", "last"],
                stream => [stream.Id.ToString(), stream.Name, stream.Sequence.ToString(CultureInfo.InvariantCulture), stream.Last?.ToString() ?? ""],
                cancel),
            pool, reporter, kit.Options.Cursor, kit.Options.Limit);
    }
}
