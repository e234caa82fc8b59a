// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Ethereum;

namespace Ledger.Evidence.Storage;

/// <summary>A license's slot in the contract Licenses, as the comment there draws it; all zero for one never granted.</summary>
/// <remarks><code>
/// slot = licensee-number pool-number terminatedAt endsAt startsAt   ; big-endian: 4, 4, 8, 8, 8 bytes
/// </code></remarks>
/// <param name="StartsAt">First second (UTC) in force.</param>
/// <param name="EndsAt">First second (UTC) no longer in force; zero: without end.</param>
/// <param name="TerminatedAt">First second (UTC) at which it is terminated; zero: never.</param>
/// <param name="Pool">The pool's number, from 1 on.</param>
/// <param name="Licensee">The licensee's number, from 1 on.</param>
public readonly record struct LicenseRecord(ulong StartsAt, ulong EndsAt, ulong TerminatedAt, uint Pool, uint Licensee)
{
    public static LicenseRecord Read(Hash32 slot)
    {
        var bytes = Hash32.Bytes(in slot);
        return new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    public Hash32 ToSlot()
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], StartsAt);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], EndsAt);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], TerminatedAt);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Pool);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Licensee);
        return new(bytes);
    }
}
