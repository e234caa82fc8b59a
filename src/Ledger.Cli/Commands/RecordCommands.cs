// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Domain.Usage;
using Ledger.Evidence.Usage;

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

    /// <summary>Sends a signed record and shows what was promised.</summary>
    public static async Task<int> SendAsync(Session session, SignedRecord signed, CancellationToken cancel)
    {
        var receipt = await SignedSending.PostRecordAsync(session, signed, cancel);
        session.Printer.Show(JsonSerializer.SerializeToElement(receipt, LedgerJson.Options), printer => UsageCommands.ShowReceipt(printer, receipt.RecordId.ToString(), receipt.Promise));
        return ExitCode.Ok;
    }

    /// <summary>Sends a file that is signed already as it is; of a draft what is signed of it, kept beside it before it is sent.</summary>
    /// <param name="sign">Signs a draft; the text is the folder that it lies in.</param>
    public static async Task<int> SubmitAsync(
        Session session, string path, Func<JsonElement, string, Task<SignedRecord>> sign, CancellationToken cancel)
    {
        var (bytes, json) = (await File.ReadAllBytesAsync(path, cancel), await JsonFiles.ReadAsync(path, cancel));
        if (SignedRecord.TryRead(json) is { } signed)
        {
            return signed.Kind is not RecordKind.UsageReport
                ? await SendAsync(session, signed, cancel)
                : throw new CliFailure(ExitCode.Usage, "signed.otherKind", ("file", path), ("kind", $"{signed.Kind}"));
        }

        var kept = await SignedFile.OfAsync(path, bytes, () => sign(json, Path.GetDirectoryName(Path.GetFullPath(path))!), cancel);
        var receipt = await SignedSending.SendAsync(session, kept, SignedSending.PostRecordAsync, cancel);
        session.Printer.Show(JsonSerializer.SerializeToElement(new { receipt.RecordId, receipt.Promise, signedFile = kept.Path }, LedgerJson.Options), printer =>
        {
            UsageCommands.ShowReceipt(printer, receipt.RecordId.ToString(), receipt.Promise);
            printer.Say(kept.Signed.Receipt is null ? "kept.sent" : "kept.sentBefore", ("file", kept.Path));
        });
        return ExitCode.Ok;
    }

    private static Command Submit(CommandKit kit)
    {
        var file = Words.File();
        var key = Words.Text("--key-file", "FILE");
        return kit.Verb(
            "record submit",
            (session, cancel) => SubmitAsync(
                session, session.Get(file), (draft, folder) => RecordDrafts.SignAsync(session, draft, folder, session.Get(key), cancel), cancel),
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
