// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>Whether an observation is taken in. Any party may observe; its key must hold the scope Report.</summary>
public static class ObservationDecision
{
    public static Decision Decide(IntakeContext context, PoolHistory pool, Observation observation, Signature signature) =>
        pool.Formed is null
            ? new PoolUnknown(observation.Pool)
            : context.Check(observation, observation.Observer, signature) ?? CheckContent(context, observation);

    private static Refusal? CheckContent(IntakeContext context, Observation observation) =>
        (observation.ObservedAt > context.Now ? new ObservedInFuture(observation.ObservedAt, context.Now) : null)
        ?? (observation.Subject.IsZero && observation.SubjectName.Length == 0 ? new SubjectUnnamed() : null)
        ?? (observation.SubjectName.Length == 0 ? null : RecordText.Check("subjectName", observation.SubjectName))
        ?? RecordText.Check("product", observation.Product)
        ?? RecordText.CheckAct(observation.Act)
        ?? RecordText.CheckCountry("madeIn", observation.MadeIn)
        ?? RecordText.CheckCountry("soldIn", observation.SoldIn);
}
