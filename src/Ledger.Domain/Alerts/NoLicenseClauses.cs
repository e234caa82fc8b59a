// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;

namespace Ledger.Domain.Alerts;

/// <summary>The maker is no party known here, and a scheduled patent is in force where it makes or sells.</summary>
public sealed record MakerUnknown(string Name, string Publication, string Country) : Clause
{
    public override string Code => "maker-unknown";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("name", Name), ("publication", Publication), ("country", Country));
}

/// <summary>No license ever came to the maker in this pool.</summary>
public sealed record NeverLicensed(PartyId Party, string Publication, string Country) : Clause
{
    public override string Code => "never-licensed";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("party", Party), ("publication", Publication), ("country", Country));
}

/// <summary>The maker has had licenses in this pool, but none was in force at that time.</summary>
public sealed record NoneInForce(PartyId Party, Standing Best, ulong At, string Publication, string Country) : Clause
{
    public override string Code => "none-in-force";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("party", Party), ("standing", Best), ("at", At), ("publication", Publication), ("country", Country));
}

/// <summary>A patent whose interval in force is unknown counts as in force.</summary>
public sealed record InForceAssumed(string Publication) : Clause
{
    public override string Code => "in-force-assumed";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("publication", Publication));
}
