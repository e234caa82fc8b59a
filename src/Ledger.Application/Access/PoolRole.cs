// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Access;

/// <summary>What a party is in a pool, for one of its API keys.</summary>
public enum PoolRole
{
    /// <summary>The pool's licensing administrator; counts only while the chain says so too.</summary>
    Administrator = 1,

    /// <summary>A member that licenses its patents through the pool; counts only while it is one.</summary>
    Licensor = 2,

    /// <summary>Somebody who reports usage under a license of his own.</summary>
    Licensee = 3,

    /// <summary>Who traces usage and judges reports for the pool.</summary>
    Auditor = 4,

    /// <summary>A dispute team, which opens matters and takes evidence away.</summary>
    Dispute = 5,
}
