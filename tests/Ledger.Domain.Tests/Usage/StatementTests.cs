// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class StatementTests
{
    private static readonly StreamOpening One = SomeUsage.Stream();
    private static readonly StreamOpening Two = SomeUsage.Stream("Factory 2");
    private static readonly UsageReport First = SomeUsage.Report(One, 1, 10, "CNY", 100);
    private static readonly UsageReport Second = SomeUsage.Report(One, 2, 20, "CNY", 200);
    private static readonly UsageReport Other = SomeUsage.Report(Two, 1, 5);
    private static readonly IUsageRecord[] Log = [First, Second, Other];

    [Fact]
    public void A_statement_over_all_reports_of_the_period_closes_it()
    {
        var statement = SomeUsage.Statement(Log);
        Assert.Equal((3u, 6ul, "35", "300", "CNY"), (statement.Reports, statement.Lines, statement.TotalQuantity.ToString(), statement.TotalNetValue.ToString(), statement.Currency));
        Assert.Equal(new HashList([.. new[] { Second.Id.Value, Other.Id.Value }.Order()]), statement.Heads);
        Assert.Null(SomeUsage.Judge(statement, Log));
        Assert.Null(SomeUsage.Judge(SomeUsage.Statement(), []));
    }

    [Fact]
    public void What_was_corrected_or_taken_back_does_not_count()
    {
        var correction = SomeUsage.Report(One, 3, 12, "CNY", 120, First.Id);
        IUsageRecord[] log = [.. Log, correction, SomeUsage.Void(Other.Id)];
        var statement = SomeUsage.Statement(log);
        Assert.Equal((2u, "32", "320"), (statement.Reports, statement.TotalQuantity.ToString(), statement.TotalNetValue.ToString()));
        Assert.Contains(Other.Id.Value, statement.Heads);
        Assert.Null(SomeUsage.Judge(statement, log));
    }

    [Fact]
    public void Several_currencies_have_no_sum()
    {
        IUsageRecord[] log = [First, SomeUsage.Report(Two, 1, 5, "USD", 7)];
        var statement = SomeUsage.Statement(log);
        Assert.Equal(("0", ""), (statement.TotalNetValue.ToString(), statement.Currency));
        Assert.Null(SomeUsage.Judge(statement, log));
    }

    public static TheoryData<string, Func<PeriodStatement, PeriodStatement>> Wrong => new()
    {
        { "period-empty", statement => statement with { PeriodEnd = statement.PeriodStart } },
        { "period-not-over", statement => statement with { PeriodEnd = Some.Now + 2, Heads = [], Reports = 0, Lines = 0, TotalQuantity = 0, TotalNetValue = 0, Currency = "" } },
        { "reporter-not-licensee", statement => statement with { Reporter = Some.Holder } },
        { "statement-stream-missing", statement => statement with { Heads = [Second.Id.Value] } },
        { "statement-head-passed", statement => statement with { Heads = [.. new[] { First.Id.Value, Other.Id.Value }.Order()] } },
        { "statement-heads-unordered", statement => statement with { Heads = [.. statement.Heads.Reverse()] } },
        { "statement-heads-unordered", statement => statement with { Heads = [statement.Heads[0], statement.Heads[0], statement.Heads[1]] } },
        { "statement-heads-unordered", statement => statement with { Heads = [.. new[] { First.Id.Value, Second.Id.Value, Other.Id.Value }.Order()] } },
        { "statement-report-unknown", statement => statement with { Heads = [.. statement.Heads.Append(Some.Hash("x")).Order()] } },
        { "statement-sum-differs", statement => statement with { Reports = 2 } },
        { "statement-sum-differs", statement => statement with { Lines = 7 } },
        { "statement-sum-differs", statement => statement with { TotalQuantity = 34 } },
        { "statement-sum-differs", statement => statement with { TotalNetValue = 301 } },
        { "statement-sum-differs", statement => statement with { Currency = "USD" } },
        { "statement-superseded", statement => statement with { Supersedes = First.Id } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_statement_that_says_another_thing_than_the_log_is_refused(string code, Func<PeriodStatement, PeriodStatement> spoil) =>
        Assert.Equal(code, SomeUsage.Judge(spoil(SomeUsage.Statement(Log)), Log));

    [Fact]
    public void A_later_report_needs_a_statement_that_names_the_one_before()
    {
        var before = SomeUsage.Statement(Log);
        IUsageRecord[] log = [.. Log, before, SomeUsage.Report(Two, 2, 1)];
        Assert.Equal("statement-superseded", SomeUsage.Judge(SomeUsage.Statement(log) with { Supersedes = default }, log));
        var after = SomeUsage.Statement(log);
        Assert.Equal(before.Id, after.Supersedes);
        Assert.Null(SomeUsage.Judge(after, log));
    }

    [Fact]
    public void Who_had_the_license_in_the_period_closes_it_also_after_an_assignment()
    {
        var assigned = Some.License().Apply(Some.Assigned(Some.Holder, Some.Now));
        Assert.Null(SomeUsage.Judge(SomeUsage.Statement(Log), Log, ground => ground with { License = assigned }));
        var before = Some.License().Apply(Some.Assigned(Some.Holder, SomeUsage.Start - 1));
        Assert.Equal("reporter-not-licensee", SomeUsage.Judge(SomeUsage.Statement(Log), Log, ground => ground with { License = before }));
    }
}
