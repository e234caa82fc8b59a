// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Domain.Pools;

/// <summary>Where the contracts stand.</summary>
public sealed record ContractAddresses(UInt256 ChainId, Address Parties, Address Pools, Address Licenses, Address UsageLog);

/// <summary>Whether a pool may be formed; the rules of the contract Pools.</summary>
public static class CharterDecision
{
    /// <summary>How many founders fit one act.</summary>
    public const int MostFounders = 64;

    private const ushort WholeQuorum = 1000;

    public static Decision Decide(PoolHistory pool, PoolCharter act, ContractAddresses here, ulong now) => act switch
    {
        _ when pool.Formed is not null => new PoolExists(act.Id),
        _ when ActDecision.Check(act, default, now) is { } refusal => refusal,
        { Governance: > Governance.Independent } => new GovernanceUnknown(act.Governance),
        { Governance: Governance.MemberOwned, Founders.Count: 0 } => new FoundersMissing(),
        { QuorumPerMille: > WholeQuorum } => new QuorumOutOfRange(act.QuorumPerMille),
        _ when act.ChainId != here.ChainId => new ChainMismatch(act.ChainId, here.ChainId),
        _ when act.Parties != here.Parties => new ContractMismatch(act.Parties, here.Parties),
        _ when act.Pools != here.Pools => new ContractMismatch(act.Pools, here.Pools),
        _ when act.Licenses != here.Licenses => new ContractMismatch(act.Licenses, here.Licenses),
        _ when act.UsageLog != here.UsageLog => new ContractMismatch(act.UsageLog, here.UsageLog),
        { LogKey.IsZero: true } => new LogKeyMissing(),
        { Founders.Count: > MostFounders } => new TooMany(act.Founders.Count, MostFounders),
        _ when Repeated(act.Founders) is { } twice => new FounderTwice(new PartyId(twice)),
        _ => Decision.Permit,
    };

    private static Hash32? Repeated(HashList founders)
    {
        var seen = new HashSet<Hash32>();
        foreach (var founder in founders)
        {
            if (!seen.Add(founder))
            {
                return founder;
            }
        }

        return null;
    }
}
