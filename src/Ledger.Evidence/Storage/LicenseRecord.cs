// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Ethereum;

namespace Ledger.Evidence.Storage;

/// <summary>A license's slot in the contract Licenses, as the comment there draws it; all zero for one that never came to be.</summary>
/// <remarks><code>
/// slot = licensee-number pool-number archived reinstatedAt suspendedAt terminatedAt endsAt startsAt
///                                                              ; big-endian: 3, 3, 1, 5, 5, 5, 5, 5 bytes
/// </code></remarks>
/// <param name="StartsAt">First second (UTC) in force.</param>
/// <param name="EndsAt">First second (UTC) no longer in force; zero: without end.</param>
/// <param name="TerminatedAt">First second (UTC) at which it is terminated; zero: never.</param>
/// <param name="SuspendedAt">First second (UTC) of the last suspension; zero: never suspended.</param>
/// <param name="ReinstatedAt">First second (UTC) after it; zero while it lasts.</param>
/// <param name="Archived">How many suspensions came before the last.</param>
/// <param name="Pool">The pool's number, from 1 on.</param>
/// <param name="Licensee">The licensee's number, from 1 on.</param>
public readonly record struct LicenseRecord(
    ulong StartsAt, ulong EndsAt, ulong TerminatedAt, ulong SuspendedAt, ulong ReinstatedAt, byte Archived, uint Pool, uint Licensee)
{
    public static LicenseRecord Read(Hash32 slot)
    {
        var bytes = Hash32.Bytes(in slot);
        return new(
            Read(bytes[27..]),
            Read(bytes[22..27]),
            Read(bytes[17..22]),
            Read(bytes[12..17]),
            Read(bytes[7..12]),
            bytes[6],
            (uint)Read(bytes[3..6]),
            (uint)Read(bytes[..3]));
    }

    /// <summary>The record that a license's own acts lead to. Its numbers only the chain knows.</summary>
    public static LicenseRecord Of(LicenseHistory license, uint pool, uint licensee) => new(
        license.Origin?.StartsAt ?? 0,
        license.Latest?.EndsAt ?? 0,
        license.Terminated?.Act.EffectiveAt ?? 0,
        license.Suspensions is [.., var last] ? last.From : 0,
        license.Suspensions is [.., { Until: { } until }] ? until : 0,
        (byte)Math.Max(0, license.Suspensions.Count - 1),
        pool,
        licensee);

    public Hash32 ToSlot()
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        Write(bytes[27..], StartsAt);
        Write(bytes[22..27], EndsAt);
        Write(bytes[17..22], TerminatedAt);
        Write(bytes[12..17], SuspendedAt);
        Write(bytes[7..12], ReinstatedAt);
        bytes[6] = Archived;
        Write(bytes[3..6], Pool);
        Write(bytes[..3], Licensee);
        return new(bytes);
    }

    private static ulong Read(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        foreach (var one in bytes)
        {
            value = (value << 8) | one;
        }

        return value;
    }

    private static void Write(Span<byte> bytes, ulong value)
    {
        for (var i = bytes.Length - 1; i >= 0; i--, value >>= 8)
        {
            bytes[i] = (byte)(value & byte.MaxValue);
        }
    }
}
