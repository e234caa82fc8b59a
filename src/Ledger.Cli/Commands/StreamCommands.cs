// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Application.Views;
using Ledger.Cli.Signing;
using Ledger.Domain.Usage;

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
                var draft = new JsonObject { ["pool"] = session.Get(pool), ["name"] = session.Get(name) };
                var signing = SigningKey.Open(session, session.Get(key));
                return await RecordCommands.SendAsync(
                    session, await RecordDrafts.SignAsync(session, RecordKind.StreamOpening, draft, signing, cancel), cancel);
            },
            pool, name, key);
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
