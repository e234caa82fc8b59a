// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Licenses;

/// <summary>What the acts on a license say of one instant; the numbers are the contract's. Never "licensed": that takes terms, patents, payments.</summary>
public enum Standing
{
    /// <summary>There is no such license.</summary>
    None = 0,

    /// <summary>It has not begun.</summary>
    NotYet = 1,

    InForce = 2,

    Suspended = 3,

    Terminated = 4,

    /// <summary>It has run out.</summary>
    Expired = 5,
}
