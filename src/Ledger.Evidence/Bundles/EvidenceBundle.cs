// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Bundles;

/// <summary>The file that leaves the house: a ZIP of stored entries whose <c>manifest.json</c> hashes every other one.</summary>
public static class EvidenceBundle
{
    /// <summary>Writes a bundle; the same evidence gives the same bytes.</summary>
    public static byte[] Write(LicenseEvidence evidence) => throw new NotSupportedException();

    /// <summary>Judges a bundle: its container first, then what it holds. Total.</summary>
    public static LicenseVerification Verify(ReadOnlyMemory<byte> bundle, Trust? trust, ulong? at = null) => throw new NotSupportedException();
}
