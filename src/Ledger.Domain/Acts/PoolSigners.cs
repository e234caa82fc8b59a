// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>Who signs the acts of the contract Pools: it follows the pool's governance.</summary>
internal static class PoolSigners
{
    /// <exception cref="ArgumentException">The pool is not known, and this kind of act depends on it.</exception>
    public static SignerTable For(IAct act, PoolHistory? known)
    {
        switch (act)
        {
            case PoolCharter charter:
                return new([Signer(SignerRole.Administrator, charter.Administrator), .. Founders(charter)]);
            case Contribution contribution:
                return new([Signer(SignerRole.Holder, contribution.Holder)]);
            case Departure departure:
                return new([Signer(SignerRole.Party, departure.Party)]);
            default:
                break;
        }

        var pool = known is { Formed: not null } ? known : throw new ArgumentException("The signers of this act depend on its pool, which the context lacks.", nameof(known));
        var administrator = Signer(SignerRole.Administrator, pool.Administrator);
        var (isMemberOwned, votes) = (pool.Charter!.Governance is Governance.MemberOwned, pool.Charter.Governance is not Governance.GovernmentLed);
        return act switch
        {
            Admission { Party: var party } => isMemberOwned
                ? new([Signer(SignerRole.Party, party)], pool.QuorumWithout(party))
                : new([administrator, Signer(SignerRole.Party, party)]),
            Removal { Party: var party } =>
                new(isMemberOwned ? [] : [administrator], votes ? pool.QuorumWithout(party) : null),
            Succession succession => isMemberOwned
                ? new([.. Both(succession)], pool.QuorumWithout(succession.Party))
                : new([administrator, .. Both(succession)]),
            Enrolment { Party: var party } => new([administrator, Signer(SignerRole.Party, party)]),
            AdministratorChange { Administrator: var next } => votes
                ? new([Signer(SignerRole.Administrator, next)], pool.QuorumWithout(null))
                : new([Signer(SignerRole.Administrator, next), .. Founders(pool.Charter)]),
            PolicyChange => new([administrator], votes ? pool.QuorumWithout(null) : null),
            LogKeyChange { Lost: true } change => new([administrator, Signer(SignerRole.NewLogKey, change.LogKey)], pool.QuorumWithout(null)),
            LogKeyChange change => new([administrator, Signer(SignerRole.NewLogKey, change.LogKey), Signer(SignerRole.LogKey, pool.LogKey)]),
            ScheduleRevision => new([administrator], isMemberOwned ? pool.QuorumWithout(null) : null),
            _ => throw new ArgumentException($"{act.Kind} has no table of signers.", nameof(act)),
        };
    }

    private static IEnumerable<RequiredSigner> Both(Succession succession) =>
        [Signer(SignerRole.Party, succession.Party), Signer(SignerRole.Successor, succession.Successor)];

    private static IEnumerable<RequiredSigner> Founders(PoolCharter charter) =>
        charter.Founders.Select(founder => Signer(SignerRole.Founder, new PartyId(founder)));

    private static RequiredSigner Signer(SignerRole role, PartyId party) => RequiredSigner.Of(role, party);

    private static RequiredSigner Signer(SignerRole role, Address key) => RequiredSigner.Of(role, key);
}
