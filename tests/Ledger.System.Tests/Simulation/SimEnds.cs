// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Domain.Alerts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
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
        var provisional = reader.Alerts.List(AlertState.Provisional, null, 0, int.MaxValue);
        Assert.All(provisional, alert => Assert.Equal(ReportGap.Rule, alert.Rule));
        var gaps = provisional.Select(alert => AlertBody.Read(alert.Body).Records[0].Record).ToHashSet();
        Assert.Superset(Gaps(reader, missing: 1), gaps);
        Assert.Subset(Gaps(reader, missing: 0), gaps); // none is missing by number where another one came in the place of the report before
        Assert.Empty(reader.Proposals.InState(ProposalState.Submitted, int.MaxValue));
        foreach (var failed in reader.Outbox.InState(IntentState.Failed, int.MaxValue))
        {
            Assert.DoesNotContain(failed.Id, chain.Head.After.Recorded);
        }

        return true;
    });

    /// <summary>Refused reports before which at least so many are missing in their streams: nobody sent those.</summary>
    private static HashSet<Hash32> Gaps(IStoreReader reader, ulong missing) => [.. reader.Suspects.List(null, null, null, 0, int.MaxValue)
        .Where(kept => kept.Reason == SuspectReason.Gap && ActJson.Read<UsageReport>(kept.Body).Sequence > (reader.Journal.LastOf(kept.Stream)?.Sequence ?? 0) + missing)
        .Select(kept => kept.RecordId)];

    private static string Describe(SimChain chain, IStoreReader reader, IntentRow intent)
    {
        var attempts = reader.Outbox.Attempts(intent.Id).Select(attempt => $"{attempt.Nonce}{(attempt.SentAt is null ? " unsent" : "")}{(attempt.Abandoned ? " abandoned" : "")}");
        var nonces = intent.Signer is { } signer ? $", the chain's nonce {chain.Head.After.Nonce(signer)}, the next {reader.Outbox.NextNonce(signer)}" : "";
        return $"{intent.Kind} {intent.State} nonce {intent.Nonce} [{string.Join(", ", attempts)}]{nonces}";
    }
}
