// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Journal;

/// <summary>An outside signature over a checkpoint. It stands beside the log, not in it.</summary>
/// <param name="Seq">Its number in the store; zero on the way in.</param>
/// <param name="Id">The struct hash.</param>
/// <param name="Size">The checkpoint's size.</param>
/// <param name="Party">Who signed.</param>
/// <param name="Body">What was signed.</param>
/// <param name="Signature">65 bytes.</param>
/// <param name="ReceivedAt">The host's clock, UTC seconds.</param>
public sealed record WitnessRow(
    long Seq, Hash32 Id, Hash32 Pool, ulong Epoch, ulong Size, Hash32 Party, byte[] Body, byte[] Signature, long ReceivedAt);

/// <summary>The outside signatures over checkpoints.</summary>
public interface IWitnessReader
{
    WitnessRow? Find(Hash32 id);

    /// <summary>Who signed that size of an epoch, in ascending order.</summary>
    IReadOnlyList<Hash32> Of(Hash32 pool, ulong epoch, ulong size);

    /// <summary>The longest size of an epoch that each party signed.</summary>
    IReadOnlyList<(Hash32 Party, ulong Size)> Longest(Hash32 pool, ulong epoch);

    /// <summary>Those after a number, oldest first; with a pool, only its own.</summary>
    IReadOnlyList<WitnessRow> List(Hash32? pool, long afterSeq, int limit);
}

public interface IWitnessWriter : IWitnessReader
{
    /// <summary>Keeps a signature; false where it is kept already.</summary>
    bool TryAdd(WitnessRow row);
}
