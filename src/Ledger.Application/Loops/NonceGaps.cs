// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Submit;

namespace Ledger.Application.Loops;

/// <summary>
/// Nonces that nobody will use any more, below others that are in flight: an intent failed in a block that a reorg took
/// away, and the network forgot its transaction; or a stranger's transaction was forgotten for which ours had given way.
/// </summary>
internal static class NonceGaps
{
    /// <summary>Those that neither chain nor pool has, and for which nothing is signed that could still be wanted.</summary>
    public static IReadOnlyList<ulong> Of(OutboxView view)
    {
        if (view.Last is not { } last || view.Look.FollowedNonce is not { } followed)
        {
            return [];
        }

        var held = view.Newest.Select(row => row.Nonce).Where(nonce => !view.GivenUp.Contains(nonce)).ToHashSet();
        var gaps = new List<ulong>();
        for (var nonce = Math.Max(view.Look.PendingNonce, followed); nonce < last; nonce++)
        {
            if (!held.Contains(nonce))
            {
                gaps.Add(nonce);
            }
        }

        return gaps;
    }

    /// <summary>What is signed for them: nothing, to ourselves.</summary>
    public static IReadOnlyList<UnsignedTransaction> Fillers(OutboxView view, Submitter submitter, GasFees fees) =>
        [.. Of(view).Select(nonce => submitter.NoOp(nonce, fees))];
}
