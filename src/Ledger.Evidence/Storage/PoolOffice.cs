// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Ethereum;

namespace Ledger.Evidence.Storage;

/// <summary>What of a pool's second slot in the contract Pools is evidence; all zero for one that was never formed.</summary>
/// <remarks><code>
/// slot = epoch quorum members number governance logKey      ; big-endian: 2, 2, 3, 4, 1, 20 bytes
/// </code></remarks>
/// <param name="Epoch">The present epoch of the usage log.</param>
/// <param name="Number">The pool's number, from 1 on.</param>
/// <param name="LogKey">The log key of the present epoch.</param>
public readonly record struct PoolOffice(ushort Epoch, uint Number, Address LogKey)
{
    public static PoolOffice Read(Hash32 slot)
    {
        var bytes = Hash32.Bytes(in slot);
        return new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[7..]), new Address(bytes[12..]));
    }

    /// <summary>The slot, of a pool without members and quorum.</summary>
    public Hash32 ToSlot()
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        bytes.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, Epoch);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[7..], Number);
        var key = LogKey;
        Address.Bytes(in key).CopyTo(bytes[12..]);
        return new(bytes);
    }
}
