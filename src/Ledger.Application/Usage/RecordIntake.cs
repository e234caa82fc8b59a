// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Takes in signed records other than usage reports: verified, journaled, promised, and, if observations, watched.</summary>
public sealed class RecordIntake
{
    private static readonly RecordKind[] Others = [.. Enum.GetValues<RecordKind>().Where(kind => kind is not RecordKind.UsageReport)];

    private readonly LedgerContext _context;
    private readonly Journaling _journaling;
    private readonly Watch _watch;

    internal RecordIntake(LedgerContext context)
    {
        _context = context;
        _journaling = new Journaling(context);
        _watch = new Watch(context);
    }

    public Task<Outcome<RecordReceipt>> SubmitAsync(RecordRequest request, CancellationToken cancellation) =>
        SubmitAsync(request, Caller.Host, cancellation);

    public Task<Outcome<RecordReceipt>> SubmitAsync(RecordRequest request, Caller caller, CancellationToken cancellation) =>
        SubmitAsync(request, caller, Others, cancellation);

    /// <summary>Takes an observation: under the names that it has in the API.</summary>
    public async Task<Outcome<ObservationReceipt>> ObserveAsync(ObservationRequest request, Caller caller, CancellationToken cancellation)
    {
        var record = new RecordRequest(nameof(RecordKind.Observation), request.Observation, request.Key, request.Signature, request.Evidence);
        var taken = await SubmitAsync(record, caller, cancellation);
        return taken.IsDone ? new ObservationReceipt(taken.Value.RecordId, taken.Value.Promise) : taken.Refusal;
    }

    /// <summary>Takes a record of the caller's own party, in a pool where it has the role for it.</summary>
    /// <param name="kinds">Those that are taken here.</param>
    public async Task<Outcome<RecordReceipt>> SubmitAsync(
        RecordRequest request, Caller caller, IReadOnlyCollection<RecordKind> kinds, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return halted;
        }

        var read = Read(request, kinds);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        var outcome = await _context.Store.WriteAsync(writer => Take(writer, read.Value, caller), cancellation);
        _context.Work.Wake();
        return outcome;
    }

    private Outcome<ReadRecord> Read(RecordRequest request, IReadOnlyCollection<RecordKind> kinds)
    {
        if (!Enum.TryParse<RecordKind>(request.Kind, out var kind) || !kinds.Contains(kind) || kind.ToString() != request.Kind)
        {
            return new RecordKindUnknown(request.Kind);
        }

        try
        {
            var record = RecordJson.Read(kind, request.Record);
            if (!Signature.TryParse(request.Signature, out var signature)
                || !Secp256k1.TryRecover(record.Digest(_context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer))
            {
                return new SignatureInvalid(0);
            }

            return signer == request.Key
                ? new ReadRecord(record, signature, request.Evidence is { } evidence ? EvidenceJson.Read(evidence) : null)
                : new SignatureMismatch(request.Key, signer);
        }
        catch (FormatException wrong)
        {
            return new RecordInvalid(wrong.Message);
        }
    }

    private Outcome<RecordReceipt> Take(IStoreWriter writer, ReadRecord read, Caller caller)
    {
        var (record, known) = (read.Record, _context.On(writer));
        var pool = record.Place.Pool ?? known.PoolOf(record.Place.License!.Value);
        if (RecordRoles.For(record.Kind) is var roles && RecordRights.Judge(caller, record.Author, roles is null ? null : pool, roles ?? []) is { } denied)
        {
            return denied;
        }

        if (writer.Journal.Find(record.Id.Value) is { } same)
        {
            return AttachLate(writer, same, read) is { } wrong ? wrong : new RecordReceipt(same.RecordId, _journaling.Show(same));
        }

        if (RecordDecision.Decide(Ground(known, read, pool), record, read.Signature).Refusal is { } refusal)
        {
            return refusal;
        }

        var epochs = UsageEpochs.Of(known, pool!.Value);
        if (_journaling.Closed(writer, pool.Value, epochs) is { } closed)
        {
            return closed;
        }

        var kept = _journaling.Append(writer, pool.Value, epochs, record, read.Signature, read.Evidence is [_, ..] pieces ? EvidenceJson.Write(pieces) : null);
        _watch.Suspect(writer, kept);
        return new RecordReceipt(kept.RecordId, _journaling.Show(kept));
    }

    /// <summary>Keeps the evidence that comes to a record which was sent without it. What was erased stays so.</summary>
    private static Refusal? AttachLate(IStoreWriter writer, JournalRow row, ReadRecord read)
    {
        if (ObservationEvidence.Check(read.Record, read.Evidence) is { } refusal)
        {
            return refusal;
        }

        if (read.Evidence is [_, ..] pieces && Erasures.StoneOf(writer, row) is null)
        {
            writer.Journal.Attach(row.RecordId, EvidenceJson.Write(pieces));
        }

        return null;
    }

    private RecordGround Ground(Known known, ReadRecord read, PoolId? pool) => new(
        _journaling.Intake(known, pool, read.Record),
        known.Pool(pool ?? default),
        read.Record.Place.License is { } license ? known.License(license) : LicenseHistory.Empty,
        known.File(pool ?? default, read.Record.Author),
        read.Record.Place.License is { } under ? new LicenseLog(known.Store, under) : LicenseRecords.Empty,
        Kept: read.Record is ReportVoid taken && known.Store.Suspects.Find(taken.Report.Value) is { } suspect ? ActJson.Read<UsageReport>(suspect.Body) : null,
        DisputeBy: read.Record is PaymentDisputed dispute && pool is { } of
            ? new ClaimStandings(_context, known, of, KeptRecords.Anchors(known, of)).Deadline(dispute.Claim).DisputeBy : null,
        Find: known.License,
        Evidence: read.Evidence);

    private sealed record ReadRecord(IUsageRecord Record, Signature Signature, IReadOnlyList<EvidenceItem>? Evidence);
}
