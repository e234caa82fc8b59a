// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Licenses.Terms;

namespace Ledger.Domain.Licenses;

/// <summary>What becomes of one term.</summary>
/// <param name="Term">The field of the grant, or of the terms document.</param>
/// <param name="EnforcedBy">The code that enforces it; null: recorded only, and shown as such.</param>
public sealed record TermEnforcement(string Term, Type? EnforcedBy)
{
    /// <summary>How a term without code is shown, wherever it is shown.</summary>
    public const string RecordedOnly = "recorded only";

    /// <summary>Every term of a license. A test compares the list with the grant's fields and the terms' schema.</summary>
    public static ImmutableArray<TermEnforcement> All { get; } =
    [
        new("pool", typeof(GrantDecision)),
        new("licensee", typeof(Usage.ReportDecision)),
        new("schedule", typeof(GrantDecision)),
        new("startsAt", typeof(LicenseHistory)),
        new("endsAt", typeof(LicenseHistory)),
        .. LicenseTerms.Schema.Fields.Select(field => new TermEnforcement(field.Name, CodeOf(field.Name))),
    ];

    /// <summary>The code that enforces a field of the terms; null: it is recorded only.</summary>
    /// <remarks>Nothing that a licensee reports speaks of a field of use, so nothing can contradict it.</remarks>
    private static Type? CodeOf(string field) => field switch
    {
        "territory" or "products" or "acts" => typeof(LicensedScope),
        "sublicensing.depth" or "sublicensing.to" => typeof(TermsDecision),
        "laterAdditions" => typeof(CoveredRevisions),
        "calendar.zone" or "report.period" or "report.firstMonth" => typeof(CalendarTerms),
        _ => null,
    };

    public override string ToString() => EnforcedBy?.Name ?? RecordedOnly;
}
