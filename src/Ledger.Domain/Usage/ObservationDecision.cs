// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>Whether an observation is taken in. Any party may observe; its key must hold the scope Report.</summary>
internal static class ObservationDecision
{
    public static Refusal? Check(IntakeContext context, Observation observation) =>
        (observation.ObservedAt > context.Now ? new ObservedInFuture(observation.ObservedAt, context.Now) : null)
        ?? (observation.Subject.IsZero && observation.SubjectName.Length == 0 ? new SubjectUnnamed() : null)
        ?? RecordText.CheckOptional("subjectName", observation.SubjectName)
        ?? RecordText.Check("product", observation.Product)
        ?? RecordText.CheckAct(observation.Act)
        ?? RecordText.CheckCountry("madeIn", observation.MadeIn)
        ?? RecordText.CheckCountry("soldIn", observation.SoldIn);
}
