// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Application.Loops;

/// <summary>
/// Fills nonces that nobody will use any more, so that what is signed behind them can move: an intent failed in a block
/// that a reorg took away, and the network forgot its transaction.
/// </summary>
internal sealed class NonceGaps(LedgerContext context, Submitter submitter)
{
    /// <summary>Keeps and sends a no-op for each gap below what is in flight, and sends again what was dropped.</summary>
    /// <param name="flying">The signed intents of the account, by nonce.</param>
    public async Task<bool> FillAsync(IReadOnlyList<IntentRow> flying, CancellationToken cancellation)
    {
        if (flying.Count == 0)
        {
            return false;
        }

        var chainNonce = await submitter.ChainNonceAsync(cancellation);
        if (flying[0].Nonce <= chainNonce)
        {
            return false;
        }

        var (gaps, fillers) = await context.Store.ReadAsync(
            reader => (reader.Outbox.Gaps(submitter.Account, chainNonce), reader.Outbox.Fillers(submitter.Account, chainNonce)), cancellation);
        var moved = false;
        foreach (var nonce in gaps.Where(nonce => nonce < flying[^1].Nonce))
        {
            moved |= await FillAsync(nonce, cancellation);
        }

        foreach (var filler in fillers)
        {
            var signed = new OutboxTransaction(Hash32.Zero, filler.Signer, filler.Nonce, filler.Raw, filler.Hash);
            if (filler.SentAt is null || await submitter.FateAsync(signed, cancellation) is TransactionFate.Dropped)
            {
                moved |= await SendAsync(signed, cancellation);
            }
        }

        return moved;
    }

    private async Task<bool> FillAsync(ulong nonce, CancellationToken cancellation)
    {
        var signed = submitter.Fill(Hash32.Zero, nonce, await submitter.FeesAsync(cancellation));
        var row = new AttemptRow(signed.Hash, null, signed.From, signed.Nonce, signed.Raw.ToArray(), checked((long)context.Now));
        return await context.Store.WriteAsync(writer => writer.Outbox.TryKeep(row), cancellation) && await SendAsync(signed, cancellation);
    }

    private async Task<bool> SendAsync(OutboxTransaction signed, CancellationToken cancellation)
    {
        if ((await submitter.SendAsync(signed, cancellation)).Outcome is not SendOutcome.Sent)
        {
            return false;
        }

        await context.Store.WriteAsync(
            writer =>
            {
                writer.Outbox.MarkSent(signed.Hash, checked((long)context.Now));
                return true;
            },
            cancellation);
        return true;
    }
}
