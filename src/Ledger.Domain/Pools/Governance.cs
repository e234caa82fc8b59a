// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Pools;

/// <summary>Who signs a pool's acts.</summary>
public enum Governance : byte
{
    /// <summary>The administrator decides; the founders replace it.</summary>
    GovernmentLed = 0,

    /// <summary>A quorum of members decides; the founders are the first of them.</summary>
    MemberOwned = 1,

    /// <summary>The administrator decides; a quorum of members replaces it, and consents to removals and policies.</summary>
    Independent = 2,
}
