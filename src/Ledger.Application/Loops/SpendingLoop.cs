// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Application.Loops;

/// <summary>
/// Adds up what the outbox's transactions have cost, once their nonces are spent in a final block: the sum and how far it reaches stand in
/// one row, so nothing is counted twice. It never hurries: what is counted is over.
/// </summary>
internal sealed class SpendingLoop(LedgerContext context, Submitter submitter) : LedgerLoop(context)
{
    private const ulong EverySeconds = 5;

    /// <summary>Nonces that are counted in one step.</summary>
    private const ulong Most = 256;

    /// <summary>How often a receipt is asked for.</summary>
    private const int MostLooks = 12;

    private ulong _looked;
    private (ulong Nonce, int Looks) _missing;

    public override string Name => "spend";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var now = Context.Now;
        if (now >= _looked && now - _looked < EverySeconds)
        {
            return false;
        }

        var (final, sum) = await Context.Store.ReadAsync(reader => (reader.Blocks.Final, reader.Spending.Of(submitter.Account)), cancellation);
        if (final is not { } block || sum is null || await submitter.NonceAsync(block, cancellation) is not { } spent || spent <= sum.NextNonce)
        {
            _looked = now;
            return false;
        }

        var end = Math.Min(spent, sum.NextNonce + Most);
        var attempts = await Context.Store.ReadAsync(reader => Signed(reader.Outbox, sum.NextNonce, end), cancellation);
        var found = await submitter.InclusionsAsync([.. attempts.Select(attempt => attempt.Hash)], cancellation);
        var next = Add(sum, end, attempts.Zip(found).ToLookup(it => it.First.Nonce, it => it.Second));
        _looked = next.NextNonce < end ? now : _looked;
        return next != sum
            && await Context.Store.WriteAsync(writer => writer.Spending.TryMove(submitter.Account, sum, next), cancellation)
            && next.NextNonce == end && end < spent;
    }

    private List<AttemptRow> Signed(IOutboxReader outbox, ulong from, ulong end)
    {
        var signed = new List<AttemptRow>();
        for (var nonce = from; nonce < end; nonce++)
        {
            signed.AddRange(outbox.EverAt(submitter.Account, nonce));
        }

        return signed;
    }

    /// <summary>
    /// Adds what was paid, nonce by nonce. Nodes show receipts late: one that is missing is waited for a while, and then counts as somebody
    /// else's who has the key.
    /// </summary>
    private SpendingRow Add(SpendingRow sum, ulong end, ILookup<ulong, PaidInclusion?> found)
    {
        for (var nonce = sum.NextNonce; nonce < end; nonce++)
        {
            var paid = found[nonce].FirstOrDefault(it => it is not null);
            if (paid is null && found[nonce].Any())
            {
                _missing = _missing.Nonce == nonce ? (nonce, _missing.Looks + 1) : (nonce, 1);
                if (_missing.Looks < MostLooks)
                {
                    return sum;
                }
            }

            sum = sum with { NextNonce = nonce + 1 };
            sum = paid is null ? sum : sum with
            {
                Transactions = sum.Transactions + 1,
                Gas = sum.Gas + paid.Inclusion.GasUsed,
                Wei = UInt256.From(sum.Wei.ToBigInteger() + (paid.GasPrice.ToBigInteger() * paid.Inclusion.GasUsed)),
            };
        }

        return sum;
    }
}
