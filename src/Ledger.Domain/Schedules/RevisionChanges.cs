// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules;

/// <summary>What became of one number from one list to another.</summary>
/// <param name="Before">Null where it was not listed.</param>
/// <param name="After">Null where it is not listed any more.</param>
public sealed record PatentChange(Patent? Before, Patent? After);

/// <summary>The differences between two lists of patents.</summary>
public static class RevisionChanges
{
    /// <summary>Every number that was added, delisted or altered, in ascending order.</summary>
    /// <param name="before">A list in ascending order.</param>
    /// <param name="after">Another one.</param>
    public static IEnumerable<PatentChange> Between(IReadOnlyList<Patent> before, IReadOnlyList<Patent> after)
    {
        for (int i = 0, j = 0; i < before.Count || j < after.Count;)
        {
            var order = i == before.Count ? 1 : j == after.Count ? -1 : PatentList.Compare(before[i], after[j]);
            var (old, now) = (order <= 0 ? before[i++] : null, order >= 0 ? after[j++] : null);
            if (old != now)
            {
                yield return new PatentChange(old, now);
            }
        }
    }
}
