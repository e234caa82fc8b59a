// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses.Terms;

namespace Ledger.Application.Documents;

/// <param name="Currency">ISO 4217 code, of every amount.</param>
/// <param name="Discounts">Less royalty for what is sold in some countries; may be empty.</param>
internal sealed record RoyaltyDocument(
    string Currency,
    string Basis,
    string? Reset,
    IReadOnlyList<RateDocument> Rates,
    FreeDocument? Free,
    CapDocument? Cap,
    FeeDocument? FixedFee,
    FeeDocument? Minimum,
    IReadOnlyList<DiscountDocument> Discounts,
    RoundingDocument Rounding)
{
    public RoyaltyTerms Terms()
    {
        var currency = new Currency(Currency);
        return new(
            currency,
            TermText.Choice<RateBasis>("royalties.basis", Basis),
            TermText.OptionalPeriod("royalties.reset", Reset),
            [.. TermText.Each("royalties.rates", Rates).Select(rate => rate.Terms())],
            Free?.Terms(),
            Cap is null
                ? null
                : new RoyaltyCap(
                    new Money(TermText.Amount("royalties.cap.amount", Cap.Amount)!.Value, currency),
                    TermText.OptionalPeriod("royalties.cap.period", Cap.Period),
                    TermText.Choice<CapHolder>("royalties.cap.per", Cap.Per)),
            FixedFee is null ? null : new FixedFee(FixedFee.Money("royalties.fixedFee", currency), FixedFee.Each("royalties.fixedFee")),
            Minimum is null ? null : new MinimumRoyalty(Minimum.Money("royalties.minimum", currency), Minimum.Each("royalties.minimum")),
            [.. TermText.Each("royalties.discounts", Discounts).Select(discount => discount.Terms())],
            Rounding.Terms());
    }
}

internal sealed record RateDocument(string? Product, long From, string Rate, string? Standard)
{
    public RateTier Terms() => new(
        Product, From, TermText.Amount("royalties.rates.rate", Rate)!.Value, TermText.Amount("royalties.rates.standard", Standard));
}

internal sealed record FreeDocument(long? Units, string? Period, IReadOnlyList<string> Products)
{
    public FreeUse Terms() =>
        new(Units, TermText.OptionalPeriod("royalties.free.period", Period), TermText.Words("royalties.free.products", Products));
}

internal sealed record CapDocument(string Amount, string? Period, string Per);

internal sealed record FeeDocument(string Amount, string? Period)
{
    public Money Money(string term, Currency currency) => new(TermText.Amount(term + ".amount", Amount)!.Value, currency);

    public TermPeriod? Each(string term) => TermText.OptionalPeriod(term + ".period", Period);
}

internal sealed record DiscountDocument(string Territory, string Percent)
{
    public RegionalDiscount Terms() => new(
        TermText.Territory("royalties.discounts.territory", Territory), TermText.Amount("royalties.discounts.percent", Percent)!.Value);
}

internal sealed record RoundingDocument(string Mode, int Digits, string Per)
{
    public Rounding Terms() => new(
        TermText.Choice<RoundingMode>("royalties.rounding.mode", Mode), Digits, TermText.Choice<RoundingPer>("royalties.rounding.per", Per));
}
