// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Ledger.Domain.Documents;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Verification;

/// <summary>
/// When a record that was lodged on chain counts as handed in: at its lodging, if its checkpoint shows that its body followed within the
/// grace of the charter that stood then. Only a lodging shown is judged; of a record without one nothing is said.
/// </summary>
/// <remarks>That the body came too late, or that the charter is silent, is no flaw of the evidence: the step holds, and its note says what is proven.</remarks>
internal static class LodgingStep
{
    private const StepName Name = StepName.Lodging;

    /// <param name="checkpoint">The one that the record names: its body was there when that was recorded, at the latest.</param>
    public static VerificationStep? Judge(LicenseCase license, RecordEvidence shown, CheckpointAnchored? checkpoint)
    {
        var of = shown.Id.ToString();
        if (license.Lodgings[Lodging.DigestOf(shown.Record)].FirstOrDefault(lodged => lodged.Pool == license.Pool) is not { } lodged)
        {
            return null;
        }

        if (checkpoint is null || license.Offices.CharterAt(lodged.At) is not { } charter)
        {
            return Step.NotReached(Name, checkpoint is null ? StepName.Receipt : StepName.Id, of);
        }

        if (lodged.At > checkpoint.At)
        {
            return Step.Ok(Name, Note.Of("lodging-later", ("lodged", lodged.At.Time), ("at", checkpoint.At.Time)), of);
        }

        if (license.Evidence.Terms.FirstOrDefault(terms => terms.Version == charter.By.Recorded.ActId)?.Disclosed is not { } disclosed)
        {
            return Step.Ok(Name, Unshown(lodged, charter), of);
        }

        return DisclosureVerifier.Verify(charter.Root, disclosed, [CharterTerms.Schema]) is DisclosureVerdict.Shown { Values: var values }
            ? Step.Ok(Name, Say(lodged, checkpoint, charter, Field(values, CharterTerms.ZoneField), Field(values, CharterTerms.LodgeGraceField)), of)
            : Step.NotReached(Name, StepName.Terms, of);
    }

    private static Note Say(Lodged lodged, CheckpointAnchored checkpoint, CharterVersion charter, FieldValue? zone, FieldValue? grace)
    {
        if (zone is not { Text: var place } || grace is not { Text: var count })
        {
            return Unshown(lodged, charter);
        }

        if (grace == FieldValue.Absent)
        {
            return Note.Of("lodging-grace-silent", ("lodged", lodged.At.Time), ("charter", charter.By.Recorded.ActId), ("at", checkpoint.At.Time));
        }

        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < CharterTerms.LeastDays or > CharterTerms.MostDays
            || new PoolDeadline(days, place) is not { } deadline || deadline.After(lodged.At.Time) is null)
        {
            return Note.Of("lodging-grace-uncountable", ("lodged", lodged.At.Time), ("days", count), ("zone", place));
        }

        var lodging = new Lodging(lodged.At.Time, new PoolRule(deadline, 0, charter));
        return Note.Of(
            checkpoint.At.Time <= lodging.FollowBy ? "lodging-ok" : "lodging-unproven",
            ("lodged", lodged.At.Time), ("days", days), ("until", lodging.FollowBy), ("at", checkpoint.At.Time));
    }

    private static Note Unshown(Lodged lodged, CharterVersion charter) =>
        Note.Of("lodging-grace-unshown", ("lodged", lodged.At.Time), ("charter", charter.By.Recorded.ActId));

    private static FieldValue? Field(ImmutableArray<FieldValue?> values, string name) =>
        values[CharterTerms.Schema.Places(name)[0]];
}
