// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.Domain.Schedules;

/// <summary>The patents of a revision: those of the last one without the delisted, and all that its contributions bring.</summary>
/// <param name="Patents">In ascending order; empty when refused.</param>
/// <param name="Refusal">Why there is no such list.</param>
public readonly record struct RevisionList(ImmutableArray<Patent> Patents, Refusal? Refusal)
{
    /// <summary>Puts the list together. A holder's new leaf replaces the old one of the same number.</summary>
    /// <param name="before">The patents of the revision before.</param>
    /// <param name="delisted">Numbers of it that the revision leaves out; their kind codes have no say.</param>
    /// <param name="contributed">The patents of each contribution.</param>
    public static RevisionList Compose(
        IReadOnlyList<Patent> before, IReadOnlyList<PublicationNumber> delisted, IEnumerable<IReadOnlyList<Patent>> contributed)
    {
        var listed = new SortedDictionary<PublicationNumber, Patent>();
        foreach (var patent in before)
        {
            listed[KeyOf(patent)] = patent;
        }

        foreach (var number in delisted)
        {
            if (!listed.Remove(number))
            {
                return new([], new PatentNotListed(number.ToString()));
            }
        }

        HashSet<PublicationNumber> added = [];
        foreach (var patent in contributed.SelectMany(patents => patents))
        {
            var key = KeyOf(patent);
            listed.TryGetValue(key, out var old);
            if (old is not null && old != patent && added.Contains(key))
            {
                return new([], new PatentListedTwice(PublicationNumber.Of(patent)));
            }

            if (old is not null && old.Holder != patent.Holder)
            {
                return new([], new PatentListedForAnother(PublicationNumber.Of(old), old.Holder));
            }

            listed[key] = patent;
            added.Add(key);
        }

        return new([.. listed.Values], null);
    }

    /// <summary>Country and number, as the order of a list has them.</summary>
    private static PublicationNumber KeyOf(Patent patent) => new(patent.Country, patent.Number, null);
}
