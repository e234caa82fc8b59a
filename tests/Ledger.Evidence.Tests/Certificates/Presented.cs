// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Certificates;

namespace Ledger.Evidence.Tests.Certificates;

/// <summary>Letters before a reader who knows something and has a clock.</summary>
public sealed record Presented(string Letters, CertificateTrust Trust, ulong Now)
{
    public CertificateFinding Judge() => CertificateVerifier.Check(Letters, Trust, Now);
}
