// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Proofs;

/// <summary>Gathers a license's evidence from chain and store and lets the outsiders' verifier judge it.</summary>
public sealed class LicenseVerification
{
    public Task<Outcome<VerificationView>> VerifyAsync(Hash32 license, string language, CancellationToken cancellation) => throw new NotSupportedException();
}
