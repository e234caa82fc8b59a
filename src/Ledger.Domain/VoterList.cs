// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Runtime.CompilerServices;
using Ledger.Ethereum;

namespace Ledger.Domain;

/// <summary>The members that vote on an act, in the order in which they sign; empty where nobody votes. Equal by content.</summary>
[CollectionBuilder(typeof(VoterList), nameof(Create))]
public readonly struct VoterList : IReadOnlyList<PartyId>, IEquatable<VoterList>
{
    private readonly PartyId[]? _voters;

    private VoterList(PartyId[] voters) => _voters = voters;

    public int Count => _voters?.Length ?? 0;

    public PartyId this[int index] => _voters is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _voters[index];

    /// <summary>Copies the voters, in the order given.</summary>
    public static VoterList Create(ReadOnlySpan<PartyId> voters) => new(voters.ToArray());

    /// <summary>The voters of a <c>bytes32[]</c>.</summary>
    public static VoterList Of(ReadOnlySpan<Hash32> ids)
    {
        var voters = new PartyId[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            voters[i] = new PartyId(ids[i]);
        }

        return new(voters);
    }

    /// <summary>As a <c>bytes32[]</c>.</summary>
    public Hash32[] ToHashes() => [.. this.Select(voter => voter.Value)];

    public bool Equals(VoterList other) => (_voters ?? []).AsSpan().SequenceEqual(other._voters ?? []);

    public override bool Equals(object? obj) => obj is VoterList other && Equals(other);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, this[0]);

    public IEnumerator<PartyId> GetEnumerator() => ((IEnumerable<PartyId>)(_voters ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(VoterList left, VoterList right) => left.Equals(right);

    public static bool operator !=(VoterList left, VoterList right) => !left.Equals(right);
}
