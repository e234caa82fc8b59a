// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Alerts;

/// <summary>
/// The watch rule <c>KeyEnded</c>: a record's key held when the host took the record in, and no more in the block of the checkpoint
/// that anchors it. Only the host's word says that it came in time: the chain shows it later than the key. It is no verdict.
/// </summary>
public static class KeyEnded
{
    /// <summary>The rule's name.</summary>
    public const string Rule = "KeyEnded";

    /// <summary>Null where the key holds in that block, or never was the author's.</summary>
    /// <param name="record">The record.</param>
    /// <param name="author">Its author, as the chain knows him up to the checkpoint.</param>
    /// <param name="key">The key that signed it.</param>
    /// <param name="checkpoint">The first checkpoint past its leaf.</param>
    public static Finding? Find(IUsageRecord record, PartyHistory author, Address key, CheckpointAnchored checkpoint)
    {
        var time = checkpoint.At.Time;
        return author.Keys.GetValueOrDefault(key) is { Until: { } until } hold && !hold.Holds(KeyScopes.None, time)
            ? new(Rule, new KeyEndedBeforeCheckpoint(record.Author, key, until, time), [record.Id.Value, .. EndOf(author, key)], [])
            : null;
    }

    /// <summary>The retirement or the loss that ended it, if an act did.</summary>
    private static IEnumerable<Hash32> EndOf(PartyHistory author, Address key) => author.Facts
        .Where(fact => fact is KeyRetired { Act.Key: var retired } && retired == key || fact is KeyCompromised { Act.Key: var lost } && lost == key)
        .Take(1)
        .Select(fact => fact.Recorded.ActId);
}

/// <summary>A record is anchored after the end of the key that signed it.</summary>
public sealed record KeyEndedBeforeCheckpoint(PartyId Author, Address Key, ulong Until, ulong At) : Clause
{
    public override string Code => "key-ended-before-checkpoint";

    public override IReadOnlyDictionary<string, string> Args => Named(("author", Author), ("key", Key), ("until", Until), ("at", At));
}
