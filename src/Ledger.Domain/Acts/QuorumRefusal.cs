// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Acts;

/// <summary>The act takes no vote in this pool.</summary>
public sealed record NoVote(int Voters) : ActRefusal
{
    public override string Code => "no-vote";

    public override IReadOnlyDictionary<string, string> Args => Named(("voters", Voters));
}

/// <summary>Fewer members vote than the quorum.</summary>
public sealed record QuorumMissed(int Voters, int Quorum) : ActRefusal
{
    public override string Code => "quorum-missed";

    public override IReadOnlyDictionary<string, string> Args => Named(("voters", Voters), ("quorum", Quorum));
}

/// <summary>The voters' ids do not ascend strictly.</summary>
public sealed record VotersNotAscending(PartyId Before, PartyId Voter) : ActRefusal
{
    public override string Code => "voters-not-ascending";

    public override IReadOnlyDictionary<string, string> Args => Named(("before", Before), ("voter", Voter));
}

/// <summary>Whom the act is about does not vote on it.</summary>
public sealed record VoterActedUpon(PartyId Voter) : ActRefusal
{
    public override string Code => "voter-acted-upon";

    public override IReadOnlyDictionary<string, string> Args => Named(("voter", Voter));
}

/// <summary>So many founders, voters or contributions do not fit one act.</summary>
public sealed record TooMany(int Count, int Most) : ActRefusal
{
    public override string Code => "too-many";

    public override IReadOnlyDictionary<string, string> Args => Named(("count", Count), ("most", Most));
}
