// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Ledger.Application.Core;

/// <summary>Codes of the alarms that stand until their cause is gone. Stable.</summary>
internal static class Alarm
{
    /// <summary>The relayer cannot pay: the outbox waits, and goes on by itself once it is funded.</summary>
    public const string OutboxUnfunded = "outbox-unfunded";

    /// <summary>The network asks for more than the ceiling: the outbox waits until it asks for less.</summary>
    public const string FeesAboveCeiling = "fees-above-ceiling";

    /// <summary>Somebody else signs with the relayer's key. Stands until the next start.</summary>
    public const string RelayerShared = "relayer-shared";

    /// <summary>The remote signer does not answer: the outbox waits.</summary>
    public const string SignerAway = "signer-away";

    /// <summary>The remote signer says no: the outbox waits.</summary>
    public const string SignerRefuses = "signer-refuses";

    /// <summary>The remote signer signed something else than it was asked to: nothing of it is kept or sent.</summary>
    public const string SignerLies = "signer-lies";

    /// <summary>The embedded chain's state could not be written down: its records are enough, but the next start replays more of them.</summary>
    public const string SnapshotFailed = "snapshot-failed";
}

/// <summary>What an operator must know as long as it stands.</summary>
internal sealed class AlarmBook
{
    private readonly ConcurrentDictionary<string, string> _standing = new(StringComparer.Ordinal);

    /// <summary>Code and sentence of each, by code.</summary>
    public IReadOnlyList<(string Code, string Sentence)> Standing => [.. _standing.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => (it.Key, it.Value))];

    public void Raise(string code, string sentence) => _standing[code] = sentence;

    public void Clear(string code) => _standing.TryRemove(code, out _);
}
