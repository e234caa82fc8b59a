// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Ethereum;

namespace Ledger.Application.Documents;

/// <summary>Which version of a license is meant: one by its id, or the one that stood at a time; where nothing is said, the one in force now.</summary>
/// <param name="Id">The license's id for the first version, else that of its amendment.</param>
/// <param name="At">UTC seconds; before the license's start it means the first version.</param>
public readonly record struct VersionChoice(Hash32? Id = null, ulong? At = null);

/// <summary>One version of a license with what it is a version of.</summary>
internal sealed record TermsVersion(LicenseHistory License, LicenseVersion Version)
{
    public Hash32 LicenseId => License.Origin!.Id.Value;

    public Hash32 Root => Version.TermsRoot;

    public bool IsFirst => Version.Id == LicenseId;

    /// <summary>Whether it is an import that only the administrator has signed.</summary>
    public bool IsAttested => IsFirst && License.IsAttestedImport;

    public static Outcome<TermsVersion> Find(Known known, Hash32 id, VersionChoice choice)
    {
        var license = known.License(new LicenseId(id));
        if (license.Origin is null)
        {
            return new LicenseUnknown(new LicenseId(id));
        }

        var version = choice.Id is { } wanted
            ? license.Versions.Find(one => one.Id == wanted)
            : license.VersionAt(choice.At ?? known.Store.Blocks.Head?.Time ?? 0);
        return version is null ? new VersionUnknown(id, choice.Id ?? default) : new TermsVersion(license, version);
    }

    /// <summary>The revisions whose patents are licensed under this version, the first first.</summary>
    /// <remarks>Each version attaches to the revision that stood when it was recorded, and what an earlier version licensed stays
    /// licensed; later additions are licensed where this version's terms include them.</remarks>
    public IEnumerable<uint> Covered(Known known, LaterAdditions additions)
    {
        var id = ScheduleOf(known, Version);
        if (id is not { } schedule)
        {
            return [];
        }

        var (history, now) = (known.Schedule(License.Origin!.Pool, schedule), known.Store.Blocks.Head?.Time ?? 0);
        return License.Versions.TakeWhile(version => version.By.At < Version.By.At)
            .Where(version => ScheduleOf(known, version) == id)
            .SelectMany(version => CoveredRevisions.At(history, LaterAdditions.None, version.By.At, now))
            .Concat(CoveredRevisions.At(history, additions, Version.By.At, now))
            .Select(revised => revised.Act.Revision)
            .Distinct()
            .Order();
    }

    private ScheduleId? ScheduleOf(Known known, LicenseVersion version) => License.Origin!.Parent is { } parent
        ? LicenseStanding.ScheduleAt(known.License(parent), version.EffectiveAt, known.License)
        : version.Schedule;
}
