// SPDX-License-Identifier: Apache-2.0

using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Outbox;
using Ledger.Store.Proposals;

namespace Ledger.SystemTests.Simulation;

/// <summary>What must hold once a life is over and nothing moves any more.</summary>
internal static class SimEnds
{
    /// <summary>In the end nothing is on its way any more, and nothing was lost.</summary>
    public static Task<bool> CheckAsync(SimChain chain, SimLedger ledger) => ledger.Store.ReadAsync(reader =>
    {
        var halted = ledger.Open.Context.Halt.Reason;
        Assert.True(halted is null, halted + (ledger.Directory.TryFindDivergence(out var file) ? File.ReadAllText(file) : ""));
        Assert.Equal(chain.Head.Ref, reader.Blocks.Head!.Ref);
        IntentState[] open = [IntentState.Waiting, IntentState.Signed, IntentState.Included];
        var stuck = open.SelectMany(state => reader.Outbox.InState(state, int.MaxValue)).Select(intent => Describe(chain, reader, intent)).ToList();
        Assert.True(stuck.Count == 0, "Never came to an end: " + string.Join("; ", stuck));
        Assert.Empty(reader.Checkpoints.Open());
        SimChecks.Anchored(chain, reader);
        Assert.Empty(reader.Alerts.List(AlertState.Raised, null, 0, int.MaxValue));
        Assert.Empty(reader.Alerts.List(AlertState.Provisional, null, 0, int.MaxValue));
        Assert.Empty(reader.Proposals.InState(ProposalState.Submitted, int.MaxValue));
        foreach (var failed in reader.Outbox.InState(IntentState.Failed, int.MaxValue))
        {
            Assert.DoesNotContain(failed.Id, chain.Head.After.Recorded);
        }

        return true;
    });

    private static string Describe(SimChain chain, IStoreReader reader, IntentRow intent)
    {
        var attempts = reader.Outbox.Attempts(intent.Id).Select(attempt => $"{attempt.Nonce}{(attempt.SentAt is null ? " unsent" : "")}{(attempt.Abandoned ? " abandoned" : "")}");
        var nonces = intent.Signer is { } signer ? $", the chain's nonce {chain.Head.After.Nonce(signer)}, the next {reader.Outbox.NextNonce(signer)}" : "";
        return $"{intent.Kind} {intent.State} nonce {intent.Nonce} [{string.Join(", ", attempts)}]{nonces}";
    }
}
