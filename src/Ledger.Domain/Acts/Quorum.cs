// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Pools;

namespace Ledger.Domain.Acts;

/// <summary>How many members must sign an act, and who may.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Threshold">max(1, ceil(n · perMille / 1000)) of the n members.</param>
/// <param name="Members">The members without the one acted upon, in ascending order.</param>
/// <param name="ActedUpon">Whom the act is about; null where about no party.</param>
public sealed record Quorum(PoolId Pool, int Threshold, ImmutableArray<PartyId> Members, PartyId? ActedUpon = null)
{
    private const int Whole = 1000;

    /// <summary>How many voters fit one act.</summary>
    public const int MostVoters = 256;

    /// <summary>The quorum of <paramref name="members"/> without the one acted upon. It never falls below one.</summary>
    public static Quorum Of(PoolId pool, IEnumerable<PartyId> members, PartyId? actedUpon, ushort perMille)
    {
        ImmutableArray<PartyId> voters = [.. members.Where(member => member != actedUpon).Order()];
        return new(pool, Math.Max(1, ((voters.Length * perMille) + Whole - 1) / Whole), voters, actedUpon);
    }

    /// <summary>Whether these voters carry the act; the rule of the contract Pools.</summary>
    public Refusal? Check(VoterList voters)
    {
        if (voters.Count > MostVoters)
        {
            return new TooMany(voters.Count, MostVoters);
        }

        for (var i = 0; i < voters.Count; i++)
        {
            if (i > 0 && voters[i - 1].CompareTo(voters[i]) >= 0)
            {
                return new VotersNotAscending(voters[i - 1], voters[i]);
            }

            if (voters[i] == ActedUpon)
            {
                return new VoterActedUpon(voters[i]);
            }

            if (!Members.Contains(voters[i]))
            {
                return new NotMember(Pool, voters[i]);
            }
        }

        return voters.Count < Threshold ? new QuorumMissed(voters.Count, Threshold) : null;
    }

    public bool Equals(Quorum? other) => other is not null && Pool == other.Pool && ActedUpon == other.ActedUpon && Threshold == other.Threshold && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Threshold, Members.Length);
}
