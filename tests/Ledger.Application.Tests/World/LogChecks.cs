// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tests.World;

/// <summary>A pool's log as the host finds it, against the fold of its facts.</summary>
internal static class LogChecks
{
    public static void IsAsFolded(Known known, PoolId pool)
    {
        var facts = known.FactsOf(Subject.UsageLog(pool)).OfType<CheckpointAnchored>().ToList();
        (ILogHistory folded, var found) = (LogHistory.From(facts), known.Log(pool));
        Assert.Equal(folded.Newest, found.Newest);
        foreach (var epoch in facts.Select(fact => fact.Act.Epoch).Append(facts.Count == 0 ? 0 : facts[^1].Act.Epoch + 1).Distinct())
        {
            Assert.Equal(folded.Latest(epoch), found.Latest(epoch));
            Assert.Equal(folded.Down(epoch), found.Down(epoch));
            foreach (var size in facts.Select(fact => fact.Act.Size).Append(1UL).Distinct())
            {
                Assert.Equal(folded.FirstPast(epoch, size - 1), found.FirstPast(epoch, size - 1));
                Assert.Equal(folded.FirstPast(epoch, size), found.FirstPast(epoch, size));
                Assert.Equal(folded.Of(epoch, size), found.Of(epoch, size));
            }
        }
    }
}
