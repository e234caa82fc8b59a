// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>An affiliate is a party or has a name.</summary>
public sealed record AffiliateUnnamed() : UsageRefusal
{
    public override string Code => "affiliate-unnamed";
}

/// <summary>Nobody is its own affiliate.</summary>
public sealed record AffiliateSelf() : UsageRefusal
{
    public override string Code => "affiliate-self";
}

/// <summary>The share of votes is at most 10,000 hundredths of a percent.</summary>
public sealed record ControlOutOfRange(ushort BasisPoints) : UsageRefusal
{
    public override string Code => "control-out-of-range";

    public override IReadOnlyDictionary<string, string> Args => Named(("basisPoints", BasisPoints));
}

/// <summary>A span ends after it starts, or not at all.</summary>
public sealed record SpanEmpty(ulong From, ulong Until) : UsageRefusal
{
    public override string Code => "span-empty";

    public override IReadOnlyDictionary<string, string> Args => Named(("from", From), ("until", Until));
}

/// <summary>A territory lists country codes, parted by spaces.</summary>
public sealed record TerritoryInvalid(string Territory) : UsageRefusal
{
    public override string Code => "territory-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("territory", Territory));
}
