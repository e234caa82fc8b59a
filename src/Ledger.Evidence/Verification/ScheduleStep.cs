// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Schedules;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>
/// The revisions of the schedules that the license covers stand on chain, from the one on that it took up, and none is left
/// out: the slot of each schedule's head says where they end. One step for each schedule.
/// </summary>
internal static class ScheduleStep
{
    private const StepName Name = StepName.Schedule;

    public static IEnumerable<VerificationStep> Judge(LicenseCase license)
    {
        if (license is not { Origin: { } origin, Pools: { } state } || license.Schedules.IsEmpty)
        {
            return [Step.NotReached(Name, license.Headers.Flaw is null ? StepName.Receipt : StepName.Header)];
        }

        var heads = license.Evidence.State.Pool.Schedules;
        return heads.Select(head => head.Schedule).SequenceEqual(license.Schedules.Select(covered => covered.Schedule))
            ? license.Schedules.Zip(heads, (covered, head) => Judge(license, origin.Pool, covered, head.Nodes, state))
            : [Step.Fail(Name, Note.Of("schedule-other"))];
    }

    private static VerificationStep Judge(
        LicenseCase license, PoolId pool, CoveredSchedule covered, ImmutableArray<byte[]> nodes, StateReader state)
    {
        var id = covered.Schedule;
        var of = covered.By.By is LicenseAmended ? covered.By.Id.ToString() : null;
        if (state.Read("scheduleHead", StorageSlots.ScheduleHead(pool, id), nodes, out var head) is { } flaw)
        {
            return Step.Fail(Name, flaw, of);
        }

        var shown = license.Offices.Schedule(id).Revisions;
        return shown switch
        {
            [var first, ..] when covered.IsBefore(first) => shown switch
            {
                [_, var second, ..] when covered.IsBefore(second) =>
                    Step.Fail(Name, Note.Of("schedule-early", ("schedule", id), ("revision", first.Act.Revision)), of),
                _ when !Leads(shown) || shown[^1].Act.ActId != head => Step.Fail(Name, Note.Of("schedule-incomplete", ("schedule", id), ("head", head)), of),
                _ => Step.Ok(Name, Note.Of("schedule-ok", ("schedule", id), ("revision", first.Act.Revision), ("later", shown.Count - 1)), of),
            },
            _ => Step.Fail(Name, Note.Of("schedule-missing", ("schedule", id)), of),
        };
    }

    private static bool Leads(ImmutableList<ScheduleRevised> revisions) =>
        revisions.Zip(revisions.Skip(1)).All(pair => pair.Second.Act.Previous == pair.First.Act.ActId);
}
