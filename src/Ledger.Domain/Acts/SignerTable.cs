// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.Domain.Acts;

/// <summary>Who signs an act: those whom it names, in their order, and then, where the pool votes on it, a quorum of members.</summary>
/// <param name="Fixed">The signers that it always needs.</param>
/// <param name="Quorum">Who may vote, and how many must; null where nobody votes.</param>
public sealed record SignerTable(ImmutableArray<RequiredSigner> Fixed, Quorum? Quorum = null)
{
    /// <summary>The whole run of signers with these voters.</summary>
    public ImmutableArray<RequiredSigner> With(VoterList voters) =>
        [.. Fixed, .. voters.Select(voter => RequiredSigner.Of(SignerRole.Voter, voter))];

    /// <summary>Whether these voters are as many and such as the act needs.</summary>
    public Refusal? Check(VoterList voters) => this switch
    {
        { Quorum: { } quorum } => quorum.Check(voters),
        _ when voters.Count > 0 => new NoVote(voters.Count),
        _ => null,
    };
}
