// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>What is licensed.</summary>
/// <param name="FieldsOfUse">The fields of use, in the pool's words.</param>
/// <param name="Territory">Where.</param>
/// <param name="Products">The classes of products.</param>
/// <param name="Acts">What may be done with them.</param>
public sealed record ScopeTerms(WordSet FieldsOfUse, Territory Territory, WordSet Products, PatentActs Acts)
{
    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        new("fieldsOfUse", FieldType.Text),
        new("territory", FieldType.Text),
        new("products", FieldType.Text),
        new("acts", FieldType.Text),
    ];

    internal IEnumerable<FieldValue> Values() =>
    [
        FieldValue.Of(FieldsOfUse.ToString()),
        FieldValue.Of(Territory.ToString()),
        FieldValue.Of(Products.ToString()),
        FieldValue.Of(Acts.ToString()),
    ];

    internal Refusal? Check() =>
        TermChecks.Words("fieldsOfUse", FieldsOfUse)
        ?? TermChecks.Countries("territory", Territory)
        ?? TermChecks.Words("products", Products)
        ?? (Acts.IsEmpty ? new TermsNothingLicensed("acts") : null);

    internal string? Exceeds(ScopeTerms parent) => this switch
    {
        _ when !FieldsOfUse.IsSubsetOf(parent.FieldsOfUse) => "fieldsOfUse",
        _ when !parent.Territory.Covers(Territory) => "territory",
        _ when !Products.IsSubsetOf(parent.Products) => "products",
        _ when !Acts.IsSubsetOf(parent.Acts) => "acts",
        _ => null,
    };
}
