// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Parties;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>The records of the usage logs, each with its promise and, once anchored, its checkpoint.</summary>
public sealed class RecordBook
{
    private readonly LedgerContext _context;
    private readonly Journaling _journaling;

    internal RecordBook(LedgerContext context)
    {
        _context = context;
        _journaling = new Journaling(context);
    }

    public Task<Outcome<RecordView>> GetAsync(Hash32 id, CancellationToken cancellation) => _context.Store.ReadAsync<Outcome<RecordView>>(
        reader => reader.Journal.Find(id) is { } row ? View(reader, row) : new RecordUnknown(id), cancellation);

    /// <summary>The records that the caller may read; a page may be short where others lie between.</summary>
    /// <param name="kind">The name of a struct; null for all.</param>
    public Task<Page<RecordView>> ListAsync(
        Caller caller, string? kind, Hash32? pool, Hash32? concerns, Hash32? author, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync(
            reader =>
            {
                RecordKind? wanted = Enum.TryParse<RecordKind>(kind, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
                if (kind is not null && wanted is null)
                {
                    return new Page<RecordView>([], null);
                }

                var rows = reader.Journal.List(new RecordFilter(wanted, pool, concerns, author), Cursors.Read(cursor), limit);
                return new Page<RecordView>(
                    [.. rows.Where(row => ReadingRights.Reads(_context.On(reader), caller, row)).Select(row => View(reader, row))],
                    rows.Count < limit ? null : rows[^1].Seq.ToString(CultureInfo.InvariantCulture));
            },
            cancellation);

    /// <summary>The streams that the caller may read, each with its last report.</summary>
    public Task<Page<StreamView>> StreamsAsync(
        Caller caller, Hash32? pool, Hash32? reporter, string? cursor, int limit, CancellationToken cancellation) => _context.Store.ReadAsync(
        reader =>
        {
            var rows = reader.Journal.List(new RecordFilter(RecordKind.StreamOpening, pool, Author: reporter), Cursors.Read(cursor), limit);
            return new Page<StreamView>(
                [.. rows.Where(row => ReadingRights.Reads(_context.On(reader), caller, row)).Select(row => Stream(reader, row))],
                rows.Count < limit ? null : rows[^1].Seq.ToString(CultureInfo.InvariantCulture));
        },
        cancellation);

    public Task<Outcome<StreamView>> StreamAsync(Hash32 id, CancellationToken cancellation) => _context.Store.ReadAsync<Outcome<StreamView>>(
        reader => reader.Journal.Find(id) is { Kind: RecordKind.StreamOpening } row ? Stream(reader, row) : new RecordUnknown(id), cancellation);

    public Task<Outcome<IReadOnlyList<PaymentView>>> PaymentsAsync(Hash32 license, CancellationToken cancellation) => PaymentsAsync(Caller.Host, license, cancellation);

    /// <summary>A license's claimed payments as far as the caller may read their payers', each with where it stands by the chain's time.</summary>
    public Task<Outcome<IReadOnlyList<PaymentView>>> PaymentsAsync(Caller caller, Hash32 license, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<IReadOnlyList<PaymentView>>>(
            reader =>
            {
                var (known, id) = (_context.On(reader), new LicenseId(license));
                var records = KeptRecords.PaymentsOf(reader, id);
                if (records.Claims.Count == 0 || known.PoolOf(id) is not { } pool)
                {
                    return Outcome<IReadOnlyList<PaymentView>>.Done([]);
                }

                var standings = new ClaimStandings(_context, known, pool, KeptRecords.Anchors(known, pool));
                var terms = HeldTerms.Of(_context, reader, known.License(id));
                return Outcome<IReadOnlyList<PaymentView>>.Done(
                    [.. records.Claims.Values.Where(claim => ReadingRights.ReadsUsageOf(known, caller, pool.Value, claim.Payer.Value)).Select(claim => View(records, standings.Of(records, claim), terms))]);
            },
            cancellation);

    public Task<Outcome<PeriodView>> PeriodAsync(Hash32 license, Hash32? reporter, ulong periodStart, ulong periodEnd, CancellationToken cancellation) =>
        PeriodAsync(Caller.Host, license, reporter, periodStart, periodEnd, cancellation);

    /// <summary>What a reporter's reports of a period under a license add up to: what a statement of it says.</summary>
    /// <param name="reporter">Null for who has the license now.</param>
    public Task<Outcome<PeriodView>> PeriodAsync(
        Caller caller, Hash32 license, Hash32? reporter, ulong periodStart, ulong periodEnd, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<PeriodView>>(
            reader =>
            {
                var known = _context.On(reader);
                if (known.License(new LicenseId(license)) is not { Origin: { } origin } history)
                {
                    return new LicenseUnknown(new LicenseId(license));
                }

                var of = reporter is { } named ? new PartyId(named) : history.Licensee;
                if (!ReadingRights.ReadsUsageOf(known, caller, origin.Pool.Value, of.Value))
                {
                    return RoleMissing.Of(PoolRole.Administrator, PoolRole.Auditor);
                }

                var records = new LicenseLog(reader, new LicenseId(license));
                var totals = records.Totals(of, periodStart, periodEnd);
                return totals.Fits ? View(records, totals, of, periodStart, periodEnd, HeldTerms.Of(_context, reader, history).ZoneAt(periodStart)) : new PeriodTooLarge(periodStart, periodEnd);
            },
            cancellation);

    /// <summary>The refused and kept reports that the caller may read.</summary>
    public Task<Page<SuspectView>> SuspectsAsync(
        Caller caller, Hash32? pool, Hash32? reporter, SuspectReason? reason, string? cursor, int limit, CancellationToken cancellation) => _context.Store.ReadAsync(
        reader =>
        {
            var rows = reader.Suspects.List(pool, reporter, reason, Cursors.Read(cursor), limit);
            return new Page<SuspectView>(
                [.. rows.Where(row => ReadingRights.Reads(_context.On(reader), caller, row)).Select(row => View(reader, row))],
                rows.Count < limit ? null : rows[^1].Seq.ToString(CultureInfo.InvariantCulture));
        },
        cancellation);

    private SuspectView View(IStoreReader reader, SuspectRow row)
    {
        var report = ActJson.Read<UsageReport>(row.Body);
        var domain = _context.Contracts.Domain(ContractName.UsageLog);
        _ = Signature.TryCreate(row.Signature, out var signature);
        _ = Secp256k1.TryRecover(report.Digest(domain), signature, out var key);
        var against = row.Against is { } place ? reader.Journal.Find(place)! : null;
        return new SuspectView(
            row.RecordId,
            SuspectWords.Of(row.Reason),
            row.Pool,
            report.License.Value,
            row.Reporter,
            ActJson.TypedData(domain, report),
            new SuspectSignatureView(row.Reporter, key, nameof(KeyScopes.Report), signature.ToString()),
            against is null ? null : View(reader, against),
            Suspects.VoidedBy(reader, report, against is null ? null : ActJson.Read<UsageReport>(against.Body))?.Value,
            checked((ulong)row.ReceivedAt));
    }

    private static StreamView Stream(IStoreReader reader, JournalRow row)
    {
        var opening = ActJson.Read<StreamOpening>(row.Body);
        var last = reader.Journal.LastOf(row.RecordId);
        return new StreamView(row.RecordId, row.Pool, opening.Reporter.Value, opening.Name, last?.Sequence ?? 0, last?.RecordId);
    }

    private static PeriodView View(LicenseLog records, PeriodTotals totals, PartyId reporter, ulong periodStart, ulong periodEnd, string? zone) => new(
        reporter.Value,
        periodStart,
        periodEnd,
        zone,
        [.. records.Heads(reporter, periodStart, periodEnd).Select(last => last.Report.Value).Order()],
        totals.Reports,
        totals.Lines,
        UInt256.From(totals.Quantity),
        UInt256.From(totals.NetValue),
        totals.Currency,
        records.StatementOf(reporter, periodStart, periodEnd)?.Id.Value);

    /// <summary>A claim as it is shown.</summary>
    /// <param name="terms">Those of the license, whose zone the period's days are of.</param>
    internal static PaymentView View(LicenseRecords records, ClaimStanding standing, TermsInEffect terms) => View(records, standing.Claim, standing, terms);

    private static PaymentView View(LicenseRecords records, PaymentClaimed claim, ClaimStanding standing, TermsInEffect terms) => new(
        claim.Id.Value,
        claim.License.Value,
        claim.Payer.Value,
        claim.PeriodStart,
        claim.PeriodEnd,
        terms.ZoneAt(claim.PeriodStart),
        claim.Amount,
        claim.Currency,
        claim.PaidAt,
        claim.Reference,
        standing.State.ToString().ToLowerInvariant(),
        standing.DisputeBy,
        RegistryPresenter.Rule(standing.Rule),
        records.ReceiptOf(claim.Id)?.Id.Value,
        records.DisputeOf(claim.Id)?.Id.Value);

    /// <summary>A record as it is shown to a caller who may know that it is there.</summary>
    internal RecordView View(Known known, Caller caller, JournalRow row) => ReadingRights.Reads(known, caller, row)
        ? View(known.Store, row)
        : RecordView.Unread(row.RecordId, row.Kind, row.Pool, Held(known.Store, row));

    private static IReadOnlyList<string> Held(IStoreReader reader, JournalRow row) => [.. CustodyBook.Holds(reader, row.RecordId).Order(StringComparer.Ordinal)];

    /// <summary>A record as it is shown.</summary>
    internal RecordView View(IStoreReader reader, JournalRow row)
    {
        var record = RecordJson.Read(row.Kind, row.Body);
        var domain = _context.Contracts.Domain(ContractName.UsageLog);
        _ = Signature.TryCreate(row.Signature, out var signature);
        _ = Secp256k1.TryRecover(record.Digest(domain), signature, out var key);
        var checkpoint = KeptRecords.FirstPast(_context.On(reader), row) is { } first ? Checkpoints.View(reader, first) : null;
        return new RecordView(
            row.RecordId,
            row.Kind.ToString(),
            row.Pool,
            record.Place.License?.Value,
            RecordJson.TypedData(domain, record),
            new SignatureView(row.Author, key, nameof(KeyScopes.Report), signature.ToString()),
            row.Epoch,
            row.Index,
            checked((ulong)row.ReceivedAt),
            RecordStates.Of(checkpoint),
            checkpoint,
            _journaling.Show(row),
            Held(reader, row),
            Erasures.Of(reader, row));
    }
}

/// <summary>How far a record is.</summary>
internal static class RecordStates
{
    public static string Of(CheckpointView? checkpoint) => checkpoint switch { null => "journaled", { Recorded.Final: true } => "final", _ => "recorded" };
}
