// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Domain.Alerts;
using Ledger.Store;
using Ledger.Store.Alerts;

namespace Ledger.Application.Alerts;

/// <summary>How many promises the standing alerts say are broken.</summary>
internal static class BrokenPromises
{
    /// <summary>One for each alert of its own, and the number that each stretch's alert names; a stretch that still waits counts as one.</summary>
    public static ulong Count(IStoreReader reader) =>
        reader.Alerts.Counts().Where(one => one.Rule is PromiseBroken.Rule && one.State is not AlertState.Retracted).Aggregate(0UL, (sum, one) => sum + (ulong)one.Count)
        + new[] { AlertState.Provisional, AlertState.Raised, AlertState.Final }.SelectMany(state => reader.Alerts.Of(PromisesBroken.Rule, state)).Aggregate(0UL, (sum, alert) => sum + Of(alert));

    private static ulong Of(AlertRow alert) =>
        AlertBody.Read(alert.Body).Args.TryGetValue("count", out var count) ? ulong.Parse(count, CultureInfo.InvariantCulture) : 1;
}
