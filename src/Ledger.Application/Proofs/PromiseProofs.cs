// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Application.Proofs;

/// <summary>What became of the promise for a journaled record, as the file that strangers judge (FORMATS §14).</summary>
public sealed class PromiseProofs
{
    private readonly LedgerContext _context;
    private readonly UsageProofs _proofs;

    internal PromiseProofs(LedgerContext context, UsageProofs proofs) => (_context, _proofs) = (context, proofs);

    /// <summary>Makes the file at the newest block followed; the verifier that strangers use has accepted it.</summary>
    /// <remarks>Of a broken promise it accuses this host, as the file of <c>ledger promise prove</c> does, which needs no host.</remarks>
    public async Task<Outcome<BundleFile>> MakeAsync(Hash32 record, CancellationToken cancellation)
    {
        var (row, head) = await _context.Store.ReadAsync(reader => (reader.Journal.Find(record), reader.Blocks.Head?.Ref.Number ?? 0), cancellation);
        if (row is not { Promise: not null })
        {
            return new RecordUnknown(record);
        }

        var (promise, signature) = Journaling.ReadPromise(row);
        var shown = await _proofs.ProveAsync(record, cancellation);
        var proof = shown.IsDone ? shown.Value : null;
        // A block up to which the store has followed the node: a checkpoint beyond it would call for a proof that is not here yet.
        var block = Math.Max(head, proof?.Checkpoint.Recorded.Block ?? 0);
        var made = await new PromiseGathering(_context.Node, promise, signature, _context.Contracts.Domain(ContractName.UsageLog))
            .GatherAsync(proof, block, cancellation);
        return made.IsDone ? new BundleFile($"promise-{record.ToString()[2..10]}.json", made.Value.Write()) : made.Refusal;
    }
}
