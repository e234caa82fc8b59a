// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain;

/// <summary>An event that an act made, with the act and the signatures that it was accepted with.</summary>
/// <param name="At">Where it stands.</param>
public abstract record Fact(FactPosition At) : ChainEvent(At)
{
    /// <summary>The act that made it.</summary>
    public abstract IAct Recorded { get; }

    /// <summary>The signatures that the contract accepted.</summary>
    public abstract SignatureRun Signatures { get; init; }

    /// <summary>The members that voted on it; their signatures are the last. Empty where nobody votes.</summary>
    public virtual VoterList Voters { get; init; }
}
