// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>The limits of intake.</summary>
/// <param name="MaxRecordAgeSeconds">How much older than chain time the block that a record names may be.</param>
public sealed record IntakeOptions(
    ulong MaxRecordAgeSeconds = IntakeOptions.DefaultMaxRecordAgeSeconds)
{
    /// <summary>Seven days.</summary>
    public const ulong DefaultMaxRecordAgeSeconds = 7 * 24 * 3600;

    /// <summary>A share of everything.</summary>
    public const ushort WholeInBasisPoints = 10_000;

    /// <summary>The longest text of a record, in UTF-16 units.</summary>
    public const int LongestText = 256;
}
