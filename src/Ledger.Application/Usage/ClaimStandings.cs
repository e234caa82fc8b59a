// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Where a claimed payment stands by the chain's time.</summary>
/// <param name="DisputeBy">The first second (UTC) at which it can be disputed no more; null while it is not anchored.</param>
/// <param name="Rule">Whose deadline that is.</param>
internal sealed record ClaimStanding(PaymentClaimed Claim, PaymentState State, ulong? DisputeBy, PoolRule Rule);

/// <summary>The one place that says whether a claim counts as paid: intake, period views and traces ask here.</summary>
/// <remarks>A claim is judged by the charter that stood where its checkpoint was recorded: there its deadline begins, and no signer chose that place.</remarks>
/// <param name="anchors">The checkpoint that first passed a record; null while none did.</param>
internal sealed class ClaimStandings(LedgerContext context, Known known, PoolId id, Func<JournalRow, CheckpointAnchored?> anchors)
{
    private readonly PoolHistory _pool = known.Pool(id);
    private readonly ulong _now = known.Store.Blocks.Head?.Time ?? 0;

    public ClaimStanding Of(LicenseRecords records, PaymentClaimed claim)
    {
        var (disputeBy, rule) = Deadline(claim.Id);
        return new ClaimStanding(claim, PaymentStates.Of(records, claim.Id, disputeBy, _now), disputeBy, rule);
    }

    /// <summary>By when a claim is disputed, and by whose rule.</summary>
    public (ulong? DisputeBy, PoolRule Rule) Deadline(RecordId claim)
    {
        var anchor = known.Store.Journal.Find(claim.Value) is { } row ? anchors(row)?.At : null;
        var rule = context.Charters.PaymentDispute(known, _pool, anchor);
        return (anchor is { } at ? rule.After(at.Time) : null, rule);
    }
}
