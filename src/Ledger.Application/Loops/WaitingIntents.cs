// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Application.Loops;

/// <summary>Intents without a nonce: simulated and priced many at once, and given up where the contracts refuse them for good.</summary>
internal sealed class WaitingIntents(Submitter submitter, Failing failing)
{
    /// <summary>The call data of one batch at most: nodes take requests of some megabytes, and these are in hexadecimal digits.</summary>
    private const int MostBytes = 384 * 1024;

    // What the contracts refused, and at which block: at the same one they would refuse it again.
    private readonly Dictionary<Hash32, Hash32> _refused = [];

    /// <summary>What the account has, and what it needs for the next intent, in wei; null while it can pay.</summary>
    public (UInt256 Has, UInt256 Needs)? Shortage { get; private set; }

    /// <summary>Prepares as many as there is room and money for, in the order of sending.</summary>
    /// <param name="canFail">Whether nothing of ours is on its way that an intent could wait for.</param>
    public async Task<(IReadOnlyList<PreparedTransaction> Ready, bool HasFailed)> PrepareAsync(
        OutboxView view, GasFees fees, int room, bool canFail, CancellationToken cancellation)
    {
        Shortage = null;
        var block = view.Look.Head.Ref;
        var chosen = Choose(view, room, block.Hash, canFail);
        if (chosen.Count == 0)
        {
            return ([], false);
        }

        var intents = chosen.Select(row => new TransactionIntent(row.Id, row.To, row.CallData)).ToList();
        var prepared = await submitter.PrepareAsync(intents, block, fees, cancellation);
        Remember(intents, prepared, block.Hash);
        var ready = prepared.OfType<Preparation.Prepared>().Select(it => it.Transaction).ToList();
        if (ready.Count > 0)
        {
            return (Affordable(view, ready), false);
        }

        var hasFailed = false;
        foreach (var (row, outcome) in chosen.Zip(prepared).Where(_ => canFail))
        {
            hasFailed |= outcome is Preparation.WouldRevert refused && await failing.FailAsync(row, block, refused.RevertData, cancellation);
        }

        return ([], hasFailed);
    }

    private List<IntentRow> Choose(OutboxView view, int room, Hash32 block, bool canFail)
    {
        var chosen = new List<IntentRow>();
        var bytes = 0;
        foreach (var row in view.Waiting.Where(row => canFail || !(_refused.TryGetValue(row.Id, out var at) && at == block)).Take(Math.Max(0, room)))
        {
            bytes += row.CallData.Length;
            if (chosen.Count > 0 && bytes > MostBytes)
            {
                break;
            }

            chosen.Add(row);
        }

        return chosen;
    }

    private void Remember(List<TransactionIntent> intents, IReadOnlyList<Preparation?> prepared, Hash32 block)
    {
        foreach (var old in _refused.Where(it => it.Value != block).Select(it => it.Key).ToList())
        {
            _refused.Remove(old);
        }

        foreach (var (intent, _) in intents.Zip(prepared).Where(it => it.Second is Preparation.WouldRevert))
        {
            _refused[intent.Id] = block;
        }
    }

    /// <summary>Those that the account can pay beside what is on its way already: a pool takes no more.</summary>
    private List<PreparedTransaction> Affordable(OutboxView view, List<PreparedTransaction> ready)
    {
        var price = ready[0].Fees.MaxFeePerGas.ToBigInteger();
        var balance = view.Look.Balance.ToBigInteger();
        if (balance >= price * submitter.MostGas * (view.Newest.Count + ready.Count))
        {
            return ready; // nothing has to be added up
        }

        var left = balance - view.Newest.Select(row => OutboxView.Transaction(row).Read())
            .Aggregate(BigInteger.Zero, (sum, it) => sum + (it.Fees.MaxFeePerGas.ToBigInteger() * it.GasLimit));
        var paid = ready.TakeWhile(it => (left -= price * it.GasLimit) >= 0).ToList();
        if (paid.Count == 0)
        {
            Shortage = (view.Look.Balance, UInt256.From(balance - left));
        }

        return paid;
    }
}
