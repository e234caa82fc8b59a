// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain;

/// <summary>What the chain recorded: one event of the contracts, with the act and the signatures that it was accepted with.</summary>
/// <param name="At">Where it stands.</param>
public abstract record Fact(FactPosition At)
{
    /// <summary>The event's name, as the contracts and the API have it.</summary>
    public string Name => GetType().Name;

    /// <summary>The act that made it.</summary>
    public abstract IAct Recorded { get; }

    /// <summary>The signatures that the contract accepted.</summary>
    public abstract SignatureRun Signatures { get; init; }

    /// <summary>The members that voted on it; their signatures are the last. Empty where nobody votes.</summary>
    public virtual VoterList Voters { get; init; }

    /// <summary>Every subject whose history holds this fact; the store's keys.</summary>
    public abstract IReadOnlyList<Subject> Subjects { get; }
}
