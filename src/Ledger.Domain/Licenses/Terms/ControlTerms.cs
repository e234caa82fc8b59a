// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>The right to audit the licensee's books.</summary>
/// <param name="Notice">How long before.</param>
/// <param name="PerYear">How often in a year.</param>
/// <param name="LookBack">How far back.</param>
public sealed record AuditRight(TermPeriod Notice, int PerYear, TermPeriod LookBack);

/// <summary>What the licensee licenses in return, of its own patents on the standard.</summary>
public enum GrantBack
{
    None,

    /// <summary>To the pool's licensees, free of royalty.</summary>
    RoyaltyFree,

    /// <summary>To the pool's licensees, on fair terms.</summary>
    FairTerms,
}

/// <summary>What else binds the parties.</summary>
/// <param name="MostFavored">Whether the licensee gets what any later licensee gets.</param>
/// <param name="Law">The governing law.</param>
/// <param name="Venue">The court or the arbitrator.</param>
public sealed record ControlTerms(AuditRight? Audit, GrantBack GrantBack, bool MostFavored, string? Law, string? Venue)
{
    private const int MostAudits = 12;

    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        new("audit.notice", FieldType.Text),
        new("audit.perYear", FieldType.Integer),
        new("audit.lookBack", FieldType.Text),
        new("grantBack", FieldType.Text),
        new("mostFavored", FieldType.Boolean),
        new("law", FieldType.Text),
        new("venue", FieldType.Text),
    ];

    internal IEnumerable<FieldValue> Values() =>
    [
        TermValues.Of(Audit?.Notice),
        TermValues.Of((long?)Audit?.PerYear),
        TermValues.Of(Audit?.LookBack),
        TermValues.Of<GrantBack>(GrantBack),
        FieldValue.Of(MostFavored),
        TermValues.Of(Law),
        TermValues.Of(Venue),
    ];

    internal Refusal? Check() =>
        (Audit is { } audit
            ? TermChecks.Period("audit.notice", audit.Notice)
                ?? TermChecks.Range("audit.perYear", audit.PerYear, 1, MostAudits)
                ?? TermChecks.Period("audit.lookBack", audit.LookBack)
            : null)
        ?? TermChecks.Text("law", Law)
        ?? TermChecks.Text("venue", Venue);
}
