// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Core;
using Ledger.Chain.Deploy;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Proposing;

/// <summary>Puts an act before the domain's rules with the histories that they ask for.</summary>
internal static class ActRules
{
    /// <summary>Whether the act could be recorded now.</summary>
    public static Refusal? Decide(Known known, IAct act, ulong now) => act switch
    {
        PartyOpening opening => PartyDecision.Decide(known.Party(opening.Id), opening).Refusal,
        KeyAdmission admission => PartyDecision.Decide(known.Party(admission.Party), admission, now).Refusal,
        KeyRetirement retirement => PartyDecision.Decide(known.Party(retirement.Party), retirement, now).Refusal,
        PoolCharter charter => CharterDecision.Decide(known.Pool(charter.Id), charter, Here(known.Contracts), now).Refusal
            ?? Missing(known, [charter.Administrator, .. charter.Founders.Select(id => new PartyId(id))]),
        Admission admission => AdmissionDecision.Decide(known.Pool(admission.Pool), admission, now).Refusal ?? Missing(known, [admission.Party]),
        Contribution contribution => Decide(known.Pool(contribution.Pool), contribution, now),
        ScheduleRevision revision => Decide(known, revision, now),
        LicenseGrant grant => GrantDecision.Decide(known.Pool(grant.Pool), known.File(grant.Pool, grant.Licensee), grant, now).Refusal
            ?? Missing(known, [grant.Licensee]),
        Termination termination => TerminationDecision.Decide(known.License(termination.License), termination, now).Refusal,
        VoidAct undo => VoidDecision.Decide(known.Party(undo.Party), undo).Refusal,
        Checkpoint => new KindUnknown(nameof(Checkpoint)),
        _ => throw new ArgumentException($"{act.Kind} has no rules.", nameof(act)),
    };

    /// <summary>The signers of an act that <see cref="Decide(Known, IAct, ulong)"/> permits.</summary>
    public static ImmutableArray<RequiredSigner> Signers(Known known, IAct act, ulong now) => RequiredSigners.For(act, Context(known, act, now));

    /// <summary>The head of the act's subject; zero where it has none.</summary>
    public static Hash32 Head(Known known, IAct act) => act switch
    {
        KeyAdmission { Party: var party } => known.Party(party).KeysHead,
        KeyRetirement { Party: var party } => known.Party(party).KeysHead,
        Admission admission => known.Pool(admission.Pool).MembershipHead(admission.Party),
        ScheduleRevision revision => known.Schedule(revision.Pool, revision.Schedule).Head,
        LicenseGrant grant => known.File(grant.Pool, grant.Licensee).Head,
        Termination termination => known.License(termination.License).Head,
        _ => default,
    };

    /// <summary>The pool that an act concerns; null for none.</summary>
    public static Hash32? PoolOf(Known known, IAct act) => act switch
    {
        PoolCharter charter => charter.Id.Value,
        Admission { Pool: var pool } => pool.Value,
        Contribution { Pool: var pool } => pool.Value,
        ScheduleRevision { Pool: var pool } => pool.Value,
        LicenseGrant { Pool: var pool } => pool.Value,
        Termination { License: var license } => known.License(license).Grant?.Pool.Value,
        _ => null,
    };

    /// <summary>What its signers depend on.</summary>
    public static SigningContext Context(Known known, IAct act, ulong now)
    {
        var license = act is Termination termination ? known.License(termination.License).Grant : null;
        PoolId? pool = act switch
        {
            Admission { Pool: var id } => id,
            ScheduleRevision { Pool: var id } => id,
            LicenseGrant { Pool: var id } => id,
            Checkpoint { Pool: var id } => id,
            _ => license?.Pool,
        };
        var charter = pool is { } of ? known.Pool(of).Charter : null;
        return new SigningContext(charter?.Administrator, charter?.LogKey, license?.Licensee, now);
    }

    /// <summary>The contributions that a revision names, with their holders' signatures; null when one is not here or not signed.</summary>
    public static IReadOnlyList<(Contribution Act, byte[] Signature)>? Contributions(Known known, ScheduleRevision revision)
    {
        List<(Contribution, byte[])> found = [];
        foreach (var id in revision.Contributions)
        {
            if (Contribution(known, id) is not { } contribution)
            {
                return null;
            }

            found.Add(contribution);
        }

        return found;
    }

    private static (Contribution Act, byte[] Signature)? Contribution(Known known, Hash32 id) =>
        known.Store.Proposals.FindByAct(id) is { Kind: nameof(ActKind.Contribution) } row && known.Store.Proposals.Signatures(row.Id) is [var signature]
            ? (ProposalBody.Read(row.Body).Act<Contribution>(), signature.Signature)
            : null;

    private static Refusal? Decide(PoolHistory pool, Contribution act, ulong now) => act switch
    {
        _ when pool.Formed is null => new PoolUnknown(act.Pool),
        _ when act.ExpiresAt < now => new ActExpired(act.ExpiresAt, now),
        _ when act.Count == 0 => new ContributionEmpty(((IAct)act).ActId),
        _ when !pool.IsMember(act.Holder) => new NotMember(act.Pool, act.Holder),
        _ => null,
    };

    private static Refusal? Decide(Known known, ScheduleRevision revision, ulong now) =>
        Contributions(known, revision) is { } given
            ? RevisionDecision.Decide(known.Pool(revision.Pool), revision, [.. given.Select(item => item.Act)], now).Refusal
            : new ContributionUnknown(revision.Contributions.First(id => Contribution(known, id) is null));

    private static PartyUnknown? Missing(Known known, IEnumerable<PartyId> parties) =>
        parties.Where(party => known.Party(party).Opened is null).Select(party => new PartyUnknown(party)).FirstOrDefault();

    private static ContractAddresses Here(LedgerContracts contracts) =>
        new(contracts.ChainId, contracts.Parties, contracts.Pools, contracts.Licenses, contracts.UsageLog);
}
