// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Submit;
using Ledger.Ethereum;

namespace Ledger.Application.Loops;

/// <summary>What keeps the outbox waiting, told for as long as it does.</summary>
internal sealed class SubmitAlarms(AlarmBook book)
{
    // Signed bytes that the node did not take for want of funds.
    private readonly HashSet<Hash32> _unpaid = [];

    /// <summary>What the node said to signed bytes.</summary>
    public void Note(IReadOnlyList<OutboxTransaction> sent, IReadOnlyList<SendResult> results)
    {
        foreach (var (transaction, result) in sent.Zip(results).Where(it => it.Second.Outcome != SendOutcome.Unknown))
        {
            _ = result.Outcome == SendOutcome.Unfunded ? _unpaid.Add(transaction.Hash) : _unpaid.Remove(transaction.Hash);
        }
    }

    /// <summary>Raises what stands after a step, and clears what does not.</summary>
    public void Tell(OutboxView view, GasFees? fees, (UInt256 Has, UInt256 Needs)? shortage, StuckTransactions stuck)
    {
        _unpaid.IntersectWith(view.Newest.Select(row => row.Hash));
        var isWanted = view.Waiting.Count + view.Flying.Count > 0;
        Put(Alarm.OutboxUnfunded, shortage is not null || _unpaid.Count > 0, () => shortage is var (has, needs)
            ? $"The relayer has {has} wei, and the next transaction needs {needs} wei beside those on their way; the outbox waits until it is funded."
            : $"The node does not take {_unpaid.Count} signed transactions, since the relayer has only {view.Look.Balance} wei; the outbox waits until it is funded.");
        Put(Alarm.FeesAboveCeiling, (fees is null && isWanted) || stuck.IsCapped(view), () =>
            $"The network asks for more than MaxFeeGwei allows (its gas price is {view.Look.Prices.GasPrice} wei); the outbox waits until it asks for less.");
    }

    private void Put(string code, bool stands, Func<string> sentence)
    {
        if (stands)
        {
            book.Raise(code, sentence());
        }
        else
        {
            book.Clear(code);
        }
    }
}
