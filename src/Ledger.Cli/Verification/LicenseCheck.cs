// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Commands;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;

namespace Ledger.Cli.Verification;

/// <summary><c>ledger license verify</c>: fetches the evidence, judges it here, and asks the chain only for block hashes.</summary>
internal static class LicenseCheck
{
    public static async Task<int> RunAsync(Session session, string id, CancellationToken cancel)
    {
        var bundle = await session.Api.GetBytesAsync($"/licenses/{id}/bundle", cancel);
        if (!EvidenceBundle.TryRead(bundle, out var evidence))
        {
            return VerdictPrinter.Show(session, Hash32.Parse(id), EvidenceBundle.Verify(bundle, null), null);
        }

        if (evidence.License.Value != Hash32.Parse(id))
        {
            throw new CliFailure(ExitCode.Refused, "verdict.other", ("license", evidence.License.Value.ToString()));
        }

        var trust = await Trusting.AskChainAsync(session, evidence, cancel);
        return VerdictPrinter.Show(session, evidence.License.Value, EvidenceBundle.Verify(bundle, trust), evidence);
    }
}
