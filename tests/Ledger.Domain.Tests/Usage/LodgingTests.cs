// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Tests.Usage;

public sealed class LodgingTests
{
    private const ulong Due = 1_000;
    private const ulong Grace = 50;

    [Theory]
    [InlineData(999UL, 1_000UL, PeriodState.Reported, "period-lodged")] // lodged in the last second, followed in the next one
    [InlineData(999UL, 1_049UL, PeriodState.Reported, "period-lodged")] // the last second of the grace
    [InlineData(999UL, 1_050UL, PeriodState.Late, "period-lodged-late")] // one second past it
    [InlineData(1_000UL, 1_001UL, PeriodState.Late, "period-late")] // lodged when it was due: too late for a lodging
    [InlineData(900UL, 950UL, PeriodState.Reported, "period-reported")] // in time by its coming alone
    [InlineData(900UL, 1_000UL, PeriodState.Late, "period-lodged-late")] // lodged long before, and not followed
    [InlineData(1_200UL, 1_100UL, PeriodState.Late, "period-late")] // lodged after it came
    [InlineData(null, 1_000UL, PeriodState.Late, "period-late")]
    public void A_lodged_report_is_in_time_if_the_block_is_and_its_body_follows_within_the_grace(ulong? lodgedAt, ulong takenAt, PeriodState state, string code)
    {
        var standing = PeriodStanding.Judge(1, 5, new HandIn(takenAt, lodgedAt is { } at ? Lodge(at) : null), Due, now: 2_000);
        Assert.Equal((state, code), (standing.State, standing.Code));
    }

    [Fact]
    public void A_nil_report_that_was_lodged_stays_nil_and_says_when_it_was_lodged()
    {
        var standing = PeriodStanding.Judge(1, 0, new HandIn(1_010, Lodge(990)), Due, now: 2_000);
        Assert.Equal(new PeriodLodged(PeriodState.Nil, 1, 990, 1_010, Due), standing);
    }

    [Theory]
    [InlineData(null, 150UL, LodgingState.Open)]
    [InlineData(null, 151UL, LodgingState.Lapsed)]
    [InlineData(150UL, 900UL, LodgingState.Followed)]
    [InlineData(151UL, 900UL, LodgingState.Lapsed)]
    [InlineData(20UL, 900UL, LodgingState.Followed)]
    public void A_lodging_is_open_until_its_grace_ends_and_then_lapses_unless_its_body_came(ulong? takenAt, ulong now, LodgingState state) =>
        Assert.Equal(state, Lodge(100).StateAt(takenAt, now));

    [Theory]
    [InlineData(120UL, 100UL)]
    [InlineData(150UL, 100UL)]
    [InlineData(151UL, 151UL)]
    [InlineData(80UL, 80UL)]
    public void A_body_in_time_counts_from_the_lodging_and_never_later_than_it_came(ulong takenAt, ulong handedInAt) =>
        Assert.Equal(handedInAt, Lodge(100).HandedInAt(takenAt));

    [Fact]
    public void The_grace_ends_with_time_itself_at_the_latest() => Assert.Equal(ulong.MaxValue, Lodge(ulong.MaxValue - 1).FollowBy);

    [Fact]
    public void What_is_lodged_is_the_struct_hash_and_a_salt_of_its_own_makes_it_another()
    {
        var report = SomeUsage.Report(SomeUsage.Stream());
        Assert.Equal(Eip712.HashStruct(report), Lodging.DigestOf(report));
        Assert.NotEqual(Lodging.DigestOf(report), Lodging.DigestOf(report with { Salt = Some.Hash("another salt") }));
    }

    [Fact]
    public void A_block_that_is_too_old_by_now_was_young_enough_when_the_record_was_lodged()
    {
        var age = IntakeOptions.DefaultMaxRecordAgeSeconds;
        var context = new IntakeContext(
            Some.Domain(ContractName.UsageLog), Some.Party(Some.LicenseeOpening), RecentBlockTime: Some.Now - age - 10, Some.Now, new IntakeOptions());
        Assert.True(context.IsBackdated);
        Assert.False((context with { Lodging = Lodge(Some.Now - 10) }).IsBackdated);
        Assert.True((context with { Lodging = Lodge(Some.Now - 9) }).IsBackdated);
        Assert.True((context with { Lodging = Lodge(Some.Now - Grace - 1) }).IsBackdated); // its own grace is over
    }

    [Fact]
    public void A_lodging_is_filed_by_pool_and_digest_and_moves_no_head()
    {
        var (pool, digest) = (new PoolId(Some.Hash("pool")), Some.Hash("digest"));
        var lodged = new Lodged(default, pool, digest);
        Assert.Equal("Lodged", lodged.Name);
        Assert.Equal<Subject>([Subject.Lodging(pool, digest)], lodged.Subjects);
        Assert.NotEqual(lodged.Subjects, new Lodged(default, new PoolId(Some.Hash("other")), digest).Subjects);
    }

    private static Lodging Lodge(ulong at) => new(at, new PoolRule(null, Grace, null));
}
