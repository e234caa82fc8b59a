// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>The kinds of leaves of a usage log; the byte stands in the leaf.</summary>
public enum RecordKind : byte
{
    Report = 1,
    Observation = 2,
}

/// <summary>Signed typed data that the usage log commits; signed under the domain of UsageLog.</summary>
public interface IUsageRecord
{
    RecordKind Kind { get; }

    /// <summary>The EIP-712 struct hash.</summary>
    RecordId Id { get; }

    /// <summary>The block that bounds the signing from below.</summary>
    Hash32 RecentBlock { get; }

    /// <summary>What its signer signs.</summary>
    Hash32 Digest(Eip712Domain domain);
}
