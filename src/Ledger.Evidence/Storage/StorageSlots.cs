// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Evidence.Storage;

/// <summary>The storage slots that are evidence. A test compares them with the contracts' storage layout.</summary>
/// <remarks>A mapping's value for a key stands at keccak256(key ‖ slot of the mapping); a struct's fields follow from there.</remarks>
public static class StorageSlots
{
    /// <summary><c>Parties._parties</c>: party → (keysHead, numbers).</summary>
    public const byte PartiesParties = 4;

    /// <summary><c>Licenses._files</c>: pool → licensee → head.</summary>
    public const byte LicensesFiles = 3;

    /// <summary><c>Licenses._licenses</c>: license → record, one slot.</summary>
    public const byte LicensesLicenses = 4;

    /// <summary><c>Licenses._heads</c>: license → head; empty until its first change.</summary>
    public const byte LicensesHeads = 5;

    /// <summary><c>Pools._pools</c>: pool → (administrator, office, act chain), three slots.</summary>
    public const byte PoolsPools = 3;

    /// <summary><c>Pools._schedules</c>: pool → schedule → (head, numbers).</summary>
    public const byte PoolsSchedules = 5;

    /// <summary><c>Pools._policies</c>: pool → policy → head; empty while the charter's stands.</summary>
    public const byte PoolsPolicies = 12;

    /// <summary><c>Pools._logKeys</c>: pool → head; empty while the charter's log key stands.</summary>
    public const byte PoolsLogKeys = 13;

    /// <summary><c>UsageLog._last</c>: pool → epoch → (root, size), two slots.</summary>
    public const byte UsageLogLast = 2;

    private const int SizeBytes = sizeof(ulong);

    /// <summary>In Parties: the last act on the party's keys.</summary>
    public static Hash32 KeysHead(PartyId party) => Entry(party.Value, Root(PartiesParties));

    /// <summary>In Licenses: the head of the file (pool, licensee).</summary>
    public static Hash32 File(PoolId pool, PartyId licensee) => Entry(licensee.Value, Entry(pool.Value, Root(LicensesFiles)));

    /// <summary>In Licenses: the license's record.</summary>
    public static Hash32 Record(LicenseId license) => Entry(license.Value, Root(LicensesLicenses));

    /// <summary>In Licenses: the license's head.</summary>
    public static Hash32 Head(LicenseId license) => Entry(license.Value, Root(LicensesHeads));

    /// <summary>In Pools: the pool's present epoch and its log key (<see cref="PoolOffice"/>).</summary>
    public static Hash32 Office(PoolId pool) => Next(Entry(pool.Value, Root(PoolsPools)));

    /// <summary>In Pools: the last revision of a schedule.</summary>
    public static Hash32 ScheduleHead(PoolId pool, ScheduleId schedule) => Entry(schedule.Value, Entry(pool.Value, Root(PoolsSchedules)));

    /// <summary>In Pools: the last change of the log key.</summary>
    public static Hash32 LogKeysHead(PoolId pool) => Entry(pool.Value, Root(PoolsLogKeys));

    /// <summary>In Pools: the last change of the charter's text.</summary>
    public static Hash32 CharterHead(PoolId pool) => Entry(CharterTerms.Policy, Entry(pool.Value, Root(PoolsPolicies)));

    /// <summary>In UsageLog: the root of the last checkpoint of an epoch.</summary>
    public static Hash32 LogRoot(PoolId pool, ulong epoch) => Entry(Word(epoch), Entry(pool.Value, Root(UsageLogLast)));

    /// <summary>In UsageLog: the size of the last checkpoint of an epoch; the slot after that of its root.</summary>
    public static Hash32 LogSize(PoolId pool, ulong epoch) => Next(LogRoot(pool, epoch));

    /// <summary>The size that the slot <see cref="LogSize"/> holds.</summary>
    public static ulong ReadSize(Hash32 slot) => BinaryPrimitives.ReadUInt64BigEndian(Hash32.Bytes(in slot)[^SizeBytes..]);

    private static Hash32 Word(ulong value)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(word[^SizeBytes..], value);
        return new(word);
    }

    private static Hash32 Next(Hash32 slot)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        slot.CopyTo(word);
        for (var i = word.Length - 1; i >= 0; i--)
        {
            if (word[i] < byte.MaxValue)
            {
                word[i]++;
                break;
            }

            word[i] = 0;
        }

        return new(word);
    }

    private static Hash32 Root(byte slot)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        word[^1] = slot;
        return new(word);
    }

    private static Hash32 Entry(Hash32 key, Hash32 mapping)
    {
        Span<byte> joined = stackalloc byte[2 * Hash32.Size];
        key.CopyTo(joined);
        mapping.CopyTo(joined[Hash32.Size..]);
        return Keccak256.Hash(joined);
    }
}
