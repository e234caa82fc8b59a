// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Proofs;
using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Access;

/// <summary>
/// Stands before use cases that show or change one object: null where the caller may, else the refusal. Another's object is
/// refused by the same words as one that is not there, so that nobody learns by asking what exists.
/// </summary>
public sealed class AccessGate
{
    private readonly LedgerContext _context;

    internal AccessGate(LedgerContext context) => _context = context;

    public Task<Refusal?> ProposalAsync(Caller caller, Hash32 id, CancellationToken cancellation) => JudgeAsync(
        known => known.Store.Proposals.Find(id) is { } row && ReadingRights.Reads(known, caller, row) ? null : new ProposalUnknown(id), cancellation);

    /// <summary>Withdrawing: only who proposed it.</summary>
    public Task<Refusal?> OwnProposalAsync(Caller caller, Hash32 id, CancellationToken cancellation) => JudgeAsync(
        known => known.Store.Proposals.Find(id) is not { } row || !ReadingRights.Reads(known, caller, row) ? new ProposalUnknown(id)
            : caller.Is(ProposalBody.Read(row.Body).Proposer) ? null : new NotProposer(),
        cancellation);

    public Task<Refusal?> OperationAsync(Caller caller, string id, CancellationToken cancellation) => JudgeAsync(
        known => Hash32.TryParse(id, out var hash) && known.Store.Operations.Find(hash) is { } row && ReadingRights.Reads(known, caller, row)
            ? null
            : new OperationUnknown(id),
        cancellation);

    public Task<Refusal?> UsageReportAsync(Caller caller, Hash32 id, CancellationToken cancellation) => JudgeAsync(
        known => known.Store.Journal.Find(id) is { Kind: RecordKind.UsageReport } row && ReadingRights.Reads(known, caller, row) ? null : new RecordUnknown(id),
        cancellation);

    public Task<Refusal?> RecordAsync(Caller caller, Hash32 id, CancellationToken cancellation) => JudgeAsync(
        known => known.Store.Journal.Find(id) is { } row && ReadingRights.Reads(known, caller, row) ? null : new RecordUnknown(id), cancellation);

    /// <summary>What is reported and paid under a license, which is public itself.</summary>
    public Task<Refusal?> UsageOfAsync(Caller caller, Hash32 license, CancellationToken cancellation) => JudgeAsync(
        known => known.License(new LicenseId(license)) is not { Origin: not null } history ? new LicenseUnknown(new LicenseId(license))
            : ReadingRights.ReadsUsage(known, caller, history) ? null : RoleMissing.Of(PoolRole.Administrator, PoolRole.Auditor),
        cancellation);

    public Task<Refusal?> AlertAsync(Caller caller, string id, CancellationToken cancellation) => JudgeAsync(
        known => Hash32.TryParse(id, out var hash) && known.Store.Alerts.Find(hash) is { } row && ReadingRights.Reads(known, caller, row)
            ? null
            : new AlertUnknown(id),
        cancellation);

    /// <summary>Acknowledging: whoever watches over the alert's pool.</summary>
    public Task<Refusal?> WatchedAlertAsync(Caller caller, string id, CancellationToken cancellation) => JudgeAsync(
        known => !Hash32.TryParse(id, out var hash) || known.Store.Alerts.Find(hash) is not { } row || !ReadingRights.Reads(known, caller, row) ? new AlertUnknown(id)
            : ReadingRights.ReadsAlertsOf(known, caller, row.Pool) ? null
            : RoleMissing.Of(PoolRole.Administrator, PoolRole.Licensor, PoolRole.Auditor, PoolRole.Dispute),
        cancellation);

    public Task<Refusal?> MatterAsync(Caller caller, string id, CancellationToken cancellation) => JudgeAsync(
        known => KeptMatter.Find(known.Store, id) is { } matter && matter.IsOf(caller) ? null : new MatterUnknown(id), cancellation);

    public Task<Refusal?> ExportAsync(Caller caller, string id, CancellationToken cancellation) => JudgeAsync(
        known => KeptMatter.OfExport(known.Store, id) is { } matter && matter.IsOf(caller) ? null : new ExportUnknown(id), cancellation);

    /// <summary>A license is public, so that a bundle of it is refused by its right name.</summary>
    public Task<Refusal?> BundleAsync(Caller caller, Hash32 license, CancellationToken cancellation) => JudgeAsync(
        known => known.License(new LicenseId(license)) is not { Origin: not null } history ? new LicenseUnknown(new LicenseId(license))
            : ReadingRights.TakesBundle(known, caller, history) ? null : RoleMissing.Of(PoolRole.Administrator, PoolRole.Licensor, PoolRole.Auditor, PoolRole.Dispute),
        cancellation);

    private Task<Refusal?> JudgeAsync(Func<Known, Refusal?> judge, CancellationToken cancellation) =>
        _context.Store.ReadAsync(reader => judge(_context.On(reader)), cancellation);
}
