// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using NodaTime.Text;

namespace Ledger.Domain.Tests.Pools;

public sealed class CharterTests
{
    private static readonly CharterTerms Terms = new("Asia/Shanghai", 20, 10);

    [Theory]
    [InlineData("Asia/Shanghai", 20, "2026-11-28T15:59:59Z", "2026-12-18T16:00:00Z")] // 23:59:59 of the 28th: through the 18th
    [InlineData("Asia/Shanghai", 20, "2026-11-28T16:00:00Z", "2026-12-19T16:00:00Z")] // midnight: the next day's event
    [InlineData("Europe/Luxembourg", 30, "2026-10-01T12:00:00Z", "2026-10-31T23:00:00Z")] // summer time ends within
    [InlineData("Europe/Luxembourg", 1, "2027-03-27T23:30:00Z", "2027-03-29T22:00:00Z")] // and begins within
    [InlineData("America/Sao_Paulo", 1, "2018-11-02T12:00:00Z", "2018-11-04T03:00:00Z")] // midnight of the 4th did not exist there
    public void A_charters_deadline_passes_with_its_last_local_day(string zone, int days, string from, string after) =>
        Assert.Equal(Seconds(after), new PoolDeadline(days, zone).After(Seconds(from)));

    [Fact]
    public void Where_the_charter_is_silent_or_reaches_no_calendar_the_hosts_seconds_count()
    {
        var silent = new PoolRule(null, 86_400, null);
        Assert.Equal((RuleSource.Host, 86_500UL, ulong.MaxValue), (silent.Source, silent.After(100), silent.After(ulong.MaxValue - 1)));
        var rule = new PoolRule(Terms.PaymentDispute, 86_400, null);
        Assert.Equal((RuleSource.Charter, ulong.MaxValue), (rule.Source, rule.After(ulong.MaxValue - 1)));
        Assert.NotEqual(silent.After(Some.Now), rule.After(Some.Now));
        Assert.Null((Terms with { PaymentDisputeDays = null }).PaymentDispute);
    }

    [Fact]
    public void The_last_second_of_the_charters_last_day_is_in_time_for_a_lodgings_body()
    {
        var lodging = new Lodging(Seconds("2026-11-28T12:00:00Z"), new PoolRule(Terms.LodgeGrace, 60, null));
        Assert.Equal(Seconds("2026-12-08T15:59:59Z"), lodging.FollowBy);
        Assert.Equal(Some.Now + 60, new Lodging(Some.Now, new PoolRule(null, 60, null)).FollowBy);
    }

    [Fact]
    public void What_was_recorded_under_one_text_of_a_charter_is_judged_by_it_after_the_next()
    {
        var change = new PolicyChange(Some.Pool, CharterTerms.Policy, default, Some.Hash("second text"), default, Some.Later, default);
        var changed = Place(block: 7, index: 3);
        var pool = Some.FormedPool()
            .Apply(new PolicyChanged(Place(6, 0), change with { Policy = Some.Hash("another policy") }, default, default))
            .Apply(new PolicyChanged(changed, change, default, default));
        Assert.Equal(2, pool.Charters.Count());
        Assert.Equal(Some.Charter.CharterRoot, pool.CharterAt(Place(7, 2))!.Root);
        Assert.Equal(Some.Hash("second text"), pool.CharterAt(Place(7, 4))!.Root);
        Assert.Equal(change.ActId, pool.CharterAt()!.By.Recorded.ActId);
        Assert.Null(PoolHistory.Empty.CharterAt());
    }

    public static TheoryData<string?, CharterTerms> Texts => new()
    {
        { null, Terms },
        { null, Terms with { PaymentDisputeDays = 1, LodgeGraceDays = 366 } },
        { null, Terms with { PaymentDisputeDays = null, LodgeGraceDays = null } },
        { "charter-zone-unknown", Terms with { Zone = "Mars/Olympus" } },
        { "charter-zone-unknown", Terms with { Zone = "" } },
        { "charter-days-out-of-range", Terms with { PaymentDisputeDays = 0 } },
        { "charter-days-out-of-range", Terms with { LodgeGraceDays = 367 } },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_charters_rules_are_judged_before_anybody_signs_them(string? code, CharterTerms terms) => Assert.Equal(code, terms.Check()?.Code);

    [Fact]
    public void Every_rule_has_a_field_of_the_schema()
    {
        var first = CharterTerms.Schema.Fields.Length - Terms.Values().Length;
        Assert.Equal(["zone", "paymentDisputeDays", "lodgeGraceDays"], CharterTerms.Schema.Fields.Skip(first).Select(field => field.Name));
        Assert.All(Terms.Values(), (value, i) => Assert.True(CharterTerms.Schema.Takes(first + i, value)));
        Assert.Equal("0xc2dd7e14", CharterTerms.Policy.ToString()[..10]);
    }

    private static FactPosition Place(ulong block, uint index) => Some.At() with { Block = Some.At().Block with { Number = Some.Now + block }, EventIndex = index };

    private static ulong Seconds(string instant) => (ulong)InstantPattern.General.Parse(instant).Value.ToUnixTimeSeconds();
}
