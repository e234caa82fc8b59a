// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses.Terms;

namespace Ledger.Domain.Licenses;

/// <summary>The terms of a license that stay off chain: <c>termsRoot</c> commits to them, each with a salt of its own.</summary>
/// <param name="Scope">What is licensed.</param>
/// <param name="Time">What is covered before and beyond the grant's dates.</param>
/// <param name="Delegation">Who else stands under the license.</param>
/// <param name="Royalties">What is owed.</param>
/// <param name="Calendar">When it is reported and paid; null: nothing is reported.</param>
/// <param name="Control">What else binds the parties.</param>
public sealed record LicenseTerms(
    ScopeTerms Scope,
    TimeTerms Time,
    DelegationTerms Delegation,
    RoyaltyTerms Royalties,
    CalendarTerms? Calendar,
    ControlTerms Control)
{
    /// <summary>The schema of these terms. Its order is that of <see cref="ToFields"/>.</summary>
    public static DocumentSchema Schema { get; } = new(
        "ledger.license-terms/2",
        [
            .. ScopeTerms.Fields,
            .. TimeTerms.Fields,
            .. DelegationTerms.Fields,
            .. RoyaltyTerms.Fields,
            .. CalendarTerms.Fields,
            .. ControlTerms.Fields,
        ]);

    /// <summary>The values, one for each field of the schema.</summary>
    public ImmutableArray<FieldValue> ToFields() =>
    [
        .. Scope.Values(),
        .. Time.Values(),
        .. Delegation.Values(),
        .. Royalties.Values(),
        .. Calendar?.Values() ?? Enumerable.Repeat(FieldValue.Absent, CalendarTerms.Fields.Length),
        .. Control.Values(),
    ];

    /// <summary>The first term that gives more than <paramref name="parent"/>, as its field of the schema; null when none does.</summary>
    /// <remarks>What a sublicensee owes, reports and answers for is between him and the sublicensor, and is not compared.</remarks>
    public string? Exceeds(LicenseTerms parent) =>
        Scope.Exceeds(parent.Scope) ?? Time.Exceeds(parent.Time) ?? Delegation.Exceeds(parent.Delegation);
}
