// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Domain.Parties;

/// <summary>One party: the fold of its facts, in their order. Total, so that a verifier can fold what strangers claim.</summary>
public sealed record PartyHistory
{
    /// <summary>Nothing recorded yet.</summary>
    public static PartyHistory Empty { get; } = new();

    /// <summary>The opening; null while there is no such party.</summary>
    public PartyOpened? Opened { get; private init; }

    /// <summary>Every key that ever held, by address.</summary>
    public ImmutableDictionary<Address, KeyHold> Keys { get; private init; } = ImmutableDictionary<Address, KeyHold>.Empty;

    /// <summary>The last act on the party's keys; zero while there was none after the opening.</summary>
    public Hash32 KeysHead { get; private init; }

    /// <summary>The last act on the party's recovery; zero if never touched.</summary>
    public Hash32 RecoveryHead { get; private init; }

    /// <summary>The recovery that waits; null while none does.</summary>
    public PendingRecovery? Recovery { get; private init; }

    /// <summary>The acts from which this party took back its signature, by the contract that would verify them.</summary>
    public ImmutableHashSet<(ContractName Contract, Hash32 ActId)> Voided { get; private init; } = [];

    /// <summary>The facts folded so far.</summary>
    public ImmutableList<Fact> Facts { get; private init; } = [];

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static PartyHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>Whether the key holds every one of <paramref name="scopes"/> at <paramref name="time"/> (UTC seconds).</summary>
    public bool HoldsKey(Address key, KeyScopes scopes, ulong time) => Keys.TryGetValue(key, out var hold) && hold.Holds(scopes, time);

    /// <summary>Whether the key holds every one of <paramref name="scopes"/> at some second from <paramref name="from"/> to <paramref name="to"/> (UTC, both included).</summary>
    public bool HoldsKeyWithin(Address key, KeyScopes scopes, ulong from, ulong to) => Keys.TryGetValue(key, out var hold) && hold.HoldsWithin(scopes, from, to);

    /// <summary>Whether this party took back its signature from that act.</summary>
    public bool HasVoided(ContractName contract, Hash32 actId) => Voided.Contains((contract, actId));

    /// <summary>The history with one more fact.</summary>
    public PartyHistory Apply(Fact fact) => fact switch
    {
        PartyOpened opened => this with
        {
            Opened = opened,
            Keys = Keys.SetItem(opened.Act.RootKey, new(opened.Act.RootKey, KeyScopes.All, opened.At.Time, null, opened)),
            Facts = Facts.Add(fact),
        },
        KeyAdmitted { Act: var act } => this with
        {
            Keys = Keys.SetItem(act.Key, new(act.Key, act.Scopes, fact.At.Time, act.ValidUntil == 0 ? null : act.ValidUntil, fact)),
            KeysHead = act.ActId,
            Facts = Facts.Add(fact),
        },
        KeyRetired { Act: var act } => this with
        {
            Keys = Keys.TryGetValue(act.Key, out var hold) ? Keys.SetItem(act.Key, hold with { Until = fact.At.Time }) : Keys,
            KeysHead = act.ActId,
            Facts = Facts.Add(fact),
        },
        KeyCompromised { Act: var act } compromised => this with
        {
            Keys = Keys.TryGetValue(act.Key, out var lost)
                ? Keys.SetItem(act.Key, lost.EndingAt(fact.At.Time) with { Compromised = compromised }) : Keys,
            KeysHead = act.ActId,
            Facts = Facts.Add(fact),
        },
        RecoveryStarted started => this with
        {
            Recovery = new(started),
            RecoveryHead = started.Act.ActId,
            Facts = Facts.Add(fact),
        },
        RecoveryCancelled { Act: var act } => this with { Recovery = null, RecoveryHead = act.ActId, Facts = Facts.Add(fact) },
        RecoveryCompleted completed => Complete(completed),
        ActVoided { Act: var act } => this with { Voided = Voided.Add((act.Contract, act.Voided)), Facts = Facts.Add(fact) },
        _ => this,
    };

    private PartyHistory Complete(RecoveryCompleted completed) => this with
    {
        Keys = Keys.SetItem(completed.NewKey, new(completed.NewKey, KeyScopes.All, completed.At.Time, null, completed)),
        Recovery = null,
        RecoveryHead = completed.Act.ActId,
        KeysHead = completed.Act.ActId,
        Facts = Facts.Add(completed),
    };
}
