// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Licenses.Terms;

/// <summary>Whether terms can be a license's: none impossible, none against another.</summary>
public static class TermsDecision
{
    public static Decision Decide(LicenseTerms terms) =>
        terms.Scope.Check()
        ?? terms.Time.Check()
        ?? terms.Delegation.Check()
        ?? terms.Royalties.Check(terms.Scope)
        ?? terms.Calendar?.Check()
        ?? terms.Control.Check();

    /// <summary>Whether terms can be those of a sublicense under a license with <paramref name="parent"/>'s.</summary>
    public static Decision DecideSublicense(LicenseTerms terms, LicenseTerms parent) => parent switch
    {
        { Delegation.Depth: 0 } => new TermExceedsParent("sublicensing.depth"),
        _ when Decide(terms).Refusal is { } refusal => refusal,
        _ when terms.Exceeds(parent) is { } term => new TermExceedsParent(term),
        _ => Decision.Permit,
    };
}
