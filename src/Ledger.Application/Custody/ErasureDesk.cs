// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store;

namespace Ledger.Application.Custody;

/// <summary>Erases documents at their parties' signed demand, and keeps them where a legal hold stands.</summary>
public sealed class ErasureDesk
{
    private const int LongestText = 256;
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

        var read = Read(request, root);
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
        caller, root, request, (writer, isHeld) =>
        {
            if (!isHeld)
            {
                CustodyBook.Note(writer, root, CustodyBook.Held, caller, _context.Now, request);
            }

            return null;
        },
        cancellation);

    /// <summary>Lifts the hold of a matter.</summary>
    public Task<Outcome<DocumentView>> ReleaseAsync(Caller caller, Hash32 root, HoldRequest request, CancellationToken cancellation) => MoveAsync(
        caller, root, request, (writer, isHeld) =>
        {
            if (!isHeld)
            {
                return new HoldUnknown(root, request.Matter);
            }

            CustodyBook.Note(writer, root, CustodyBook.Released, caller, _context.Now, request);
            return null;
        },
        cancellation);

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
        Caller caller, Hash32 root, HoldRequest request, Func<IStoreWriter, bool, Refusal?> move, CancellationToken cancellation) =>
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

                if (!IsText(request.Matter) || !IsText(request.Reason))
                {
                    return new HoldInvalid();
                }

                return row.ErasedAt is { } at ? new DocumentErased(root, at)
                    : move(writer, CustodyBook.Holds(writer, root).Contains(request.Matter)) is { } refusal ? refusal
                    : DocumentShow.View(writer, _context.Documents, row);
            },
            cancellation);

    private Refusal? Judge(Known known, Caller caller, Hash32 root, ReadErasure read)
    {
        var erasure = read.Erasure;
        if (known.Store.Documents.Find(root) is not { } row || DocumentAudience.Of(known, row) is var audience && !audience.Reads(known, caller))
        {
            return new DocumentUnknown(root);
        }

        return !caller.IsHost && !caller.Is(erasure.Party.Value) ? new PartyMismatch(erasure.Party)
            : audience.IsPublic ? new DocumentPublic(root)
            : !audience.MayErase(known, erasure.Party) ? new ErasureNotTheirs(erasure.Party)
            : row.ErasedAt is { } at ? new DocumentErased(root, at)
            : CustodyBook.Holds(known.Store, root) is { Count: > 0 } matters ? new DocumentHeld(root, string.Join(", ", matters.Order(StringComparer.Ordinal)))
            : ErasureDecision.Decide(
                erasure, known.Party(erasure.Party), read.Signature, _context.Contracts.Domain(ContractName.UsageLog), known.NextTime(_context.Now)).Refusal;
    }

    private Outcome<ReadErasure> Read(ErasureRequest request, Hash32 root)
    {
        try
        {
            var erasure = TypedDataJson.ReadMessage<Erasure>(request.Erasure);
            if (erasure.Document != root)
            {
                return new RecordInvalid("/document is not the document of the route.");
            }

            if (!Signature.TryParse(request.Signature, out var signature)
                || !Secp256k1.TryRecover(erasure.Digest(_context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer))
            {
                return new SignatureInvalid(0);
            }

            return signer == request.Key ? new ReadErasure(erasure, signature) : new SignatureMismatch(request.Key, signer);
        }
        catch (FormatException wrong)
        {
            return new RecordInvalid(wrong.Message);
        }
    }

    private static bool IsText(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);

    private sealed record ReadErasure(Erasure Erasure, Signature Signature);
}
