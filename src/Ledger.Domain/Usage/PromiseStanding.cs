// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>What became of a promise.</summary>
public enum PromiseState
{
    /// <summary>Not anchored, and not yet due.</summary>
    Open,

    /// <summary>The checkpoint that first passed the leaf came in time.</summary>
    Kept,

    /// <summary>Broken: its time is past, and no checkpoint has passed the leaf.</summary>
    Overdue,

    /// <summary>Broken: the checkpoint that first passed the leaf came after its time.</summary>
    Late,

    /// <summary>Broken, whatever the time: the log holds another leaf in its place.</summary>
    Replaced,
}

/// <summary>Where a promise stands, by chain time alone.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Epoch">The epoch in which the leaf stands: the promised one, or a later one that carries it on.</param>
/// <param name="Index">Its index there.</param>
/// <param name="Due">The last second (UTC) of the block that may first pass the leaf.</param>
/// <param name="By">The checkpoint that first passed it; null while none did.</param>
public sealed record PromiseStanding(PromiseState State, ulong Epoch, ulong Index, ulong Due, CheckpointAnchored? By)
{
    /// <summary>AnchorGrace: a leaf that a sealed epoch left over has so many seconds from the sealing on, if it was not promised for later.</summary>
    /// <remarks>A constant and no option of the host: a stranger who judges must know it.</remarks>
    public const ulong CarriedGraceSeconds = 86_400;

    /// <summary>Whether the promise is broken. It stays so: a leaf that comes late is late for ever.</summary>
    public bool IsBroken => State is PromiseState.Overdue or PromiseState.Late or PromiseState.Replaced;

    /// <summary>Judges a promise. Total.</summary>
    /// <param name="promise">The promise.</param>
    /// <param name="epochs">The epochs of the pool's usage log, the first first.</param>
    /// <param name="log">The log's checkpoints.</param>
    /// <param name="time">The time of the newest block that both are known up to (UTC seconds).</param>
    /// <param name="held">The leaf that the log is known to hold in the promise's place; null where nobody looked.</param>
    public static PromiseStanding Of(Promise promise, IReadOnlyList<LogEpoch> epochs, ILogHistory log, ulong time, Hash32? held = null)
    {
        var place = Place(promise, epochs, epoch => log.Latest(epoch)?.Act.Size ?? 0);
        return Of(promise, place, log.FirstPast(place.Epoch, place.Index), time, held);
    }

    /// <summary>Judges a promise whose place is known.</summary>
    /// <param name="promise">The promise.</param>
    /// <param name="place">Where its leaf stands, and until when.</param>
    /// <param name="by">The checkpoint that first passed that place; null while none did.</param>
    /// <param name="time">The time of the newest block that this is known up to (UTC seconds).</param>
    /// <param name="held">The leaf that the log is known to hold there; null where nobody looked.</param>
    public static PromiseStanding Of(Promise promise, (ulong Epoch, ulong Index, ulong Due) place, CheckpointAnchored? by, ulong time, Hash32? held = null) => new(
        by switch
        {
            null => time > place.Due ? PromiseState.Overdue : PromiseState.Open,
            _ when held is { } leaf && leaf != promise.Leaf => PromiseState.Replaced,
            _ => by.At.Time > place.Due ? PromiseState.Late : PromiseState.Kept,
        },
        place.Epoch, place.Index, place.Due, by);

    /// <summary>Where a promise's leaf stands, and until when: past each seal that left it over it is carried on, with a grace of its own where the seal came in time.</summary>
    /// <param name="promise">The promise.</param>
    /// <param name="epochs">The epochs of the pool's usage log, the first first.</param>
    /// <param name="size">The size of an epoch's last checkpoint: of a sealed epoch, that of its seal.</param>
    public static (ulong Epoch, ulong Index, ulong Due) Place(Promise promise, IReadOnlyList<LogEpoch> epochs, Func<ulong, ulong> size)
    {
        var (epoch, index, due) = (promise.Epoch, promise.Index, promise.AnchorBy);
        foreach (var next in epochs)
        {
            if (next.Epoch <= epoch)
            {
                continue;
            }

            if (index < size(epoch))
            {
                break;
            }

            var sealedAt = next.By.At.Time;
            due = sealedAt <= due ? Math.Max(due, Later(sealedAt)) : due;
            (epoch, index) = (next.Epoch, index - size(epoch));
        }

        return (epoch, index, due);
    }

    /// <summary>Headers that strangers show may name any time.</summary>
    private static ulong Later(ulong time) => time > ulong.MaxValue - CarriedGraceSeconds ? ulong.MaxValue : time + CarriedGraceSeconds;
}
