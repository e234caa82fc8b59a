// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Proofs;

/// <summary>Gathers a license's evidence from chain and store and lets the outsiders' verifier judge it.</summary>
public sealed class LicenseVerification
{
    private readonly LedgerContext _context;
    private readonly EvidenceGathering _gathering;

    internal LicenseVerification(LedgerContext context, EvidenceGathering gathering)
    {
        _context = context;
        _gathering = gathering;
    }

    public async Task<Outcome<VerificationView>> VerifyAsync(Hash32 license, string language, CancellationToken cancellation)
    {
        var gathered = await _gathering.GatherAsync(new LicenseId(license), withRecords: false, cancellation);
        if (!gathered.IsDone)
        {
            return gathered.Refusal;
        }

        var codeHash = _context.Record.Contracts.First(contract => contract.Name == nameof(ContractName.Licenses)).CodeHash;
        var verification = LicenseVerifier.Verify(
            gathered.Value.Evidence, new Trust(_context.Addresses, gathered.Value.FinalBlocks, codeHash));
        var state = gathered.Value.State;
        return new VerificationView(
            license,
            verification.Verdict.ToString().ToLowerInvariant(),
            _context.Record.Engine,
            _context.Record.IsEmbedded ? _context.Texts.Describe("embedded-caveat", Nothing, language).Detail : null,
            new BlockView(state.Ref.Number, state.Ref.Hash, state.Time, gathered.Value.FinalBlocks.Contains(state.Ref.Hash)),
            [.. verification.Steps.Select(step => new VerificationStepView(step.Text, step.Ok, _context.Texts.Note(step.Note, language) ?? step.Detail))]);
    }

    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);
}
