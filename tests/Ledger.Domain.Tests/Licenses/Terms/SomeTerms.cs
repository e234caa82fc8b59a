// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using NodaTime;

namespace Ledger.Domain.Tests.Licenses.Terms;

/// <summary>Whole terms, every one of them agreed; each test changes what it speaks of.</summary>
internal static class SomeTerms
{
    public static Currency Yuan { get; } = new("CNY");

    public static RateTier Flat { get; } = new(null, 0, 1.00m, null);

    public static LicenseTerms Whole { get; } = new(
        new ScopeTerms(
            WordSet.Of("encoding", "decoding"),
            new Territory(true, WordSet.Of("IR", "KP")),
            WordSet.Of("television", "set-top-box", "internet-software-decoder"),
            PatentActs.Of(PatentAct.Manufacture, PatentAct.Sale, PatentAct.Export)),
        new TimeTerms(
            new Renewal(1, new(60, 0), new(6, 0)),
            new PastSales(PastSalesMode.Payable, new LocalDate(2024, 1, 31), new Money(5000m, Yuan)),
            LaterAdditions.Included),
        new DelegationTerms(new Sublicensing(2, Sublicensees.Anyone), new Affiliates(true, 50m, "companies under common control")),
        new RoyaltyTerms(
            Yuan,
            RateBasis.PerUnit,
            TermPeriod.Year,
            [Flat with { Standard = 1.25m }, Flat with { From = 1_000_000, Rate = 0.75m }, new("television", 0, 2m, null)],
            new FreeUse(1000, TermPeriod.Year, WordSet.Of("internet-software-decoder")),
            new RoyaltyCap(new Money(1_200_000m, Yuan), TermPeriod.Year, CapHolder.Enterprise),
            new FixedFee(new Money(10_000m, Yuan), null),
            new MinimumRoyalty(new Money(5_000m, Yuan), TermPeriod.Quarter),
            [new(Territory.Of("VN", "TH"), 20m), new(Territory.Of("IN"), 12.5m)],
            new Rounding(RoundingMode.HalfUp, 2, RoundingPer.Period)),
        new CalendarTerms("Asia/Shanghai", TermPeriod.Quarter, 1, new(0, 45), new(2, 0)),
        new ControlTerms(new AuditRight(new(0, 30), 1, new(36, 0)), GrantBack.FairTerms, true, "CN", "Beijing Intellectual Property Court"));

    public static LicenseTerms With(Func<ScopeTerms, ScopeTerms> change) => Whole with { Scope = change(Whole.Scope) };

    public static LicenseTerms With(Func<TimeTerms, TimeTerms> change) => Whole with { Time = change(Whole.Time) };

    public static LicenseTerms With(Func<DelegationTerms, DelegationTerms> change) => Whole with { Delegation = change(Whole.Delegation) };

    public static LicenseTerms With(Func<RoyaltyTerms, RoyaltyTerms> change) => Whole with { Royalties = change(Whole.Royalties) };

    public static LicenseTerms With(Func<CalendarTerms, CalendarTerms> change) => Whole with { Calendar = change(Whole.Calendar!) };

    public static LicenseTerms With(Func<ControlTerms, ControlTerms> change) => Whole with { Control = change(Whole.Control) };
}
