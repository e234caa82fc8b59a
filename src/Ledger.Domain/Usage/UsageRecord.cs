// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>What all records share: the id and the digest, over the one declaration of their fields.</summary>
public abstract record UsageRecord<TSelf> : IUsageRecord
    where TSelf : UsageRecord<TSelf>, ITypedStruct<TSelf>
{
    public abstract RecordKind Kind { get; }

    /// <inheritdoc />
    public RecordId Id => new(Eip712.HashStruct((TSelf)this));

    PartyId IUsageRecord.Author => Signer;

    RecordPlace IUsageRecord.Place => Where;

    Hash32? IUsageRecord.Concerns => About;

    Hash32 IUsageRecord.RecentBlock => NotBefore;

    /// <summary>What <see cref="IUsageRecord.Author"/> says.</summary>
    protected abstract PartyId Signer { get; }

    /// <summary>What <see cref="IUsageRecord.Place"/> says.</summary>
    protected abstract RecordPlace Where { get; }

    /// <summary>What <see cref="IUsageRecord.RecentBlock"/> says.</summary>
    protected abstract Hash32 NotBefore { get; }

    /// <summary>What <see cref="IUsageRecord.Concerns"/> says: the license, where the record stands under one.</summary>
    protected virtual Hash32? About => Where.License?.Value;

    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, (TSelf)this);

    public TResult Accept<TResult>(IRecordVisitor<TResult> visitor) => visitor.Visit((TSelf)this);
}
