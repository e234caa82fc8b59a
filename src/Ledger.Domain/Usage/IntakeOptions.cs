// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>The limits of intake.</summary>
/// <param name="MaxRecordAgeSeconds">How much older than chain time the block that a record names may be.</param>
/// <param name="PaymentDisputeSeconds">How long after the block that anchors it a claimed payment can be disputed.</param>
/// <param name="LodgeGraceSeconds">How long after the block that lodged its digest a record's body may come and still be in time.</param>
public sealed record IntakeOptions(
    ulong MaxRecordAgeSeconds = IntakeOptions.DefaultMaxRecordAgeSeconds,
    ulong PaymentDisputeSeconds = IntakeOptions.DefaultPaymentDisputeSeconds,
    ulong LodgeGraceSeconds = IntakeOptions.DefaultLodgeGraceSeconds)
{
    /// <summary>Seven days.</summary>
    public const ulong DefaultMaxRecordAgeSeconds = 7 * 24 * 3600;

    /// <summary>Thirty days.</summary>
    public const ulong DefaultPaymentDisputeSeconds = 30 * 24 * 3600;

    /// <summary>Seven days: as old as a record may be that is handed in.</summary>
    public const ulong DefaultLodgeGraceSeconds = DefaultMaxRecordAgeSeconds;

    /// <summary>A share of everything.</summary>
    public const ushort WholeInBasisPoints = 10_000;

    /// <summary>The longest text of a record, in UTF-16 units.</summary>
    public const int LongestText = 256;
}
