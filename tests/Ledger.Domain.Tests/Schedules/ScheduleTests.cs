// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly PoolHistory Bare = Some.FormedPool(withSchedule: false);

    [Fact]
    public void A_first_revision_from_a_members_contribution_is_permitted() =>
        Assert.True(Decide(Bare, Some.Revision(Some.Contribution()), Some.Contribution()).IsPermitted);

    [Fact]
    public void A_revision_without_additions_may_follow()
    {
        var pool = Some.FormedPool();
        var act = Some.Revision() with { Revision = 2, Count = 1, Previous = pool.Schedule(Some.Schedule).Head };
        Assert.True(Decide(pool, act).IsPermitted);
    }

    public static TheoryData<string, Func<(ScheduleRevision, Contribution[])>> Wrong => new()
    {
        { "act-expired", () => With(act => act with { ExpiresAt = Some.Now - 1 }, Some.Contribution()) },
        { "head-moved", () => With(act => act with { Previous = Some.Hash("x") }, Some.Contribution()) },
        { "revision-not-next", () => With(act => act with { Revision = 2 }, Some.Contribution()) },
        { "contributions-differ", () => (Some.Revision(Some.Contribution()), []) },
        { "contribution-not-named", () => (Some.Revision(Some.Contribution()), [Some.Contribution("other")]) },
        { "contribution-elsewhere", () => With(act => act, Some.Contribution() with { Schedule = default }) },
        { "contribution-elsewhere", () => With(act => act, Some.Contribution() with { Pool = default }) },
        { "contribution-empty", () => With(act => act, Some.Contribution(count: 0)) },
        { "not-member", () => With(act => act, Some.Contribution() with { Holder = Some.Licensee }) },
        { "act-expired", () => With(act => act, Some.Contribution() with { ExpiresAt = Some.Now - 1 }) },
        { "patents-not-contributed", () => With(act => act with { Count = 3 }, Some.Contribution()) },
        { "empty-root-mismatch", () => With(act => act with { Count = 0 }, Some.Contribution()) },
        { "contributions-not-ascending", Descending },
        { "too-many", () => With(act => act, [.. Enumerable.Range(0, 65).Select(i => Some.Contribution("c" + i))]) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_revision_is_refused_with_its_code(string code, Func<(ScheduleRevision, Contribution[])> spoil)
    {
        var (act, given) = spoil();
        Assert.Equal(code, Decide(Bare, act, given).Refusal?.Code);
    }

    [Fact]
    public void A_contribution_is_used_once()
    {
        var pool = Some.FormedPool();
        var act = Some.Revision(Some.Contribution()) with { Revision = 2, Previous = pool.Schedule(Some.Schedule).Head };
        Assert.Equal(new ContributionUsed(Some.Contribution().ActId), Decide(pool, act, Some.Contribution()).Refusal);
    }

    [Fact]
    public void A_schedule_of_no_pool_is_refused() =>
        Assert.Equal(new PoolUnknown(Some.Pool), Decide(PoolHistory.Empty, Some.Revision()).Refusal);

    [Fact]
    public void The_revision_that_stood_at_a_time_is_found()
    {
        var first = new ScheduleRevised(Some.At(100), Some.Revision(), default, default, [], default);
        var second = new ScheduleRevised(Some.At(200), Some.Revision() with { Revision = 2 }, default, default, [], default);
        var schedule = ScheduleHistory.From([first, second]);
        Assert.Null(schedule.AsOf(99));
        Assert.Equal(first, schedule.AsOf(199));
        Assert.Equal(second, schedule.AsOf(200));
        Assert.Equal(second.Act.ActId, schedule.Head);
    }

    [Fact]
    public void Additions_are_exactly_contributed_leaves()
    {
        Patent[] contributed = [Some.Patent(number: "1"), Some.Patent(number: "2")];
        var contribution = Some.Contribution() with { Root = PatentList.Root(contributed) };
        var good = Some.Revision(contribution) with { Root = PatentList.Root(contributed) };
        Assert.True(AdditionsDecision.Decide([], good, contributed, [(contribution, contributed)]).IsPermitted);

        Patent[] altered = [contributed[0], contributed[1] with { InForceUntil = 5 }];
        var smuggled = good with { Root = PatentList.Root(altered) };
        Assert.Equal(
            new AdditionsNotContributed("CN2B"), AdditionsDecision.Decide([], smuggled, altered, [(contribution, contributed)]).Refusal);
        Assert.IsType<PatentsMismatch>(AdditionsDecision.Decide([], good, altered, [(contribution, contributed)]).Refusal);
        Assert.IsType<PatentsMismatch>(AdditionsDecision.Decide([], good, contributed, [(contribution, altered)]).Refusal);
        Assert.True(AdditionsDecision.Decide(contributed, good, contributed, []).IsPermitted);
    }

    [Fact]
    public void A_contributed_patent_that_the_revision_leaves_out_is_found()
    {
        Patent[] contributed = [Some.Patent(number: "1"), Some.Patent(number: "2")];
        var contribution = Some.Contribution() with { Root = PatentList.Root(contributed) };
        var partial = Some.Revision(contribution) with { Root = PatentList.Root([contributed[0]]), Count = 1 };
        Assert.Equal(
            new ContributedLeftOut("CN2B"), AdditionsDecision.Decide([], partial, [contributed[0]], [(contribution, contributed)]).Refusal);
    }

    [Fact]
    public void Nobody_contributes_the_patents_of_another()
    {
        Patent[] foreign = [Some.Patent(number: "1"), Some.Patent(number: "2") with { Holder = Some.Licensee }];
        var contribution = Some.Contribution() with { Root = PatentList.Root(foreign) };
        var act = Some.Revision(contribution) with { Root = PatentList.Root(foreign) };
        Assert.Equal(new PatentOfAnotherHolder("CN2B", Some.Holder), AdditionsDecision.Decide([], act, foreign, [(contribution, foreign)]).Refusal);
        Assert.Equal(new PatentOfAnotherHolder("CN2B", Some.Holder), PatentDecision.Decide(Some.Holder, foreign).Refusal);
    }

    public static TheoryData<string?, Func<Patent, Patent>> Leaves => new()
    {
        { null, patent => patent },
        { null, patent => patent with { InForceFrom = null, InForceUntil = null, Source = null, RetrievedAt = null, Kind = null } },
        { null, patent => patent with { InForceFrom = null } },
        { "patent-number-invalid", patent => patent with { Number = "7,292,636" } },
        { "patent-number-invalid", patent => patent with { Country = "QQ" } },
        { "patent-number-invalid", patent => patent with { Kind = "B22" } },
        { "patent-term-empty", patent => patent with { InForceFrom = 5, InForceUntil = 5 } },
        { "patent-term-unsourced", patent => patent with { Source = null } },
        { "patent-term-unsourced", patent => patent with { RetrievedAt = null } },
        { "patent-term-unsourced", patent => patent with { InForceFrom = null, RetrievedAt = null } },
    };

    [Theory]
    [MemberData(nameof(Leaves))]
    public void A_leaf_is_judged_by_itself(string? code, Func<Patent, Patent> spoil) =>
        Assert.Equal(code, PatentDecision.Decide(Some.Holder, [spoil(Some.Patent(number: "1"))]).Refusal?.Code);

    [Fact]
    public void A_contribution_names_a_number_once() => Assert.Equal(
        new PatentListedTwice("CN1A"),
        PatentDecision.Decide(Some.Holder, [Some.Patent(number: "1"), Some.Patent(number: "1") with { Kind = "A" }]).Refusal);

    [Fact]
    public void What_is_not_known_of_a_patent_is_null_and_hashes_as_empty()
    {
        var patent = new Patent("US", "7292636", "", "", Some.Holder, "", "", 0, 0, "", 0, default(Hash32));
        Assert.Equal(new Patent("US", "7292636", null, null, Some.Holder, null, null, null, null, null, null, null), patent);
        Assert.Null(patent.Kind);
        Assert.Null(patent.InForceFrom);
        Assert.Null(patent.EssentialityRoot);
    }

    [Fact]
    public void A_revision_is_the_last_one_without_the_delisted_and_with_the_contributed()
    {
        Patent[] before = [Some.Patent(number: "1"), Some.Patent(number: "2"), Some.Patent(number: "3")];
        var renewed = before[2] with { InForceUntil = 5 };
        var list = RevisionList.Compose(before, [Number("CN1")], [[Some.Patent(number: "0"), renewed], [renewed]]);
        Assert.Null(list.Refusal);
        Assert.Equal<Patent>([Some.Patent(number: "0"), before[1], renewed], list.Patents);
    }

    [Fact]
    public void A_list_that_cannot_be_says_which_patent_is_in_the_way()
    {
        Patent[] before = [Some.Patent(number: "1")];
        Patent[] others = [before[0] with { Holder = Some.Licensee }];
        Assert.Equal(new PatentNotListed("CN2"), RevisionList.Compose(before, [Number("CN2")], []).Refusal);
        Assert.Equal(new PatentListedForAnother("CN1B", Some.Holder), RevisionList.Compose(before, [], [others]).Refusal);
        Assert.Equal(others, RevisionList.Compose(before, [Number("CN1A")], [others]).Patents);
        Assert.Equal(new PatentListedTwice("CN1B"), RevisionList.Compose([], [], [before, [before[0] with { Family = "x" }]]).Refusal);
    }

    [Fact]
    public void Between_two_lists_numbers_are_added_delisted_or_altered()
    {
        Patent[] before = [Some.Patent(number: "1"), Some.Patent(number: "2"), Some.Patent(number: "3")];
        Patent[] after = [before[0], before[1] with { Family = "x" }, Some.Patent(number: "4")];
        Assert.Equal(
            [new PatentChange(before[1], after[1]), new PatentChange(before[2], null), new PatentChange(null, after[2])],
            RevisionChanges.Between(before, after));
        Assert.Empty(RevisionChanges.Between(after, after));
    }

    private static PublicationNumber Number(string text) => PublicationNumber.TrySplit(text, out var number) ? number : throw new ArgumentException("no number", nameof(text));

    [Fact]
    public void Patents_stand_in_strictly_ascending_order()
    {
        Patent[] twice = [Some.Patent(number: "1"), Some.Patent(number: "1")];
        Assert.Equal(new PatentsNotAscending(1), PatentList.Check(twice, PatentList.Root(twice), 2));
        Patent[] byCountry = [Some.Patent("CN", number: "9"), Some.Patent("US", number: "1")];
        Assert.Null(PatentList.Check(byCountry, PatentList.Root(byCountry), 2));
    }

    private static (ScheduleRevision Act, Contribution[] Given) With(Func<ScheduleRevision, ScheduleRevision> spoil, params Contribution[] given) =>
        (spoil(Some.Revision(given)), given);

    private static (ScheduleRevision Act, Contribution[] Given) Descending()
    {
        Contribution[] given = [.. new[] { Some.Contribution("a"), Some.Contribution("b") }.OrderByDescending(contribution => contribution.ActId)];
        return (Some.Revision(given), given);
    }

    private static Decision Decide(PoolHistory pool, ScheduleRevision act, params Contribution[] given) =>
        RevisionDecision.Decide(pool, act, given, Some.Now);
}
