// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Notifying;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Alerts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.Application.Alerts;

/// <summary>Watches over the keys of records between their intake and their checkpoint.</summary>
internal sealed class KeyWatch(LedgerContext context)
{
    private readonly Notices _notices = new(context);

    /// <summary>Judges the records that a checkpoint is the first to pass. Whose author never lost a key costs one look at the author.</summary>
    public void Look(IStoreWriter writer, IReadOnlyList<JournalRow> records, CheckpointAnchored checkpoint)
    {
        foreach (var own in records.GroupBy(record => record.Author))
        {
            var author = context.On(writer).Party(new PartyId(own.Key));
            if (author.Keys.Values.Any(hold => hold.Until <= checkpoint.At.Time))
            {
                foreach (var row in own)
                {
                    var record = RecordJson.Read(row.Kind, row.Body);
                    Put(writer, row, KeyEnded.Find(record, author, Signer(record, row), checkpoint), checkpoint.At.Block);
                }
            }
        }
    }

    private Address Signer(IUsageRecord record, JournalRow row) =>
        Signature.TryCreate(row.Signature, out var signature)
            && Secp256k1.TryRecover(record.Digest(context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer) ? signer : default;

    private void Put(IStoreWriter writer, JournalRow row, Finding? finding, BlockRef deciding)
    {
        var id = StoreKeys.Of(KeyEnded.Rule, row.RecordId);
        var known = writer.Alerts.Find(id);
        if (finding is not null)
        {
            var body = AlertBody.Of(context.On(writer), finding, known).Write();
            var alert = new AlertRow(0, id, finding.Rule, AlertState.Raised, row.Pool, row.Author, deciding, body, checked((long)context.Now));
            writer.Alerts.Put(alert);
            _notices.Raise(writer, alert);
        }
        else if (known is { State: AlertState.Provisional })
        {
            // A reorg took back the block that raised it, and the key holds in the one that came instead.
            writer.Alerts.Put(known with { State = AlertState.Retracted, UpdatedAt = checked((long)context.Now) });
        }
    }
}
