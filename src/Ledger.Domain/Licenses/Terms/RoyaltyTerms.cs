// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>What is free of royalty.</summary>
/// <param name="Units">The first units of each period; null: none.</param>
/// <param name="Period">The period in which they are counted.</param>
/// <param name="Products">Classes of products that are free altogether, such as decoders in software given away over the internet.</param>
public sealed record FreeUse(long? Units, TermPeriod? Period, WordSet Products);

/// <summary>Whose royalties a cap holds together.</summary>
public enum CapHolder
{
    /// <summary>The licensee's own.</summary>
    Licensee,

    /// <summary>Those of the licensee and its affiliates.</summary>
    Enterprise,
}

/// <summary>The most that is owed in a period.</summary>
public sealed record RoyaltyCap(Money Amount, TermPeriod? Period, CapHolder Per);

/// <summary>A sum that is owed whatever is made.</summary>
/// <param name="Period">How often; null: once.</param>
public sealed record FixedFee(Money Amount, TermPeriod? Period);

/// <summary>The least that is owed in a period.</summary>
public sealed record MinimumRoyalty(Money Amount, TermPeriod? Period);

/// <summary>What is owed for the license.</summary>
/// <param name="Currency">The one currency of every amount.</param>
/// <param name="Reset">After this period the tiers count from zero again; null: never.</param>
/// <param name="Rates">The tiers of the running royalty, those of one product in ascending order; none: there is no running royalty.</param>
public sealed record RoyaltyTerms(
    Currency Currency,
    RateBasis Basis,
    TermPeriod? Reset,
    ImmutableArray<RateTier> Rates,
    FreeUse? Free,
    RoyaltyCap? Cap,
    FixedFee? Fixed,
    MinimumRoyalty? Minimum,
    ImmutableArray<RegionalDiscount> Discounts,
    Rounding Rounding)
{
    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        new("currency", FieldType.Text),
        new("rate.basis", FieldType.Text),
        new("rate.reset", FieldType.Text),
        .. RateTier.Fields,
        new("free.units", FieldType.Integer),
        new("free.period", FieldType.Text),
        new("free.products", FieldType.Text),
        new("cap.amount", FieldType.Decimal),
        new("cap.period", FieldType.Text),
        new("cap.per", FieldType.Text),
        new("fixedFee.amount", FieldType.Decimal),
        new("fixedFee.period", FieldType.Text),
        new("minimum.amount", FieldType.Decimal),
        new("minimum.period", FieldType.Text),
        .. RegionalDiscount.Fields,
        new("rounding.mode", FieldType.Text),
        new("rounding.digits", FieldType.Integer),
        new("rounding.per", FieldType.Text),
    ];

    internal IEnumerable<FieldValue> Values() =>
    [
        FieldValue.Of(Currency.Code),
        TermValues.Of<RateBasis>(Basis),
        TermValues.Of(Reset),
        .. RateTier.Values(Rates),
        TermValues.Of(Free?.Units),
        TermValues.Of(Free?.Period),
        TermValues.Of(Free is { Products.IsEmpty: false } free ? free.Products.ToString() : null),
        TermValues.Of(Cap?.Amount),
        TermValues.Of(Cap?.Period),
        TermValues.Of(Cap?.Per),
        TermValues.Of(Fixed?.Amount),
        TermValues.Of(Fixed?.Period),
        TermValues.Of(Minimum?.Amount),
        TermValues.Of(Minimum?.Period),
        .. RegionalDiscount.Values(Discounts),
        TermValues.Of<RoundingMode>(Rounding.Mode),
        FieldValue.Of((long)Rounding.Digits),
        TermValues.Of<RoundingPer>(Rounding.Per),
    ];

    internal Refusal? Check(ScopeTerms scope) =>
        (Currency.IsKnown ? null : new TermsCurrencyUnknown(Currency.Code))
        ?? (Reset is { } reset ? TermChecks.Period("rate.reset", reset) : null)
        ?? RateTier.Check(Rates, Basis, scope)
        ?? CheckFree(scope)
        ?? (Cap is { } cap ? TermChecks.Payable("cap.amount", cap.Amount) ?? TermChecks.Period("cap.period", cap.Period) : null)
        ?? (Fixed is { } fee ? TermChecks.Payable("fixedFee.amount", fee.Amount) : null)
        ?? (Fixed?.Period is { } each ? TermChecks.Period("fixedFee.period", each) : null)
        ?? (Minimum is { } least ? TermChecks.Payable("minimum.amount", least.Amount) ?? TermChecks.Period("minimum.period", least.Period) : null)
        ?? CheckMinimum()
        ?? RegionalDiscount.Check(Discounts)
        ?? TermChecks.Range("rounding.digits", Rounding.Digits, 0, Rounding.MostDigits);

    private Refusal? CheckFree(ScopeTerms scope) => Free switch
    {
        null => null,
        { Units: null, Products.IsEmpty: true } => new TermsIncomplete("free", "free.units"),
        { Units: { } units } when TermChecks.Amount("free.units", units) is { } refusal => refusal,
        { Units: not null } when TermChecks.Period("free.period", Free.Period) is { } refusal => refusal,
        { Units: null, Period: not null } => new TermsIncomplete("free.period", "free.units"),
        _ when Free.Products.Words.FirstOrDefault(product => !scope.Products.Contains(product)) is { } other =>
            new TermsProductNotLicensed("free.products", other),
        _ => null,
    };

    /// <summary>Compares what both come to over the same months; periods with days in them are not compared.</summary>
    private TermsMinimumAboveCap? CheckMinimum() =>
        (Minimum, Cap) is ({ Period: { Days: 0, Months: var each } } least, { Period: { Days: 0, Months: var all } } cap)
        && least.Amount.Amount * all > cap.Amount.Amount * each
            ? new TermsMinimumAboveCap(least.Amount.Amount, cap.Amount.Amount)
            : null;
}
