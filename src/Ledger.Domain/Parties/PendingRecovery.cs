// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Parties;

/// <summary>A recovery that waits.</summary>
/// <param name="Started">The fact that started it.</param>
public sealed record PendingRecovery(RecoveryStarted Started)
{
    /// <summary>How long a recovery waits, in seconds: 14 days, the contract's <c>RECOVERY_DELAY</c>.</summary>
    public const ulong Delay = 14 * 24 * 60 * 60;

    /// <summary>The key that will hold every scope.</summary>
    public Address NewKey => Started.Act.NewKey;

    /// <summary>First second (UTC) at which it may be completed.</summary>
    public ulong DueAt => Started.At.Time + Delay;
}
