// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
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

    /// <summary>In Parties: the last act on the party's keys.</summary>
    public static Hash32 KeysHead(PartyId party) => Entry(party.Value, Root(PartiesParties));

    /// <summary>In Licenses: the head of the file (pool, licensee).</summary>
    public static Hash32 File(PoolId pool, PartyId licensee) => Entry(licensee.Value, Entry(pool.Value, Root(LicensesFiles)));

    /// <summary>In Licenses: the license's record.</summary>
    public static Hash32 Record(LicenseId license) => Entry(license.Value, Root(LicensesLicenses));

    /// <summary>In Licenses: the license's head.</summary>
    public static Hash32 Head(LicenseId license) => Entry(license.Value, Root(LicensesHeads));

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
