// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Alerts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Alerts;

public sealed class NoLicenseTests
{
    private static readonly ScheduleRevised Revision = Some.Revised(Some.Revision());

    [Fact]
    public void An_unknown_maker_where_a_patent_is_in_force_is_found()
    {
        var finding = Judge(Seen(), [], In(Some.Patent()))!;
        Assert.Equal("NoLicense", finding.Rule);
        Assert.Equal(new MakerUnknown("Nobody Electronics", "CN101234567B", "CN"), finding.Reason);
        Assert.Equal<Hash32>([Seen().Id.Value, Revision.Act.ActId], [.. finding.Records]);
        Assert.Empty(finding.Assumptions);
    }

    [Fact]
    public void A_party_without_any_license_is_found() => Assert.Equal(
        new NeverLicensed(Some.Licensee, "CN101234567B", "CN"), Judge(Seen(Some.Licensee), [], In(Some.Patent()))!.Reason);

    [Fact]
    public void A_licensee_in_force_is_not_found() =>
        Assert.Null(Judge(Seen(Some.Licensee), [Some.License()], In(Some.Patent())));

    [Fact]
    public void One_license_in_force_among_others_is_enough()
    {
        var expired = Some.License(Some.Grant(startsAt: 1, endsAt: 2));
        Assert.Null(Judge(Seen(Some.Licensee), [expired, Some.License()], In(Some.Patent())));
    }

    [Theory]
    [InlineData(Some.Now - 1, "NotYet")]
    [InlineData(Some.Now + 100, "Expired")]
    public void A_licensee_before_or_after_its_term_is_found(ulong at, string standing)
    {
        var finding = Judge(Seen(Some.Licensee, at), [Some.License()], In(Some.Patent()))!;
        Assert.Equal(standing, Assert.IsType<NoneInForce>(finding.Reason).Args["standing"]);
        Assert.Contains(Some.Grant().ActId, finding.Records);
    }

    [Fact]
    public void A_terminated_licensee_is_found_with_the_termination()
    {
        var license = Some.License().Apply(new LicenseTerminated(Some.At(), Some.Termination(), default));
        Assert.Null(Judge(Seen(Some.Licensee, Some.Now + 49), [license], In(Some.Patent())));
        var finding = Judge(Seen(Some.Licensee, Some.Now + 50), [license], In(Some.Patent()))!;
        Assert.Equal(Standing.Terminated, Assert.IsType<NoneInForce>(finding.Reason).Best);
        Assert.Contains(Some.Termination().ActId, finding.Records);
    }

    [Theory]
    [InlineData("CN", "", true)]
    [InlineData("", "CN", true)]
    [InlineData("VN", "CN", true)]
    [InlineData("VN", "DE", false)]
    [InlineData("", "", false)]
    public void Making_or_selling_where_a_patent_is_in_force_counts(string madeIn, string soldIn, bool found) =>
        Assert.Equal(found, Judge(Seen() with { MadeIn = madeIn, SoldIn = soldIn }, [], In(Some.Patent())) is not null);

    [Theory]
    [InlineData(Some.Now, Some.Now + 1, true)]
    [InlineData(Some.Now + 1, ulong.MaxValue, false)]
    [InlineData(1, Some.Now, false)]
    public void A_patent_counts_from_its_first_second_until_the_one_before_its_end(ulong from, ulong until, bool found) =>
        Assert.Equal(found, Judge(Seen(), [], In(Some.Patent(from: from, until: until))) is not null);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, ulong.MaxValue)]
    public void An_unknown_interval_counts_as_in_force_and_is_named(ulong from, ulong until)
    {
        var finding = Judge(Seen(), [], In(Some.Patent(from: from, until: until)))!;
        Assert.Equal(new InForceAssumed("CN101234567B"), Assert.Single(finding.Assumptions));
    }

    [Fact]
    public void A_patent_known_to_be_in_force_decides_before_one_assumed_to_be()
    {
        var finding = Judge(Seen(), [], In(Some.Patent(from: 0, until: 0, number: "1"), Some.Patent(number: "2")))!;
        Assert.Equal("CN2B", finding.Reason.Args["publication"]);
        Assert.Empty(finding.Assumptions);
    }

    [Fact]
    public void No_patent_no_finding() => Assert.Null(Judge(Seen(), [], []));

    private static Finding? Judge(Observation observation, LicenseHistory[] licenses, ScheduledPatents[] schedules) =>
        NoLicense.Judge(observation, licenses, id => Array.Find(licenses, license => license.Origin?.Id == id) ?? LicenseHistory.Empty, schedules);

    private static Observation Seen(PartyId subject = default, ulong at = Some.Now) => new(
        Some.Pool, Some.Holder, subject, "Nobody Electronics", "D9 player", PatentAct.Sale, "CN", "CN", at, 0, default, default, Some.Hash("seen"));

    private static ScheduledPatents[] In(params Patent[] patents) => [new(Revision, [.. patents])];
}
