// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Application.Loops;

/// <summary>Signs what is stuck again, at the same nonce for a higher fee.</summary>
internal sealed class StuckTransactions(LedgerContext context, Submitter submitter, SigningDesk desk)
{
    /// <summary>How many at the front are looked at: what comes behind them waits for them, and for nothing else.</summary>
    private const int Front = 16;

    // What wants more than the ceiling.
    private readonly HashSet<Hash32> _capped = [];

    // The newest block when bytes were first seen in flight by this process.
    private readonly Dictionary<Hash32, ulong> _seen = [];

    /// <summary>Whether something in flight would have to pay more than the ceiling to move.</summary>
    public bool IsCapped(OutboxView view)
    {
        _capped.IntersectWith(view.Newest.Select(row => row.Hash));
        return _capped.Count > 0;
    }

    /// <summary>Replaces what the pool holds for too long, though blocks come: the first in line, and those right behind it.</summary>
    public async Task<bool> ReplaceAsync(OutboxView view, GasFees fees, CancellationToken cancellation)
    {
        Note(view);
        if (view.Top is not { } top || view.Newest is not [var first, ..] || !IsStuck(view, first))
        {
            return false;
        }

        var flying = view.Flying.Select(intent => intent.Id).ToHashSet();
        var front = view.Newest.Take(Front).Where(row => row.Nonce <= top && IsStuck(view, row) && (row.Intent is not { } id || flying.Contains(id)));
        return await RaiseAsync([.. front.Select(OutboxView.Transaction)], fees, cancellation);
    }

    /// <summary>Keeps dearer ones; they are sent in the next step.</summary>
    public async Task<bool> RaiseAsync(IReadOnlyList<OutboxTransaction> cheap, GasFees fees, CancellationToken cancellation)
    {
        var dearer = new List<UnsignedTransaction>();
        foreach (var transaction in cheap)
        {
            if (submitter.Dearer(transaction, fees) is { } raised)
            {
                dearer.Add(raised);
            }
            else if (fees.MaxFeePerGas > UInt256.Zero)
            {
                _capped.Add(transaction.Hash);
            }
        }

        var signed = await desk.SignAsync(dearer, cancellation);
        return signed.Count > 0
            && await context.Store.WriteAsync(writer => signed.Count(it => writer.Outbox.TryKeep(Row(it, context.Now))), cancellation) > 0;
    }

    /// <summary>Signed bytes as the store keeps them.</summary>
    public static AttemptRow Row(OutboxTransaction signed, ulong now) => new(
        signed.Hash, signed.IntentId == Hash32.Zero ? null : signed.IntentId, signed.From, signed.Nonce, signed.Raw.ToArray(), checked((long)now));

    private bool IsStuck(OutboxView view, AttemptRow row) =>
        row.SentAt is { } at && row.Nonce < view.Look.PendingNonce
        && Math.Abs(checked((long)context.Now) - at) >= context.Options.StuckAfterSeconds
        && ((long)view.Look.Head.Time >= at || view.Look.Head.Ref.Number > _seen[row.Hash]); // the clock may have been days ahead when it was sent

    private void Note(OutboxView view)
    {
        var flying = view.Newest.Select(row => row.Hash).ToHashSet();
        foreach (var gone in _seen.Keys.Where(hash => !flying.Contains(hash)).ToList())
        {
            _seen.Remove(gone);
        }

        foreach (var hash in flying)
        {
            _seen.TryAdd(hash, view.Look.Head.Ref.Number);
        }
    }
}
