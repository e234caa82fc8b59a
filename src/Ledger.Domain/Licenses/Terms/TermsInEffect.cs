// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>The terms of a license, version by version: a report is judged by those in effect in its period, whenever it comes.</summary>
/// <param name="License">The license.</param>
/// <param name="Held">The terms by their version's id, where they are held.</param>
/// <param name="Classes">The classes of products that they speak of, with those of the license's parents.</param>
public sealed record TermsInEffect(
    LicenseHistory License, ImmutableDictionary<Ethereum.Hash32, LicenseTerms> Held, ImmutableHashSet<string> Classes)
{
    /// <summary>No terms are held: nothing is judged by them.</summary>
    public static TermsInEffect None { get; } = new(LicenseHistory.Empty, ImmutableDictionary<Ethereum.Hash32, LicenseTerms>.Empty, []);

    /// <summary>The IANA zone of the calendar that stood at a time; null where no terms are held, or they have none.</summary>
    public string? ZoneAt(ulong time) => At(time)?.Calendar?.Zone;

    /// <summary>Whether the report is of one reporting period of the calendar that stood at its period's start.</summary>
    public Refusal? CheckPeriod(UsageReport report) => At(report.PeriodStart)?.Calendar?.Check(report, Cuts);

    /// <summary>Whether each line says its net value, where the royalty at the period's start is a part of the price.</summary>
    public Refusal? CheckValues(UsageReport report, IReadOnlyList<UsageLine> lines)
    {
        if (At(report.PeriodStart) is not { Royalties: { Basis: RateBasis.AdValorem, Rates.IsEmpty: false } })
        {
            return null;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Currency.Length == 0)
            {
                return new NetValueMissing(i);
            }
        }

        return null;
    }

    /// <summary>What each of a report's lines lies outside of, by its place, from the first line on; lines that lie within are passed over.</summary>
    public IEnumerable<(int Line, LineOutside Why)> Outside(UsageReport report, IReadOnlyList<UsageLine> lines)
    {
        var scopes = In(report).Select(version => Held.GetValueOrDefault(version.Id)?.Scope).ToArray();
        for (var i = 0; i < lines.Count && scopes.Length > 0; i++)
        {
            var line = lines[i];
            if (!Array.Exists(scopes, scope => scope is null || LicensedScope.IsWithin(scope, line, Classes)))
            {
                foreach (var why in Outside(report, line))
                {
                    yield return (i, why);
                }
            }
        }
    }

    /// <summary>What a line lies outside of; where terms changed within the period, of those that it fits best.</summary>
    /// <remarks>A line does not say on which day of the period it happened: it lies outside where no version in the period has it inside.</remarks>
    public ImmutableArray<LineOutside> Outside(UsageReport report, UsageLine line)
    {
        ImmutableArray<LineOutside>? best = null;
        foreach (var version in In(report))
        {
            if (!Held.TryGetValue(version.Id, out var terms))
            {
                return [];
            }

            var outside = LicensedScope.Outside(terms.Scope, line, Classes);
            best = best is { } least && least.Length <= outside.Length ? least : outside;
        }

        return best ?? [];
    }

    /// <summary>The instants at which a reporting period may be cut: the license's own dates and those from which its terms changed.</summary>
    private ImmutableArray<ulong> Cuts =>
    [
        License.Origin!.StartsAt,
        .. License.Versions.Select(version => version.EffectiveAt),
        .. License.Versions.Select(version => version.EndsAt).Where(end => end > 0),
        .. License.Terminated is { Act.EffectiveAt: var end } ? (ulong[])[end] : [],
    ];

    private LicenseTerms? At(ulong time) => License.VersionAt(time) is { } version ? Held.GetValueOrDefault(version.Id) : null;

    private IEnumerable<LicenseVersion> In(UsageReport report) => License.VersionAt(report.PeriodStart) is { } first
        ? License.Versions.Where(version => version == first || (version.EffectiveAt > report.PeriodStart && version.EffectiveAt < report.PeriodEnd))
        : [];
}
