// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Notifying;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Alerts;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.Application.Alerts;

/// <summary>Watches over the keys of records between their intake and their checkpoint.</summary>
internal sealed class KeyWatch(LedgerContext context)
{
    private const int Batch = 100; // reports come with all their lines

    private readonly Notices _notices = new(context);

    /// <summary>How many signatures it recovered: what a look costs.</summary>
    public long Recovered { get; private set; }

    /// <summary>Judges those of the records that a checkpoint is the first to pass which the end of a key can touch: they were taken in before it.</summary>
    /// <remarks>An author who never lost a key costs one look at him; one who did, one look at each block in which records of his came.</remarks>
    /// <param name="from">The first of the records, by its leaf under the checkpoint.</param>
    /// <param name="to">The first past them.</param>
    public void Look(IStoreWriter writer, UsageEpochs epochs, CheckpointAnchored checkpoint, ulong from, ulong to)
    {
        var open = writer.Alerts.Of(KeyEnded.Rule, AlertState.Provisional).Select(alert => alert.Id).ToHashSet();
        if (open.Count == 0 && !epochs.Authors(writer, checkpoint.Act.Epoch, from, to).Any(author => LastEnd(context.On(writer).Party(new PartyId(author)), checkpoint) is not null))
        {
            return;
        }

        for (var start = from; start < to; start += Batch)
        {
            Look(writer, epochs.Range(writer, checkpoint.Act.Epoch, start, Math.Min(start + Batch, to)), checkpoint, open);
        }
    }

    private void Look(IStoreWriter writer, IReadOnlyList<JournalRow> records, CheckpointAnchored checkpoint, HashSet<Hash32> open)
    {
        foreach (var own in records.GroupBy(record => record.Author))
        {
            var author = context.On(writer).Party(new PartyId(own.Key));
            var lastEnd = LastEnd(author, checkpoint);
            Dictionary<Hash32, bool> taken = [];
            foreach (var row in own.Where(row => IsTouched(row) || open.Contains(IdOf(row))))
            {
                var record = RecordJson.Read(row.Kind, row.Body);
                Put(writer, row, KeyEnded.Find(record, author, Signer(record, row), checkpoint), checkpoint.At.Block);
            }

            // Intake refuses a key that has ended, so what came after the last end was signed by one that holds still.
            // A block that the chain has no more says nothing of the time that counts.
            bool IsTouched(JournalRow row)
            {
                if (lastEnd is not { } end)
                {
                    return false;
                }

                if (!taken.TryGetValue(row.Received.Hash, out var isBefore))
                {
                    taken[row.Received.Hash] = isBefore = writer.Blocks.Find(row.Received.Hash) is not { } block || block.Time <= end; // two blocks may share a second
                }

                return isBefore;
            }
        }
    }

    /// <summary>When the author last lost a key before a checkpoint, UTC seconds; null where he never did.</summary>
    private static ulong? LastEnd(PartyHistory author, CheckpointAnchored checkpoint) =>
        author.Keys.Values.Max(hold => hold.Until <= checkpoint.At.Time ? hold.Until : null);

    private Address Signer(IUsageRecord record, JournalRow row)
    {
        Recovered++;
        return Signature.TryCreate(row.Signature, out var signature)
            && Secp256k1.TryRecover(record.Digest(context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer) ? signer : default;
    }

    private static Hash32 IdOf(JournalRow row) => StoreKeys.Of(KeyEnded.Rule, row.RecordId);

    private void Put(IStoreWriter writer, JournalRow row, Finding? finding, BlockRef deciding)
    {
        var id = IdOf(row);
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
