// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Documents;

/// <summary>A party's demand that something be erased, whatever it is.</summary>
public interface IErasureDemand
{
    /// <summary>Who demands it; the signing key is one of its keys with scope Contract.</summary>
    PartyId Party { get; }

    /// <summary>Why, in its words.</summary>
    string Reason { get; }

    /// <summary>When (UTC seconds).</summary>
    ulong RequestedAt { get; }

    /// <summary>What its party signs, under the domain of UsageLog.</summary>
    Hash32 Digest(Eip712Domain domain);
}
