// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Proofs;
using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Custody;

/// <summary>
/// Erases what came with records of the usage logs (a report's lines, an observation's evidence) at signed demand, and keeps it where a
/// legal hold stands. The record's signed fields stay, with its leaf and its promise: logs, sums and alerts stand on them.
/// </summary>
public sealed class RecordErasureDesk
{
    private readonly LedgerContext _context;
    private readonly RecordBook _records;
    private readonly Exports _exports;

    internal RecordErasureDesk(LedgerContext context, RecordBook records, Exports exports) =>
        (_context, _records, _exports) = (context, records, exports);

    /// <summary>Destroys what came with the record, wherever the host keeps it, and leaves the signed demand as its tombstone.</summary>
    /// <remarks>Asked again for what is erased, it destroys what a host that died half-way left, and says that it is erased.</remarks>
    public async Task<Outcome<RecordView>> EraseAsync(Caller caller, Hash32 record, ErasureRequest request, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return halted;
        }

        var read = SignedDemand.Read<RecordErasure>(request, _context.Contracts.Domain(ContractName.UsageLog), demand => demand.Record.Value == record, "record");
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        var outcome = await CommitAsync(caller, record, request, read.Value, cancellation);
        if (outcome.IsDone || outcome.Refusal is RecordErased)
        {
            // It is erased: whoever asked may go away, what is left of it may not stay.
            await CleanAsync([record], CancellationToken.None);
        }

        return outcome;
    }

    /// <summary>Erases in the store, and says there what remains to be cleaned: all in one transaction.</summary>
    internal Task<Outcome<RecordView>> CommitAsync(
        Caller caller, Hash32 record, ErasureRequest request, SignedDemand<RecordErasure> read, CancellationToken cancellation) =>
        _context.Store.WriteAsync<Outcome<RecordView>>(
            writer =>
            {
                if (Judge(_context.On(writer), caller, record, read) is { } refusal)
                {
                    return refusal;
                }

                var row = writer.Journal.Find(record)!;
                writer.Journal.Erase(record);
                writer.Reports.Mark(row.Seq, [.. LineMarks.Any]);
                writer.Idempotency.Forget(record.ToString()); // a receipt's warnings speak of lines
                writer.Idempotency.Forget(StoredAnswer.Unnamed); // whose they speak of, an older host did not say; asked again, the journal answers
                CustodyBook.Note(writer, record, CustodyBook.Erased, caller, _context.Now, request);
                UncleanErasures.Add(writer, record);
                return _records.View(writer, writer.Journal.Find(record)!);
            },
            cancellation);

    /// <summary>Sets a hold for a matter; setting it twice changes nothing.</summary>
    public Task<Outcome<RecordView>> HoldAsync(Caller caller, Hash32 record, HoldRequest request, CancellationToken cancellation) => MoveAsync(
        caller, record, writer => Holding.Set(writer, record, request, caller, _context.Now), cancellation);

    /// <summary>Lifts the hold of a matter.</summary>
    public Task<Outcome<RecordView>> ReleaseAsync(Caller caller, Hash32 record, HoldRequest request, CancellationToken cancellation) => MoveAsync(
        caller, record, writer => Holding.Lift(writer, record, request, caller, _context.Now), cancellation);

    /// <summary>
    /// Cleans up after a host that died between an erasure and its cleaning, or while it made a bundle; whoever reads an old snapshot of the store
    /// just then puts the cleaning off to the next start.
    /// </summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        await _exports.DestroyStrayAsync(cancellation);
        try
        {
            await CleanAsync(await _context.Store.ReadAsync(UncleanErasures.All, cancellation), cancellation);
        }
        catch (StoreFault busy) when (busy.IsTransient)
        {
            return;
        }
    }

    /// <summary>Destroys what is left outside of the store, and in the store's files, of what is erased in it.</summary>
    private async Task CleanAsync(IReadOnlyList<Hash32> records, CancellationToken cancellation)
    {
        foreach (var record in records)
        {
            await _exports.DestroyAsync(record, cancellation);
        }

        await _context.Store.ScrubAsync(cancellation);
        if (records.Count > 0)
        {
            await _context.Store.WriteAsync(writer => UncleanErasures.Remove(writer, records), cancellation);
        }
    }

    /// <summary>Holds are for the pool's dispute teams, who need not be able to read the record: then the answer does not show it either.</summary>
    private Task<Outcome<RecordView>> MoveAsync(Caller caller, Hash32 record, Func<IStoreWriter, Refusal?> move, CancellationToken cancellation) =>
        _context.Store.WriteAsync<Outcome<RecordView>>(
            writer =>
            {
                var known = _context.On(writer);
                var row = writer.Journal.Find(record);
                var holds = row is not null && (caller.IsHost || ReadingRights.Acts(known, caller, row.Pool, PoolRole.Dispute));
                return row is null || (!holds && !ReadingRights.Reads(known, caller, row)) ? new RecordUnknown(record)
                    : !holds ? RoleMissing.Of(PoolRole.Dispute)
                    : Erasures.Of(writer, row) is { } erased ? new RecordErased(record, erased.ErasedAt)
                    : move(writer) is { } refusal ? refusal
                    : _records.View(known, caller, row);
            },
            cancellation);

    private Refusal? Judge(Known known, Caller caller, Hash32 record, SignedDemand<RecordErasure> read)
    {
        var demand = read.Demand;
        if (known.Store.Journal.Find(record) is not { } row || !ReadingRights.Reads(known, caller, row))
        {
            return new RecordUnknown(record);
        }

        return !caller.IsHost && !caller.Is(demand.Party.Value) ? new PartyMismatch(demand.Party)
            : !RecordErasure.MayDemand(demand.Party, row.Kind, new PartyId(row.Author), ReadingRights.Holds(known, demand.Party, new PoolId(row.Pool), PoolRole.Administrator))
                ? new ErasureNotTheirs(demand.Party)
            : Erasures.Of(known.Store, row) is { } erased ? new RecordErased(record, erased.ErasedAt)
            : row.Attachment is null ? new RecordBare(record)
            : Holding.MattersOf(known.Store, record) is { } matters ? new RecordHeld(record, matters)
            : !IsFinal(known, row) ? new RecordNotFinal(record)
            : ErasureDecision.Decide(
                demand, known.Party(demand.Party), read.Signature, _context.Contracts.Domain(ContractName.UsageLog), known.NextTime(_context.Now)).Refusal;
    }

    /// <summary>Until the chain holds the leaf for good, the record itself is all that can show it.</summary>
    private static bool IsFinal(Known known, JournalRow row) =>
        KeptRecords.FirstPast(known, row) is { } checkpoint && known.Store.Blocks.Final is { } final && checkpoint.At.Block.Number <= final.Number;
}
