// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain;

/// <summary>Where a fact stands. The order of facts is (block, event index), never time.</summary>
/// <param name="Block">The block that recorded it.</param>
/// <param name="Time">That block's timestamp, in UTC seconds.</param>
/// <param name="Transaction">The transaction's hash.</param>
/// <param name="EventIndex">The log index within the block.</param>
public readonly record struct FactPosition(BlockRef Block, ulong Time, Hash32 Transaction, uint EventIndex)
    : IComparable<FactPosition>
{
    public int CompareTo(FactPosition other) =>
        Block.Number == other.Block.Number ? EventIndex.CompareTo(other.EventIndex) : Block.Number.CompareTo(other.Block.Number);

    public static bool operator <(FactPosition left, FactPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(FactPosition left, FactPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(FactPosition left, FactPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FactPosition left, FactPosition right) => left.CompareTo(right) >= 0;
}
