// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Proofs;
using Ledger.Application.Views;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>What was signed of a journaled record, as the file that its author has of it (FORMATS §16).</summary>
public sealed class SignedRecords
{
    private readonly LedgerContext _context;
    private readonly Journaling _journaling;

    internal SignedRecords(LedgerContext context) => (_context, _journaling) = (context, new Journaling(context));

    /// <summary>The file; refused where what came with the record was erased, since what is left cannot be checked against the signature whole, nor sent again.</summary>
    /// <remarks>An observation's evidence is its author's and the auditing roles'; others get the signed fields, which commit to it.</remarks>
    public Task<Outcome<BundleFile>> MakeAsync(Caller caller, Hash32 record, CancellationToken cancellation) => _context.Store.ReadAsync<Outcome<BundleFile>>(
        reader =>
        {
            if (reader.Journal.Find(record) is not { } row)
            {
                return new RecordUnknown(record);
            }

            if (Erasures.Of(reader, row) is { } erased)
            {
                return new RecordErased(record, erased.ErasedAt);
            }

            var showsEvidence = caller.Is(row.Author) || ReadingRights.ReadsReportsOf(_context.On(reader), caller, row.Pool);
            var file = new SignedRecord(_context.Contracts.Domain(ContractName.UsageLog), row.Kind, Request(row, showsEvidence)) { Receipt = Receipt(row) };
            return new BundleFile(SignedRecord.FileName(row.Kind, record), file.Write());
        },
        cancellation);

    private JsonElement Request(JournalRow row, bool showsEvidence)
    {
        var message = JsonElement.Parse(row.Body);
        _ = Signature.TryCreate(row.Signature, out var signature);
        _ = Secp256k1.TryRecover(RecordJson.Read(row.Kind, message).Digest(_context.Contracts.Domain(ContractName.UsageLog)), signature, out var key);
        return row.Kind is RecordKind.UsageReport
            ? Json(new UsageReportRequest(message, key, signature.ToString(), [.. UsageIntake.Lines(row).Select(line => JsonElement.Parse(ActJson.Message(line)))]))
            : Json(new RecordRequest(
                row.Kind.ToString(), message, key, signature.ToString(), showsEvidence ? EvidenceJson.Kept(row) : null));
    }

    private JsonElement Receipt(JournalRow row) => row.Kind is RecordKind.UsageReport
        ? Json(new UsageReportReceipt(row.RecordId, _journaling.Show(row), []))
        : Json(new RecordReceipt(row.RecordId, _journaling.Show(row)));

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, LedgerJson.Options);
}
