// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Pools;

/// <summary>Who signs a pool's admissions, revisions and grants.</summary>
public enum Governance : byte
{
    GovernmentLed = 0,

    /// <summary>A quorum of members decides; not formed yet.</summary>
    MemberOwned = 1,

    Independent = 2,
}
