// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;

namespace Ledger.Application.Documents;

/// <summary>License terms as JSON has them: amounts as decimal text, choices, periods and places in the forms of FORMATS.md.</summary>
internal sealed record TermsDocument(
    ScopeDocument Scope,
    TimeDocument Time,
    DelegationDocument Delegation,
    RoyaltyDocument Royalties,
    CalendarDocument? Calendar,
    ControlDocument Control)
{
    /// <exception cref="FormatException">A value is not in its one form; the text names it.</exception>
    public LicenseTerms Terms() => new(
        Scope.Terms(), Time.Terms(new Currency(Royalties.Currency)), Delegation.Terms(), Royalties.Terms(), Calendar?.Terms(), Control.Terms());
}

/// <param name="Territory">Such as <c>CN,VN</c>, <c>worldwide</c>, <c>worldwide except IR,KP</c>.</param>
internal sealed record ScopeDocument(
    IReadOnlyList<string> FieldsOfUse, string Territory, IReadOnlyList<string> Products, IReadOnlyList<string> Acts)
{
    public ScopeTerms Terms() => new(
        TermText.Words("scope.fieldsOfUse", FieldsOfUse),
        TermText.Territory("scope.territory", Territory),
        TermText.Words("scope.products", Products),
        TermText.Acts("scope.acts", Acts));
}

internal sealed record TimeDocument(RenewalDocument? Renewal, PastSalesDocument? PastSales, string LaterAdditions)
{
    public TimeTerms Terms(Currency currency) => new(
        Renewal is null
            ? null
            : new Renewal(Renewal.Times, TermText.Period("time.renewal.period", Renewal.Period), TermText.Period("time.renewal.notice", Renewal.Notice)),
        PastSales is null
            ? null
            : new PastSales(
                TermText.Choice<PastSalesMode>("time.pastSales.mode", PastSales.Mode),
                TermText.Date("time.pastSales.from", PastSales.From),
                TermText.Amount("time.pastSales.fee", PastSales.Fee) is { } fee ? new Money(fee, currency) : null),
        TermText.Choice<LaterAdditions>("time.laterAdditions", LaterAdditions));
}

internal sealed record RenewalDocument(int Times, string Period, string Notice);

/// <param name="From">A date such as <c>2024-01-31</c>.</param>
internal sealed record PastSalesDocument(string Mode, string? From, string? Fee);

internal sealed record DelegationDocument(SublicensingDocument? Sublicensing, AffiliatesDocument? Affiliates)
{
    public DelegationTerms Terms() => new(
        Sublicensing is null ? null : new Sublicensing(Sublicensing.Depth, TermText.Choice<Sublicensees>("delegation.sublicensing.to", Sublicensing.To)),
        Affiliates is null
            ? null
            : new Affiliates(Affiliates.Covered, TermText.Amount("delegation.affiliates.control", Affiliates.Control), Affiliates.Definition));
}

internal sealed record SublicensingDocument(int Depth, string To);

internal sealed record AffiliatesDocument(bool Covered, string? Control, string? Definition);

internal sealed record CalendarDocument(string Zone, ReportDocument Report, PaymentDocument Payment)
{
    public CalendarTerms Terms() => new(
        Zone,
        TermText.Period("calendar.report.period", Report.Period),
        Report.FirstMonth,
        TermText.Period("calendar.report.due", Report.Due),
        TermText.Period("calendar.payment.due", Payment.Due));
}

internal sealed record ReportDocument(string Period, int FirstMonth, string Due);

internal sealed record PaymentDocument(string Due);

internal sealed record ControlDocument(AuditDocument? Audit, string GrantBack, bool MostFavored, string? Law, string? Venue)
{
    public ControlTerms Terms() => new(
        Audit is null
            ? null
            : new AuditRight(TermText.Period("control.audit.notice", Audit.Notice), Audit.PerYear, TermText.Period("control.audit.lookBack", Audit.LookBack)),
        TermText.Choice<GrantBack>("control.grantBack", GrantBack),
        MostFavored,
        Law,
        Venue);
}

internal sealed record AuditDocument(string Notice, int PerYear, string LookBack);
