// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>What a report says of use outside of the license. It is taken in all the same: nobody is refused for being honest.</summary>
public static class LicensedScope
{
    /// <summary>The terms that a line lies outside of, by name; none where it lies within, or where it leaves the country open.</summary>
    /// <remarks>Products are made and exported where they are made, and sold, imported, used and streamed where they are sold.</remarks>
    public static ImmutableArray<string> Outside(ScopeTerms scope, UsageLine line)
    {
        var place = line.Act is PatentAct.Manufacture or PatentAct.Export ? line.MadeIn : line.SoldIn;
        return
        [
            .. place.Length == 0 || scope.Territory.Contains(place) ? (string[])[] : ["territory"],
            .. scope.Acts.Contains(line.Act) ? (string[])[] : ["acts"],
        ];
    }
}
