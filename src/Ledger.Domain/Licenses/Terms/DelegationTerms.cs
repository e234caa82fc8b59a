// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>To whom sublicenses may be given.</summary>
public enum Sublicensees
{
    /// <summary>To affiliates of the licensee.</summary>
    Affiliates,

    /// <summary>To whoever makes products for the licensee.</summary>
    Manufacturers,

    Anyone,
}

/// <summary>The right to sublicense.</summary>
/// <param name="Depth">How many licenses may stand one under the other below this one.</param>
public sealed record Sublicensing(int Depth, Sublicensees To)
{
    /// <summary>The deepest that the contract takes.</summary>
    public const int MostDepth = 4;
}

/// <summary>The licensee's affiliates.</summary>
/// <param name="Covered">Whether what they do is licensed too.</param>
/// <param name="Control">A company is an affiliate from this share of votes on, in percent.</param>
/// <param name="Definition">Who else is one, in words.</param>
public sealed record Affiliates(bool Covered, decimal? Control, string? Definition);

/// <summary>Who else stands under the license; null where nothing is agreed, which is nobody.</summary>
public sealed record DelegationTerms(Sublicensing? Sublicensing, Affiliates? Affiliates)
{
    private const decimal AllVotes = 100;
    private const decimal FewestVotes = 0.01m;

    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        new("sublicensing.depth", FieldType.Integer),
        new("sublicensing.to", FieldType.Text),
        new("affiliates.covered", FieldType.Boolean),
        new("affiliates.control", FieldType.Decimal),
        new("affiliates.definition", FieldType.Text),
    ];

    /// <summary>How many licenses may stand one under the other below this one; zero: no sublicense may.</summary>
    public int Depth => Sublicensing?.Depth ?? 0;

    internal IEnumerable<FieldValue> Values() =>
    [
        TermValues.Of((long?)Sublicensing?.Depth),
        TermValues.Of(Sublicensing?.To),
        Affiliates is { } affiliates ? FieldValue.Of(affiliates.Covered) : FieldValue.Absent,
        TermValues.Of(Affiliates?.Control),
        TermValues.Of(Affiliates?.Definition),
    ];

    internal Refusal? Check() =>
        (Sublicensing is { } sublicensing ? TermChecks.Range("sublicensing.depth", sublicensing.Depth, 1, Sublicensing.MostDepth) : null)
        ?? Affiliates switch
        {
            null => null,
            { Covered: true, Control: null, Definition: null } => new TermsIncomplete("affiliates", "affiliates.definition"),
            { Control: { } control } when TermChecks.Range("affiliates.control", control, FewestVotes, AllVotes) is { } refusal => refusal,
            _ => TermChecks.Text("affiliates.definition", Affiliates.Definition),
        };

    internal string? Exceeds(DelegationTerms parent) => this switch
    {
        _ when Depth >= parent.Depth && Depth > 0 => "sublicensing.depth",
        { Sublicensing.To: var to } when parent.Sublicensing is { To: not Sublicensees.Anyone and var most } && to != most => "sublicensing.to",
        { Affiliates.Covered: true } when parent.Affiliates is not { Covered: true } => "affiliates.covered",
        { Affiliates: { Covered: true, Control: var control } } when parent.Affiliates?.Control is { } least && (control is null || control < least) =>
            "affiliates.control",
        _ => null,
    };
}
