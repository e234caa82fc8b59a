// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Application.Loops;

/// <summary>
/// Which kept bytes are to be sent now: those that no node has acknowledged, and those that the node's pool has lost. What
/// was answered is not sent again at once, whatever the answer was: a pool may not show what it holds.
/// </summary>
internal sealed class DueSendings
{
    /// <summary>How long an answer is left alone.</summary>
    private const ulong AgainAfterSeconds = 5;

    private readonly Dictionary<Hash32, (ulong Nonce, ulong At)> _answered = [];

    /// <summary>What is due, by nonce: what is in flight, and what something signed for a higher nonce waits for.</summary>
    public IReadOnlyList<AttemptRow> Of(OutboxView view, ulong now)
    {
        // A nonce that was spent and is free again was taken back by a reorg: that is no answer of the pool.
        foreach (var spent in _answered.Where(it => it.Value.Nonce < view.Look.Nonce).Select(it => it.Key).ToList())
        {
            _answered.Remove(spent);
        }

        return view.Last is not { } last
            ? []
            : [.. view.Newest.Where(row => (row.Nonce <= view.Top || row.Nonce < last) && !view.GivenUp.Contains(row.Nonce)
                && (row.SentAt is null || row.Nonce >= view.Look.PendingNonce) && IsQuiet(row.Hash, now))];
    }

    /// <summary>The node has answered these bytes.</summary>
    public void Note(OutboxTransaction transaction, ulong now) => _answered[transaction.Hash] = (transaction.Nonce, now);

    private bool IsQuiet(Hash32 transaction, ulong now) =>
        !_answered.TryGetValue(transaction, out var answer) || now < answer.At || now - answer.At >= AgainAfterSeconds;
}
