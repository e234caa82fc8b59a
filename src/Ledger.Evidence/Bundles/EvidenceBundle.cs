// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Bundles;

/// <summary>The file that leaves the house: a ZIP of stored entries whose <c>manifest.json</c> hashes every other one.</summary>
public static class EvidenceBundle
{
    /// <summary>Writes a bundle; the same evidence gives the same bytes.</summary>
    public static byte[] Write(LicenseEvidence evidence) => throw new NotSupportedException();

    /// <summary>What a bundle holds, unjudged: for a reader who looks up which blocks to trust before asking for a verdict.</summary>
    /// <returns>False where the container or an entry cannot be read; <see cref="Verify"/> then says why.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, [NotNullWhen(true)] out LicenseEvidence? evidence) => throw new NotSupportedException();

    /// <summary>Judges a bundle: its container first, then what it holds. Total.</summary>
    public static LicenseVerification Verify(ReadOnlyMemory<byte> bundle, Trust? trust, ulong? at = null) => throw new NotSupportedException();
}
