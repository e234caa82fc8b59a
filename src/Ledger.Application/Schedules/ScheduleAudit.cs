// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Schedules;

namespace Ledger.Application.Schedules;

/// <summary>Whether a recorded revision adds exactly what was contributed: the rule that the contract leaves to every reader.</summary>
/// <remarks>Whoever holds the administrator's key can record a revision past this host; what it breaks is shown with it.</remarks>
internal sealed class ScheduleAudit(LedgerContext context)
{
    public const string Kept = "kept";
    public const string Broken = "broken";
    public const string Unknown = "unknown";

    /// <summary>Judges one revision of a schedule.</summary>
    public AuditView Judge(Known known, ScheduleHistory schedule, ScheduleRevised revised)
    {
        var act = revised.Act;
        var (lists, store) = (context.Lists, known.Store);
        if (lists.Contributed(store, revised) is not { } contributions || lists.Of(store, schedule, act.Revision - 1) is not { } before)
        {
            return View(Unknown, new ListNotHeld(act.Root));
        }

        if (lists.Of(store, schedule, act.Revision) is { } patents)
        {
            return AdditionsDecision.Decide(before, act, patents, contributions).Refusal is { } reason ? View(Broken, reason) : View(Kept, null);
        }

        // Nothing can be delisted from a list of as many patents as there are: it is that list, or it is foreign.
        return lists.Together(store, schedule, revised) is { } whole && whole.Count <= act.Count
            ? View(Broken, new RevisionNotContributed(act.Count, act.Root))
            : View(Unknown, new ListNotHeld(act.Root));
    }

    private static AuditView View(string state, Refusal? reason) => new(state, reason?.Code, reason?.Args);
}
