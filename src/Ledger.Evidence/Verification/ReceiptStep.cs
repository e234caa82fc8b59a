// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
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

        if ((license.Events.Flaw ?? Spare(license)) is { } flaw)
        {
            return Step.Fail(Name, flaw);
        }

        return license switch
        {
            { Granted: null } => Step.Fail(Name, Note.Of("grant-missing")),
            _ when license.Granted.Act != license.Evidence.Grant => Step.Fail(Name, Note.Of("grant-differs")),
            _ => Step.Ok(Name, Note.Of("receipt-ok", ("events", license.Events.Facts.Length))),
        };
    }

    private static Note? Spare(LicenseCase license)
    {
        var grant = license.Evidence.Grant;
        HashSet<Subject> subjects =
        [
            Subject.Pool(grant.Pool),
            Subject.Party(grant.Licensee),
            Subject.File(grant.Pool, grant.Licensee),
            Subject.License(license.Evidence.License),
        ];
        if (license.Charter is { Act: var charter })
        {
            subjects.Add(Subject.Party(charter.Administrator));
        }

        var checkpoints = license.Evidence.Usage.Select(usage => usage.Checkpoint).ToHashSet();
        var facts = license.Events!.Facts;
        for (var i = 0; i < facts.Length; i++)
        {
            var belongs = facts[i] is CheckpointAnchored checkpoint
                ? checkpoints.Contains(checkpoint.Act.ActId)
                : facts[i].Subjects.Any(subjects.Contains);
            if (!belongs)
            {
                return Note.Of("event-spare", ("position", i));
            }
        }

        return null;
    }
}
