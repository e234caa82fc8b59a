// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>Signed typed data that the usage log commits; signed under the domain of UsageLog, without head or expiry.</summary>
public interface IUsageRecord
{
    RecordKind Kind { get; }

    /// <summary>The EIP-712 struct hash.</summary>
    RecordId Id { get; }

    /// <summary>Who signs, with a key of scope Report.</summary>
    PartyId Author { get; }

    /// <summary>Which pool's log takes it.</summary>
    RecordPlace Place { get; }

    /// <summary>Whom or what it speaks of (a license, an observed party); null where that is nobody known.</summary>
    Hash32? Concerns { get; }

    /// <summary>The block that bounds the signing from below.</summary>
    Hash32 RecentBlock { get; }

    /// <summary>What its author signs.</summary>
    Hash32 Digest(Eip712Domain domain);

    /// <summary>Gives the record back under its own type, for codecs.</summary>
    TResult Accept<TResult>(IRecordVisitor<TResult> visitor);
}

/// <summary>A record's place: a pool by its name, or that of a license.</summary>
/// <param name="Pool">The pool; null where the license says it.</param>
/// <param name="License">The license; null where the record names the pool.</param>
public readonly record struct RecordPlace(PoolId? Pool, LicenseId? License)
{
    public static RecordPlace In(PoolId pool) => new(pool, null);

    public static RecordPlace Under(LicenseId license) => new(null, license);
}

/// <summary>Takes a record under its own type.</summary>
public interface IRecordVisitor<out TResult>
{
    TResult Visit<TRecord>(TRecord record)
        where TRecord : IUsageRecord, ITypedStruct<TRecord>;
}

/// <summary>Takes the type of a kind of record, to read one.</summary>
public interface IRecordTypeVisitor<out TResult>
{
    TResult Visit<TRecord>()
        where TRecord : IUsageRecord, ITypedStruct<TRecord>;
}
