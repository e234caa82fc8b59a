// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Disclosure;

/// <summary>Verdicts over disclosed terms as notes.</summary>
public static class DisclosureNotes
{
    /// <param name="by">The act that made the version, where it is known.</param>
    /// <param name="isAttested">Whether that is an import of which nothing says that the licensee has counter-signed it.</param>
    public static Note Of(DisclosureVerdict verdict, IAct? by = null, bool isAttested = false) => verdict switch
    {
        DisclosureVerdict.Shown { Values: var values } when isAttested => Shown("terms-attested", values),
        DisclosureVerdict.Shown { Values: var values } when by is Amendment => Shown("terms-amended-ok", values, ("version", by.ActId)),
        DisclosureVerdict.Shown { Values: var values } when by is PoolCharter or PolicyChange => Shown("charter-ok", values, ("version", by.ActId)),
        DisclosureVerdict.Shown { Values: var values } => Shown("terms-ok", values),
        DisclosureVerdict.VersionUnconfirmed { Version: var version, Values: var values } => Shown("terms-version-unconfirmed", values, ("version", version)),
        DisclosureVerdict.LicenseUnconfirmed { License: var license, Values: var values } => Shown("terms-license-unconfirmed", values, ("license", license)),
        DisclosureVerdict.VersionWrong { Actual: var actual } => Note.Of("terms-version-other", ("actual", actual)),
        DisclosureVerdict.Unreadable { What: var what } => Note.Of("terms-unreadable", ("what", what)),
        DisclosureVerdict.LicenseWrong { Actual: var actual } => Note.Of("terms-license-other", ("actual", actual)),
        DisclosureVerdict.SchemaUnknown { SchemaId: var schema } => Note.Of("terms-schema-unknown", ("schema", schema)),
        DisclosureVerdict.CountWrong { Count: var count } => Note.Of("terms-count-wrong", ("count", count)),
        DisclosureVerdict.CommitmentWrong => Note.Of("terms-root-other"),
        DisclosureVerdict.FieldWrong { Index: var index } => Note.Of("terms-field-wrong", ("index", index)),
        DisclosureVerdict.PathWrong { Index: var index } => Note.Of("terms-path-wrong", ("index", index)),
        _ => throw new ArgumentException("The verdict has no note.", nameof(verdict)),
    };

    /// <summary>The note on a file, with what the file itself says of its version.</summary>
    public static Note Of(DisclosureVerdict verdict, DisclosureFile? file) => Of(verdict, file?.Act, file?.Act is AttestedImport);

    private static Note Shown(string code, ImmutableArray<FieldValue?> values, params ReadOnlySpan<(string, object)> more) =>
        Note.Of(code, [("shown", values.Count(value => value is not null)), ("count", values.Length), .. more]);
}
