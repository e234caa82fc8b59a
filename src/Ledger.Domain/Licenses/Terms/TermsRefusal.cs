// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Licenses.Terms;

/// <summary>Why terms are refused. A term is named as its field of the schema, or the part before the point.</summary>
public abstract record TermsRefusal : Refusal;

/// <summary>Amounts and rates are not negative.</summary>
public sealed record TermsAmountNegative(string Term, decimal Amount) : TermsRefusal
{
    public override string Code => "terms-amount-negative";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("amount", Amount));
}

/// <summary>An amount of money that is paid has no fraction of the currency's minor unit. Rates may.</summary>
public sealed record TermsAmountNotPayable(string Term, Money Money) : TermsRefusal
{
    public override string Code => "terms-amount-not-payable";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("term", Term), ("amount", Money.Amount), ("currency", Money.Currency.Code ?? ""));
}

/// <summary>A number lies outside of what it can mean.</summary>
public sealed record TermsOutOfRange(string Term, decimal Value, decimal Least, decimal Most) : TermsRefusal
{
    public override string Code => "terms-out-of-range";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("value", Value), ("least", Least), ("most", Most));
}

/// <summary>No currency of ISO 4217 has this code.</summary>
public sealed record TermsCurrencyUnknown(string Currency) : TermsRefusal
{
    public override string Code => "terms-currency-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("currency", Currency));
}

/// <summary>No country of ISO 3166-1 has this code.</summary>
public sealed record TermsCountryUnknown(string Term, string Country) : TermsRefusal
{
    public override string Code => "terms-country-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("country", Country));
}

/// <summary>No time zone of the IANA database has this name.</summary>
public sealed record TermsZoneUnknown(string Zone) : TermsRefusal
{
    public override string Code => "terms-zone-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("zone", Zone));
}

/// <summary>A license names at least one field of use, country, product and act.</summary>
public sealed record TermsNothingLicensed(string Term) : TermsRefusal
{
    public override string Code => "terms-nothing-licensed";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term));
}

/// <summary>A list has more entries than the schema has places.</summary>
public sealed record TermsTooMany(string Term, int Count, int Most) : TermsRefusal
{
    public override string Code => "terms-too-many";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("count", Count), ("most", Most));
}

/// <summary>The first tier of a product begins with its first unit.</summary>
public sealed record TermsTierBeginsLate(string Product, long From) : TermsRefusal
{
    public override string Code => "terms-tier-begins-late";

    public override IReadOnlyDictionary<string, string> Args => Named(("product", Product), ("from", From));
}

/// <summary>Each tier of a product begins after the one before it, so that none overlap.</summary>
public sealed record TermsTiersNotAscending(string Product, long From, long Before) : TermsRefusal
{
    public override string Code => "terms-tiers-not-ascending";

    public override IReadOnlyDictionary<string, string> Args => Named(("product", Product), ("from", From), ("before", Before));
}

/// <summary>A rate or an exemption names a product that the license does not have.</summary>
public sealed record TermsProductNotLicensed(string Term, string Product) : TermsRefusal
{
    public override string Code => "terms-product-not-licensed";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("product", Product));
}

/// <summary>The standard rate, for whoever does not comply, is not below the compliant rate.</summary>
public sealed record TermsStandardBelowCompliant(decimal Rate, decimal Standard) : TermsRefusal
{
    public override string Code => "terms-standard-below-compliant";

    public override IReadOnlyDictionary<string, string> Args => Named(("rate", Rate), ("standard", Standard));
}

/// <summary>A cap, a minimum or a number of free units says for which period it is.</summary>
public sealed record TermsPeriodMissing(string Term) : TermsRefusal
{
    public override string Code => "terms-period-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term));
}

/// <summary>A period is empty, or reports would not begin on the same months each year.</summary>
public sealed record TermsPeriodInvalid(string Term, TermPeriod Period) : TermsRefusal
{
    public override string Code => "terms-period-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("period", Period));
}

/// <summary>The minimum royalty of a period would pass its cap.</summary>
public sealed record TermsMinimumAboveCap(decimal Minimum, decimal Cap) : TermsRefusal
{
    public override string Code => "terms-minimum-above-cap";

    public override IReadOnlyDictionary<string, string> Args => Named(("minimum", Minimum), ("cap", Cap));
}

/// <summary>Two regional discounts hold in one country.</summary>
public sealed record TermsDiscountsOverlap(Territory First, Territory Second) : TermsRefusal
{
    public override string Code => "terms-discounts-overlap";

    public override IReadOnlyDictionary<string, string> Args => Named(("first", First ?? Territory.Worldwide), ("second", Second ?? Territory.Worldwide));
}

/// <summary>A term is said in part: what it needs besides is missing.</summary>
public sealed record TermsIncomplete(string Term, string Missing) : TermsRefusal
{
    public override string Code => "terms-incomplete";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("missing", Missing));
}

/// <summary>Two terms cannot both hold.</summary>
public sealed record TermsContradictory(string Term, string Other) : TermsRefusal
{
    public override string Code => "terms-contradictory";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term), ("other", Other));
}

/// <summary>A sublicense gives more than the license that it stands under.</summary>
public sealed record TermExceedsParent(string Term) : TermsRefusal
{
    public override string Code => "term-exceeds-parent";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term));
}
