// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>What a report says of use outside of the license. It is taken in all the same: nobody is refused for being honest.</summary>
public static class LicensedScope
{
    /// <summary>Whether a line lies within, or leaves open what the terms ask.</summary>
    public static bool IsWithin(ScopeTerms scope, UsageLine line, IReadOnlySet<string> classes)
    {
        var place = PlaceOf(line);
        return (place.Length == 0 || scope.Territory.Contains(place))
            && (!classes.Contains(line.Product) || scope.Products.Contains(line.Product))
            && scope.Acts.Contains(line.Act);
    }

    /// <summary>The terms that a line lies outside of; none where it lies within, or where it leaves open what they ask.</summary>
    /// <remarks>Products are made and exported where they are made, and sold, imported, used and streamed where they are sold. A line
    /// names its product by a class of the terms or by a name of its own: only a class can be none of those licensed.</remarks>
    /// <param name="classes">The classes of products that are spoken of: those of every version of the license and of its parents.</param>
    public static ImmutableArray<LineOutside> Outside(ScopeTerms scope, UsageLine line, IReadOnlySet<string> classes)
    {
        var place = PlaceOf(line);
        LineOutside?[] clauses =
        [
            place.Length == 0 || scope.Territory.Contains(place) ? null : new LineOutsideTerritory(place, scope.Territory),
            !classes.Contains(line.Product) || scope.Products.Contains(line.Product) ? null : new LineOutsideProducts(line.Product, scope.Products),
            scope.Acts.Contains(line.Act) ? null : new LineOutsideActs(line.Act, scope.Acts),
        ];
        return [.. clauses.OfType<LineOutside>()];
    }
    private static string PlaceOf(UsageLine line) => line.Act is PatentAct.Manufacture or PatentAct.Export ? line.MadeIn : line.SoldIn;
}
