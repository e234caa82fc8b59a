// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Custody;

/// <summary>Erases documents at their parties' signed demand, and keeps them where a legal hold stands.</summary>
public sealed class ErasureDesk
{
    private const int Batch = 200;

    private readonly LedgerContext _context;

    internal ErasureDesk(LedgerContext context) => _context = context;

    /// <summary>Destroys the document's secret and leaves the signed demand as its tombstone; every hash of it stays.</summary>
    public async Task<Outcome<DocumentView>> EraseAsync(Caller caller, Hash32 root, ErasureRequest request, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return halted;
        }

        var read = SignedDemand.Read<Erasure>(request, _context.Contracts.Domain(ContractName.UsageLog), demand => demand.Document == root, "document");
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        var outcome = await _context.Store.WriteAsync<Outcome<DocumentView>>(
            writer =>
            {
                if (Judge(_context.On(writer), caller, root, read.Value) is { } refusal)
                {
                    return refusal;
                }

                writer.Documents.Erase(root, checked((long)_context.Now));
                CustodyBook.Note(writer, root, CustodyBook.Erased, caller, _context.Now, request);
                return DocumentShow.View(writer, _context.Documents, writer.Documents.Find(root)!);
            },
            cancellation);
        if (outcome.IsDone)
        {
            _context.Documents.Forget(root);
        }

        return outcome;
    }

    /// <summary>Sets a hold for a matter; setting it twice changes nothing.</summary>
    public Task<Outcome<DocumentView>> HoldAsync(Caller caller, Hash32 root, HoldRequest request, CancellationToken cancellation) => MoveAsync(
        caller, root, writer => Holding.Set(writer, root, request, caller, _context.Now), cancellation);

    /// <summary>Lifts the hold of a matter.</summary>
    public Task<Outcome<DocumentView>> ReleaseAsync(Caller caller, Hash32 root, HoldRequest request, CancellationToken cancellation) => MoveAsync(
        caller, root, writer => Holding.Lift(writer, root, request, caller, _context.Now), cancellation);

    /// <summary>Destroys the secrets of documents that were erased just before the host died.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        for (Hash32 after = default; ;)
        {
            var page = await _context.Store.ReadAsync(reader => reader.Documents.List(after, Batch), cancellation);
            if (page.Count == 0)
            {
                return;
            }

            foreach (var row in page.Where(row => row.ErasedAt is not null && _context.Documents.SecretOf(row.Id) is not null))
            {
                _context.Documents.Forget(row.Id);
            }

            after = page[^1].Id;
        }
    }

    private Task<Outcome<DocumentView>> MoveAsync(
        Caller caller, Hash32 root, Func<IStoreWriter, Refusal?> move, CancellationToken cancellation) =>
        _context.Store.WriteAsync<Outcome<DocumentView>>(
            writer =>
            {
                var known = _context.On(writer);
                if (writer.Documents.Find(root) is not { } row || DocumentAudience.Of(known, row) is var audience && !audience.Holds(known, caller) && !audience.Reads(known, caller))
                {
                    return new DocumentUnknown(root);
                }

                if (!audience.Holds(known, caller))
                {
                    return RoleMissing.Of(PoolRole.Dispute);
                }

                return row.ErasedAt is { } at ? new DocumentErased(root, at)
                    : move(writer) is { } refusal ? refusal
                    : DocumentShow.View(writer, _context.Documents, row);
            },
            cancellation);

    private Refusal? Judge(Known known, Caller caller, Hash32 root, SignedDemand<Erasure> read)
    {
        var erasure = read.Demand;
        if (known.Store.Documents.Find(root) is not { } row || DocumentAudience.Of(known, row) is var audience && !audience.Reads(known, caller))
        {
            return new DocumentUnknown(root);
        }

        return !caller.IsHost && !caller.Is(erasure.Party.Value) ? new PartyMismatch(erasure.Party)
            : audience.IsPublic ? new DocumentPublic(root)
            : !audience.MayErase(known, erasure.Party) ? new ErasureNotTheirs(erasure.Party)
            : row.ErasedAt is { } at ? new DocumentErased(root, at)
            : Holding.MattersOf(known.Store, root) is { } matters ? new DocumentHeld(root, matters)
            : ErasureDecision.Decide(
                erasure, known.Party(erasure.Party), read.Signature, _context.Contracts.Domain(ContractName.UsageLog), known.NextTime(_context.Now)).Refusal;
    }
}
