// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Disclosure;

/// <summary>Verdicts over disclosed terms as notes.</summary>
public static class DisclosureNotes
{
    public static Note Of(DisclosureVerdict verdict) => verdict switch
    {
        DisclosureVerdict.Shown { Values: var values } =>
            Note.Of("terms-ok", ("shown", values.Count(value => value is not null)), ("count", values.Length)),
        DisclosureVerdict.Unreadable { What: var what } => Note.Of("terms-unreadable", ("what", what)),
        DisclosureVerdict.LicenseWrong { Actual: var actual } => Note.Of("terms-license-other", ("actual", actual)),
        DisclosureVerdict.SchemaUnknown { SchemaId: var schema } => Note.Of("terms-schema-unknown", ("schema", schema)),
        DisclosureVerdict.CountWrong { Count: var count } => Note.Of("terms-count-wrong", ("count", count)),
        DisclosureVerdict.CommitmentWrong => Note.Of("terms-root-other"),
        DisclosureVerdict.FieldWrong { Index: var index } => Note.Of("terms-field-wrong", ("index", index)),
        DisclosureVerdict.PathWrong { Index: var index } => Note.Of("terms-path-wrong", ("index", index)),
        _ => throw new ArgumentException("The verdict has no note.", nameof(verdict)),
    };
}
