// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Licenses;

/// <summary>Where a license stands with its parents: the contract's <c>standingAt</c>.</summary>
public static class LicenseStanding
{
    /// <summary>How deep sublicenses go: a grant's sublicense is one deep.</summary>
    public const int MostDeep = 4;

    /// <summary>The license's own standing; and where that is in force, its parent's.</summary>
    /// <param name="license">The license.</param>
    /// <param name="time">UTC seconds.</param>
    /// <param name="find">A license's history; empty where there is none.</param>
    public static Standing At(LicenseHistory license, ulong time, Func<LicenseId, LicenseHistory> find) =>
        Chain(license, find).Select(one => one.StandingAt(time)).FirstOrDefault(standing => standing != Standing.InForce, Standing.InForce);

    /// <summary>The license, its parent, and so on up to the grant. It ends where no chain of ours goes on.</summary>
    public static IEnumerable<LicenseHistory> Chain(LicenseHistory license, Func<LicenseId, LicenseHistory> find)
    {
        yield return license;
        for (var depth = 0; depth < MostDeep && license.Origin?.Parent is { } parent; depth++)
        {
            license = find(parent);
            yield return license;
        }
    }

    /// <summary>The patent schedule that stands at a time: its own version's, or of a sublicense the parent's.</summary>
    public static ScheduleId? ScheduleAt(LicenseHistory license, ulong time, Func<LicenseId, LicenseHistory> find) =>
        Chain(license, find).Select(one => one.Origin?.Parent is null ? one.VersionAt(time)?.Schedule : null).FirstOrDefault(schedule => schedule is not null);
}
