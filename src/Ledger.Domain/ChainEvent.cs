// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain;

/// <summary>What the chain recorded: one event of the contracts. Nearly all are facts, which signed acts made; a lodging is anybody's.</summary>
/// <param name="At">Where it stands.</param>
public abstract record ChainEvent(FactPosition At)
{
    /// <summary>The event's name, as the contracts and the API have it.</summary>
    public string Name => GetType().Name;

    /// <summary>Every subject whose history holds this event; the store's keys.</summary>
    public abstract SubjectList Subjects { get; }
}
