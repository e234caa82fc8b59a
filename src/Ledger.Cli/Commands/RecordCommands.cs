// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Domain.Usage;

namespace Ledger.Cli.Commands;

/// <summary>Signed records of every kind but usage reports.</summary>
internal static class RecordCommands
{
    public static Command Create(CommandKit kit) => kit.Group(
        "record",
        Submit(kit),
        List(kit),
        Show(kit),
        UsageCommands.Proof(kit, "record proof", "/records"),
        RecordSigned.Create(kit),
        HoldVerbs.Hold<RecordView>(kit, "record hold", "/records", ShowRecord),
        HoldVerbs.Hold<RecordView>(kit, "record release", "/records", ShowRecord),
        HoldVerbs.Erase<RecordView>(kit, "record erase", "/records", ErasureSigning.OfRecordAsync, ShowRecord));

    /// <summary>Submits a signed record and shows what was promised.</summary>
    public static async Task<int> SendAsync(Session session, RecordRequest request, CancellationToken cancel)
    {
        var reply = await session.Api.PostAsync<RecordReceipt>("/records", request, cancel);
        session.Printer.Show(reply.Raw, printer => UsageCommands.ShowReceipt(printer, reply.Value.RecordId.ToString(), reply.Value.Promise));
        return ExitCode.Ok;
    }

    private static Command Submit(CommandKit kit)
    {
        var file = Words.File();
        var key = Words.Text("--key-file", "FILE");
        return kit.Verb(
            "record submit",
            async (session, cancel) => await SendAsync(session, await RecordDrafts.PrepareAsync(session, session.Get(file), session.Get(key), cancel), cancel),
            file, key);
    }

    private static Command List(CommandKit kit)
    {
        var kind = Words.Text("--kind", "KIND");
        kind.AcceptOnlyFromAmong(Enum.GetNames<RecordKind>());
        var (pool, concerns, author) = (Words.IdOption("--pool"), Words.IdOption("--concerns"), Words.IdOption("--author"));
        return kit.Verb(
            "record list",
            (session, cancel) => session.ListAsync<RecordView>(
                Session.Path(
                    "/records",
                    ("kind", session.Get(kind)),
                    ("pool", session.Get(pool)),
                    ("concerns", session.Get(concerns)),
                    ("author", session.Get(author)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                ["record", "kind", "author", "state", "journaledAt"],
                record =>
                [
                    record.Id.ToString(),
                    record.Kind,
                    record.Signature.Party.ToString() ?? "",
                    session.Printer.Texts.Word("state." + record.State, record.State),
                    Printer.Time(record.JournaledAt),
                ],
                cancel),
            kind, pool, concerns, author, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "record show",
            (session, cancel) => session.ShowAsync<RecordView>($"/records/{session.Get(id)}", (printer, record) => ShowRecord(session, printer, record), cancel),
            id);
    }

    private static void ShowRecord(Session session, Printer printer, RecordView record) => printer.Fields(
        [
            ("record", record.Id.ToString()),
            ("kind", record.Kind),
            ("state", printer.Texts.Word("state." + record.State, record.State)),
            .. record.TypedData.GetProperty("message").EnumerateObject().Select(field => (field.Name, (string?)field.Value.ToString())),
            ("epoch", record.Epoch.ToString(CultureInfo.InvariantCulture)),
            ("leafIndex", record.LeafIndex.ToString(CultureInfo.InvariantCulture)),
            ("journaledAt", Printer.Time(record.JournaledAt)),
            ("checkpoint", record.Checkpoint?.Root.ToString()),
            ("witnesses", record.Checkpoint is { } checkpoint ? LogCommands.Witnesses(printer, checkpoint.Witnesses) : null),
            ("held", record.Held.Count == 0 ? null : string.Join(", ", record.Held)),
            ("erasedAt", record.Erased is { } erased ? Said(printer, erased) : null),
        ]);

    /// <summary>When it was erased, at whose demand, and why.</summary>
    internal static string Said(Printer printer, ErasedView erased) => printer.Texts.Say(
        "record.erased",
        ("at", Printer.Time((ulong)erased.ErasedAt)),
        ("party", erased.Erasure.GetProperty("party").GetString()!),
        ("reason", erased.Erasure.GetProperty("reason").GetString()!));
}
