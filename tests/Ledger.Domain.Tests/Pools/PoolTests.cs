// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Pools;

public sealed class PoolTests
{
    [Fact]
    public void A_pools_act_chain_rolls_every_act_in()
    {
        var charter = Keccak256.Hash([.. new byte[32], .. Some.Charter.ActId.ToArray()]);
        var admission = Keccak256.Hash([.. charter.ToArray(), .. Some.Admission(Some.Holder).ActId.ToArray()]);
        Assert.Equal(admission, Some.FormedPool(withSchedule: false).ActChain);
        Assert.NotEqual(admission, Some.FormedPool().ActChain);
    }

    [Fact]
    public void A_founder_is_no_member_until_admitted()
    {
        var pool = Some.FormedPool();
        Assert.False(pool.IsMember(new PartyId(Some.Charter.Founders[0])));
        Assert.True(pool.IsMember(Some.Holder));
        Assert.Equal(Some.Admission(Some.Holder).ActId, pool.MembershipHead(Some.Holder));
        Assert.True(pool.MembershipHead(Some.Licensee).IsZero);
    }

    [Fact]
    public void A_good_charter_is_permitted_once()
    {
        Assert.True(Decide(Some.Charter).IsPermitted);
        Assert.Equal(new PoolExists(Some.Pool), CharterDecision.Decide(Some.FormedPool(), Some.Charter, Some.Contracts, Some.Now).Refusal);
    }

    public static TheoryData<string, Func<PoolCharter, PoolCharter>> WrongCharters => new()
    {
        { "act-expired", charter => charter with { ExpiresAt = Some.Now - 1 } },
        { "governance-unknown", charter => charter with { Governance = (Governance)3 } },
        { "founders-missing", charter => charter with { Governance = Governance.MemberOwned, Founders = [] } },
        { "quorum-out-of-range", charter => charter with { QuorumPerMille = 1001 } },
        { "chain-mismatch", charter => charter with { ChainId = 1 } },
        { "contract-mismatch", charter => charter with { Parties = default } },
        { "contract-mismatch", charter => charter with { Pools = default } },
        { "contract-mismatch", charter => charter with { Licenses = default } },
        { "contract-mismatch", charter => charter with { UsageLog = default } },
        { "log-key-missing", charter => charter with { LogKey = default } },
        { "founder-twice", charter => charter with { Founders = [Some.Hash("a"), Some.Hash("a")] } },
        { "too-many", charter => charter with { Founders = new HashList([.. Enumerable.Range(0, 65).Select(i => Some.Hash("founder" + i))]) } },
    };

    [Theory]
    [MemberData(nameof(WrongCharters))]
    public void A_wrong_charter_is_refused_with_its_code(string code, Func<PoolCharter, PoolCharter> spoil) =>
        Assert.Equal(code, Decide(spoil(Some.Charter)).Refusal?.Code);

    [Fact]
    public void A_party_is_admitted_once()
    {
        var pool = Some.FormedPool();
        Assert.True(AdmissionDecision.Decide(pool, Some.Admission(Some.Licensee), Some.Now).IsPermitted);
        Assert.Equal(new AlreadyMember(Some.Pool, Some.Holder), AdmissionDecision.Decide(pool, Some.Admission(Some.Holder), Some.Now).Refusal);
        Assert.Equal(new PoolUnknown(Some.Pool), AdmissionDecision.Decide(PoolHistory.Empty, Some.Admission(Some.Licensee), Some.Now).Refusal);
        Assert.IsType<HeadMoved>(
            AdmissionDecision.Decide(pool, Some.Admission(Some.Licensee) with { Previous = Some.Hash("x") }, Some.Now).Refusal);
    }

    private static Decision Decide(PoolCharter charter) => CharterDecision.Decide(PoolHistory.Empty, charter, Some.Contracts, Some.Now);
}
