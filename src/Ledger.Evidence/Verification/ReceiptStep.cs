// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;

namespace Ledger.Evidence.Verification;

/// <summary>Every event stands in its block's receipts trie, belongs here, and the grant among them is the one shown.</summary>
internal static class ReceiptStep
{
    private const StepName Name = StepName.Receipt;

    public static VerificationStep Judge(LicenseCase license)
    {
        if (license.Events is null)
        {
            return Step.NotReached(Name, StepName.Header);
        }

        if ((license.Events.Flaw ?? (license.Origin is null ? Note.Of("grant-missing") : Spare(license))) is { } flaw)
        {
            return Step.Fail(Name, flaw);
        }

        return license switch
        {
            _ when !license.Origin!.By.Recorded.Equals(license.Evidence.Origin) => Step.Fail(Name, Note.Of("grant-differs")),
            _ when license.Parents.FirstOrDefault(parent => parent.Origin is null) is not null => Step.Fail(Name, Note.Of("parent-missing")),
            _ => Step.Ok(Name, Note.Of("receipt-ok", ("events", license.Events.All.Length))),
        };
    }

    private static Note? Spare(LicenseCase license)
    {
        HashSet<Subject> subjects =
        [
            Subject.License(license.Evidence.License),
            .. license.Parents.Where(parent => parent.Origin is not null).Select(parent => Subject.License(parent.Origin!.Id)),
            .. license.Signers.Select(signer => Subject.Party(signer.Party!.Value)),
            .. license.History.Holdings.Select(holding => Subject.Party(holding.Licensee)),
            .. license.Evidence.Records.Select(shown => Subject.Party(shown.Record.Author)),
            .. license.Evidence.Records.Select(shown => shown.Tombstone?.Erasure.Party).OfType<PartyId>().Select(Subject.Party),
            .. license.Evidence.Terms.Select(terms => terms.Tombstone?.Erasure.Party).OfType<PartyId>().Select(Subject.Party),
        ];
        if (license.Pool is { } pool)
        {
            subjects.Add(Subject.Pool(pool));
        }

        if (license.Origin is { } origin)
        {
            subjects.Add(Subject.File(origin.Pool, license.History.Licensee));
        }

        var checkpoints = license.Evidence.Records.Select(shown => shown.Checkpoint).ToHashSet();
        var digests = license.Evidence.Records.Select(shown => Lodging.DigestOf(shown.Record)).ToHashSet();
        var events = license.Events!.All;
        for (var i = 0; i < events.Length; i++)
        {
            var belongs = events[i] switch
            {
                CheckpointAnchored { Act.ActId: var checkpoint } => checkpoints.Contains(checkpoint),
                ScheduleRevised { Act: var act } => act.Pool == license.Pool
                    && (license.Schedules.IsEmpty || license.Schedules.Any(covered => covered.Schedule == act.Schedule)),
                Lodged lodged => lodged.Pool == license.Pool && digests.Contains(lodged.Digest),
                PolicyChanged { Act: var act } => act.Pool == license.Pool && act.Policy == CharterTerms.Policy,
                var other => other.Subjects.Any(subjects.Contains),
            };
            if (!belongs)
            {
                return Note.Of("event-spare", ("position", i));
            }
        }

        return null;
    }
}
