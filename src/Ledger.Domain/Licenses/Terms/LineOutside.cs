// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>What of a report's line lies outside of the license: the term, and why.</summary>
/// <param name="Term">The field of the terms.</param>
public abstract record LineOutside(string Term) : Statement;

/// <summary>The act took place in a country that is not licensed.</summary>
public sealed record LineOutsideTerritory(string Country, Territory Licensed) : LineOutside("territory")
{
    public override string Code => "line-outside-territory";

    public override IReadOnlyDictionary<string, string> Args => Named(("country", Country), ("licensed", Licensed));
}

/// <summary>The product is named by a class that is not licensed.</summary>
public sealed record LineOutsideProducts(string Product, WordSet Licensed) : LineOutside("products")
{
    public override string Code => "line-outside-products";

    public override IReadOnlyDictionary<string, string> Args => Named(("product", Product), ("licensed", Licensed));
}

/// <summary>The act is none of those licensed.</summary>
public sealed record LineOutsideActs(PatentAct Act, PatentActs Licensed) : LineOutside("acts")
{
    public override string Code => "line-outside-acts";

    public override IReadOnlyDictionary<string, string> Args => Named(("act", TermWords.Of(Act)), ("licensed", Licensed));
}
