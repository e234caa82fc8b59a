// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Deploy;
using Ledger.Domain;
using Ledger.Domain.Acts;
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
        KeyCompromise compromise => PartyDecision.Decide(known.Party(compromise.Party), compromise, now).Refusal,
        RecoveryStart start => RecoveryDecision.Decide(known.Party(start.Party), start, now).Refusal,
        RecoveryCancellation cancellation => RecoveryDecision.Decide(known.Party(cancellation.Party), cancellation, now).Refusal,
        RecoveryCompletion completion => RecoveryDecision.Decide(known.Party(completion.Party), completion, now).Refusal,
        PoolCharter charter => CharterDecision.Decide(known.Pool(charter.Id), charter, Here(known.Contracts), now).Refusal
            ?? Missing(known, [charter.Administrator, .. charter.Founders.Select(id => new PartyId(id))]),
        Admission admission => AdmissionDecision.Decide(known.Pool(admission.Pool), admission, now).Refusal ?? Missing(known, [admission.Party]),
        Departure departure => MembershipDecision.Decide(known.Pool(departure.Pool), departure, now).Refusal,
        Removal removal => MembershipDecision.Decide(known.Pool(removal.Pool), removal, now).Refusal,
        Succession succession => MembershipDecision.Decide(known.Pool(succession.Pool), succession, now).Refusal ?? Missing(known, [succession.Successor]),
        Enrolment enrolment => OfficeDecision.Decide(known.Pool(enrolment.Pool), enrolment, now).Refusal ?? Missing(known, [enrolment.Party]),
        AdministratorChange change => OfficeDecision.Decide(known.Pool(change.Pool), change, now).Refusal ?? Missing(known, [change.Administrator]),
        PolicyChange change => OfficeDecision.Decide(known.Pool(change.Pool), change, now).Refusal,
        LogKeyChange change => OfficeDecision.Decide(known.Pool(change.Pool), change, now).Refusal,
        Contribution contribution => Decide(known.Pool(contribution.Pool), contribution, now),
        ScheduleRevision revision => Decide(known, revision, now),
        VoidAct undo => VoidDecision.Decide(known.Party(undo.Party), undo).Refusal,
        _ when act.Contract is ContractName.Licenses => LicenseRules.Decide(known, act, now),
        Checkpoint => new KindUnknown(nameof(Checkpoint)),
        _ => throw new ArgumentException($"{act.Kind} has no rules.", nameof(act)),
    };

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

    internal static PartyUnknown? Missing(Known known, IEnumerable<PartyId> parties) =>
        parties.Where(party => known.Party(party).Opened is null).Select(party => new PartyUnknown(party)).FirstOrDefault();

    private static ContractAddresses Here(LedgerContracts contracts) =>
        new(contracts.ChainId, contracts.Parties, contracts.Pools, contracts.Licenses, contracts.UsageLog);
}
