// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class RecordDecisionTests
{
    private static readonly StreamOpening Stream = SomeUsage.Stream();
    private static readonly UsageReport Report = SomeUsage.Report(Stream);

    [Fact]
    public void A_licensee_opens_a_stream_and_nobody_else_does()
    {
        Assert.Null(SomeUsage.Judge(Stream, []));
        Assert.Equal("text-invalid", SomeUsage.Judge(Stream with { Name = "" }, []));
        Assert.Equal("never-licensee", SomeUsage.Judge(Stream, [], ground => ground with { File = FileHistory.Empty }));
        Assert.Equal("pool-unknown", SomeUsage.Judge(Stream, [], ground => ground with { Pool = Domain.Pools.PoolHistory.Empty }));
        Assert.Equal("party-unknown", SomeUsage.Judge(Stream with { Reporter = new PartyId(Some.Hash("nobody")) }, []));
    }

    [Fact]
    public void A_report_is_taken_back_while_nobody_relies_on_it()
    {
        var taken = SomeUsage.Void(Report.Id);
        Assert.Null(SomeUsage.Judge(taken, [Report]));
        Assert.Equal("report-void-already", SomeUsage.Judge(taken, [Report, taken]));
        Assert.Equal("report-relied-on", SomeUsage.Judge(taken, [Report, SomeUsage.Statement(Report)]));
        Assert.Equal("report-relied-on", SomeUsage.Judge(taken, [Report, SomeUsage.Claim()]));
        Assert.Null(SomeUsage.Judge(taken, [Report, SomeUsage.Claim() with { PeriodStart = SomeUsage.End, PeriodEnd = Some.Now }]));
        Assert.Equal("license-unknown", SomeUsage.Judge(taken, [Report], ground => ground with { License = LicenseHistory.Empty }));
    }

    [Fact]
    public void Only_an_own_report_is_taken_back_also_one_that_was_kept_outside_of_the_log()
    {
        var fork = Report with { Salt = Some.Hash("fork") };
        Assert.Equal("report-not-own", SomeUsage.Judge(SomeUsage.Void(fork.Id), [Report]));
        Assert.Null(SomeUsage.Judge(SomeUsage.Void(fork.Id), [Report], ground => ground with { Kept = fork }));
        Assert.Equal("report-not-own", SomeUsage.Judge(SomeUsage.Void(Report.Id) with { Reporter = Some.Holder }, [Report]));
    }

    [Fact]
    public void A_correction_names_a_report_that_still_counts_of_the_same_period()
    {
        var correction = SomeUsage.Report(Stream, 2, 11, supersedes: Report.Id);
        Assert.Null(ReportDecision.CheckCorrection(LicenseRecords.From([Report]), correction));
        Assert.Null(ReportDecision.CheckCorrection(LicenseRecords.Empty, Report));
        Assert.Equal("superseded-unknown", ReportDecision.CheckCorrection(LicenseRecords.Empty, correction)?.Code);
        Assert.Equal("superseded-already", ReportDecision.CheckCorrection(LicenseRecords.From([Report, correction]), correction with { Sequence = 3 })?.Code);
        Assert.Equal("superseded-already", ReportDecision.CheckCorrection(LicenseRecords.From([Report, SomeUsage.Void(Report.Id)]), correction)?.Code);
        Assert.Equal("superseded-otherwise", ReportDecision.CheckCorrection(LicenseRecords.From([Report]), correction with { PeriodEnd = SomeUsage.End - 1 })?.Code);
    }

    public static TheoryData<string?, Func<AffiliateDeclaration, AffiliateDeclaration>> Declarations => new()
    {
        { null, declared => declared },
        { null, declared => declared with { Affiliate = Some.Holder, AffiliateName = "" } },
        { null, declared => declared with { Until = declared.From + 1 } },
        { "affiliate-unnamed", declared => declared with { AffiliateName = "" } },
        { "affiliate-self", declared => declared with { Affiliate = Some.Licensee } },
        { "text-invalid", declared => declared with { AffiliateName = "a\nb" } },
        { "country-invalid", declared => declared with { Country = "China" } },
        { "control-out-of-range", declared => declared with { ControlBasisPoints = 10_001 } },
        { "span-empty", declared => declared with { Until = declared.From } },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void An_affiliate_is_declared_with_a_share_and_a_span(string? code, Func<AffiliateDeclaration, AffiliateDeclaration> change) => Assert.Equal(
        code,
        SomeUsage.Judge(
            change(new(Some.Pool, Some.Licensee, default, "Harbor Optics", "CN", 5_100, Some.Now, 0, Some.Hash("recent"), Some.Hash("declaration"))), []));

    public static TheoryData<string?, Func<LicenseRequest, LicenseRequest>> Requests => new()
    {
        { null, request => request },
        { null, request => request with { Territory = "", Message = "" } },
        { "text-invalid", request => request with { Products = "" } },
        { "text-invalid", request => request with { Message = "\u0007" } },
        { "territory-invalid", request => request with { Territory = "CN,DE" } },
        { "territory-invalid", request => request with { Territory = "CN  DE" } },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Anybody_known_asks_for_a_license(string? code, Func<LicenseRequest, LicenseRequest> change) => Assert.Equal(
        code,
        SomeUsage.Judge(change(new(Some.Pool, Some.Holder, "Set-top boxes", "CN DE", Some.Now, "Please.", Some.Hash("recent"), Some.Hash("request"))), []));

    public static TheoryData<string?, Func<ShipmentCertificate, ShipmentCertificate>> Certificates => new()
    {
        { null, certificate => certificate },
        { null, certificate => certificate with { ValidUntil = certificate.BlockTime + CertificateDecision.LongestSeconds } },
        { "certificate-too-long", certificate => certificate with { ValidUntil = certificate.BlockTime + CertificateDecision.LongestSeconds + 1 } },
        { "certificate-before-block", certificate => certificate with { ValidFrom = certificate.BlockTime - 1 } },
        { "span-empty", certificate => certificate with { ValidUntil = certificate.ValidFrom } },
        { "certificate-block-time-other", certificate => certificate with { BlockTime = certificate.BlockTime - 1 } },
        { "certificate-product-too-long", certificate => certificate with { Product = new('机', 22) } },
        { "text-invalid", certificate => certificate with { Product = "" } },
        { "not-administrator", certificate => certificate with { Administrator = Some.Licensee } },
        { "license-unknown", certificate => certificate with { License = default } },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public void The_administrator_certifies_a_shipment(string? code, Func<ShipmentCertificate, ShipmentCertificate> change)
    {
        var certificate = change(SomeUsage.Certificate());
        Assert.Equal(code, SomeUsage.Judge(certificate, [], ground => certificate.License.IsZero ? ground with { License = LicenseHistory.Empty } : AtStart(ground)));
    }

    [Fact]
    public void A_terminated_license_is_not_certified()
    {
        var ended = new LicenseTerminated(Some.At(), Some.Termination(Some.Now), default);
        Assert.Equal("certificate-not-in-force", SomeUsage.Judge(SomeUsage.Certificate(), [], ground => AtStart(ground) with { License = ground.License.Apply(ended) }));
    }

    public static TheoryData<string?, Func<LicenseHistory, LicenseHistory>> Parents => new()
    {
        { null, parent => parent },
        { "certificate-parent-not-in-force", parent => parent.Apply(new LicenseTerminated(Some.At(), Some.Termination(Some.Now), default)) },
        { "certificate-parent-not-in-force", parent => parent.Apply(new LicenseSuspended(Some.At(), Some.Suspension(parent, Some.Now), default)) },
        { "certificate-parent-not-in-force", parent => parent.Apply(new LicenseSuspended(Some.At(), Some.Suspension(parent, Some.Now + 1), default)) }, // since the block
        { null, parent => parent.Apply(new LicenseSuspended(Some.At(), Some.Suspension(parent, Some.Now + 2), default)) }, // not yet
        { "certificate-parent-not-in-force", _ => LicenseHistory.Empty },
    };

    [Theory]
    [MemberData(nameof(Parents))]
    public void A_sublicense_is_certified_only_while_every_license_above_it_stands(string? code, Func<LicenseHistory, LicenseHistory> change)
    {
        var first = Some.Sublicense(SomeUsage.License);
        var second = Some.Sublicense(first.Id, "second");
        LicenseHistory Of(Sublicense act) => LicenseHistory.Empty.Apply(new LicenseSublicensed(Some.At(), Some.Pool, act, default));
        var above = change(Some.License());
        LicenseHistory Find(LicenseId id) => id == first.Id ? Of(first) : id == SomeUsage.License ? above : LicenseHistory.Empty;
        foreach (var act in new[] { first, second })
        {
            var certificate = SomeUsage.Certificate() with { License = act.Id };
            Assert.Equal(code, SomeUsage.Judge(certificate, [], ground => AtStart(ground) with { License = Of(act), Find = Find }));
        }
    }

    [Fact]
    public void A_license_that_was_suspended_after_the_block_is_not_certified_by_it()
    {
        var license = Some.License();
        var suspended = license.Apply(new LicenseSuspended(Some.At(), Some.Suspension(license, Some.Now + 1), default));
        Assert.Equal("certificate-not-in-force", SomeUsage.Judge(SomeUsage.Certificate(), [], ground => AtStart(ground) with { License = suspended }));
    }

    /// <summary>The block that a certificate names is the license's first one.</summary>
    private static RecordGround AtStart(RecordGround ground) => ground with { Context = ground.Context with { RecentBlockTime = Some.Now } };
}
