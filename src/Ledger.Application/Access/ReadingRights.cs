// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;
using Ledger.Store.Proposals;

namespace Ledger.Application.Access;

/// <summary>What a caller may read: what is its party's, and what its role in a pool opens. Another's object reads as one that is not there.</summary>
internal static class ReadingRights
{
    private static readonly PoolRole[] ForAlerts = [PoolRole.Administrator, PoolRole.Licensor, PoolRole.Auditor, PoolRole.Dispute];
    private static readonly PoolRole[] ForReports = [PoolRole.Administrator, PoolRole.Auditor];
    private static readonly PoolRole[] ForMatters = [PoolRole.Administrator, PoolRole.Auditor, PoolRole.Dispute];

    /// <summary>Whether the chain lets the party be that in the pool: administrator and licensor are the chain's to say, the rest the operator's.</summary>
    public static bool Holds(Known known, PartyId party, PoolId pool, PoolRole role) => role switch
    {
        PoolRole.Administrator => known.Pool(pool) is { Formed: not null } formed && formed.Administrator == party,
        PoolRole.Licensor => known.Pool(pool).IsMember(party),
        _ => true,
    };

    /// <summary>Whether the caller has one of the roles in the pool, and the chain does not say otherwise by now.</summary>
    public static bool Acts(Known known, Caller caller, Hash32? pool, params ReadOnlySpan<PoolRole> roles) =>
        caller.Party is { } party && pool is { } id && caller.Roles.TryGetValue(new PoolId(id), out var role) && roles.Contains(role)
        && Holds(known, party, new PoolId(id), role);

    /// <summary>A proposal: whoever made it, has to sign it, may vote on it, or administers its pool.</summary>
    public static bool Reads(Known known, Caller caller, ProposalRow row) => caller.IsHost || Reads(known, caller, row, ProposalBody.Read(row.Body));

    public static bool Reads(Known known, Caller caller, ProposalRow row, ProposalBody body) =>
        caller.Is(body.Proposer) || body.Required.Any(signer => signer.Party is { } party && caller.Is(party))
        || Acts(known, caller, row.Pool, PoolRole.Administrator)
        || (caller.Party is { } member && ActContext.Quorum(known, body.Act())?.Members.Contains(member) == true);

    /// <summary>An operation: the operator, whoever reads its proposal or its matter, and of a checkpoint all who have a role in the pool.</summary>
    public static bool Reads(Known known, Caller caller, OperationRow row) => caller.IsHost || caller.IsOperator
        || (known.Store.Proposals.FindByAct(row.Id) is { } proposal ? Reads(known, caller, proposal) : OwnsExport(known.Store, caller, row.Id));

    /// <summary>A record: its author, the pool's administrator and auditors, of an observation whoever watches over the pool, and the licensee to whom the administrator says it.</summary>
    public static bool Reads(Known known, Caller caller, JournalRow row) =>
        caller.IsHost || caller.Is(row.Author) || Acts(known, caller, row.Pool, row.Kind is RecordKind.Observation ? ForAlerts : ForReports)
        || (row.Kind is RecordKind.PaymentReceived or RecordKind.PaymentDisputed or RecordKind.ShipmentCertificate && caller.Is(Licensee(known, row)));

    /// <summary>All reports of a pool: its administrator and auditors.</summary>
    public static bool ReadsReportsOf(Known known, Caller caller, Hash32 pool) => caller.IsHost || Acts(known, caller, pool, ForReports);

    /// <summary>A report that was refused and kept: its reporter, and administrator and auditors of the pool.</summary>
    public static bool Reads(Known known, Caller caller, SuspectRow row) =>
        caller.IsHost || caller.Is(row.Reporter) || Acts(known, caller, row.Pool, ForReports);

    /// <summary>What one licensee reported and paid in a pool: itself, and the pool's administrator and auditors. Who had its license before or after it does not.</summary>
    public static bool ReadsUsageOf(Known known, Caller caller, Hash32 pool, Hash32 licensee) => caller.Is(licensee) || ReadsReportsOf(known, caller, pool);

    /// <summary>What is reported and paid under a license, each part of it as <see cref="ReadsUsageOf"/> says: whoever ever had it, and the pool's administrator and auditors.</summary>
    public static bool ReadsUsage(Known known, Caller caller, LicenseHistory license) =>
        caller.IsHost || HeldBy(license, caller) || Acts(known, caller, license.Origin!.Pool.Value, ForReports);

    /// <summary>An alert: whoever watches over its pool, and the licensee whom it concerns.</summary>
    public static bool Reads(Known known, Caller caller, AlertRow row) => caller.IsHost || ReadsAlertsOf(known, caller, row.Pool)
        || (caller.Is(row.Party) && Acts(known, caller, row.Pool, PoolRole.Licensee));

    public static bool ReadsAlertsOf(Known known, Caller caller, Hash32? pool) => caller.IsHost || Acts(known, caller, pool, ForAlerts);

    /// <summary>A license's acts as evidence: the operator, its licensee, and whoever watches over its pool.</summary>
    public static bool TakesBundle(Known known, Caller caller, LicenseHistory license) => caller.IsHost || caller.IsOperator
        || caller.Is(license.Licensee.Value) || Acts(known, caller, license.Origin!.Pool.Value, ForAlerts);

    /// <summary>
    /// The terms of a license's version: who has the license now or had it when that version was made, of a sublicense who has
    /// the license above it, and the pool's administrator. Others get what those disclose.
    /// </summary>
    public static bool ReadsTerms(Known known, Caller caller, LicenseHistory license, LicenseVersion version) => caller.IsHost
        || caller.Is(license.Licensee.Value) || caller.Is(license.LicenseeAt(version.By.At.Time)?.Value)
        || (license.Origin!.Parent is { } parent && caller.Is(known.License(parent).Licensee.Value))
        || Acts(known, caller, license.Origin.Pool.Value, PoolRole.Administrator);

    /// <summary>A matter about a license: the pool's administrator, auditors and dispute teams, and who has the license, with its own usage. Asked at each export again.</summary>
    public static bool OpensMatter(Known known, Caller caller, LicenseHistory license) => OpensWholeMatter(known, caller, license)
        || (caller.Is(license.Licensee.Value) && Acts(known, caller, license.Origin!.Pool.Value, PoolRole.Licensee));

    /// <summary>A matter with the usage of all who ever had the license: the pool's administrator, auditors and dispute teams.</summary>
    public static bool OpensWholeMatter(Known known, Caller caller, LicenseHistory license) => caller.IsHost
        || Acts(known, caller, license.Origin!.Pool.Value, ForMatters);

    private static bool HeldBy(LicenseHistory license, Caller caller) => license.Holdings.Exists(holding => caller.Is(holding.Licensee.Value));

    /// <summary>To whom the administrator answers or certifies something: who claimed the payment; who had the license at the certificate's block.</summary>
    private static Hash32? Licensee(Known known, JournalRow row) => RecordJson.Read(row.Kind, row.Body) switch
    {
        PaymentReceived receipt => known.Store.Journal.Find(receipt.Claim.Value)?.Author,
        PaymentDisputed dispute => known.Store.Journal.Find(dispute.Claim.Value)?.Author,
        ShipmentCertificate stated => known.License(stated.License).LicenseeAt(stated.BlockTime)?.Value,
        _ => null,
    };

    private static bool OwnsExport(IStoreReader reader, Caller caller, Hash32 export) =>
        Proofs.KeptMatter.OfExport(reader, export.ToString()) is { } matter && matter.IsOf(caller);
}
