// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Evidence.Disclosure;

/// <summary>What a disclosure shows.</summary>
public abstract record DisclosureVerdict
{
    private DisclosureVerdict()
    {
    }

    /// <summary>Every field shown is what the document says.</summary>
    /// <param name="Values">One for each field of the schema; null where withheld.</param>
    public sealed record Shown(ImmutableArray<FieldValue?> Values) : DisclosureVerdict;

    /// <summary>It is no disclosure in its one form: a part is missing, such as the salt of a value, or is not what it must be.</summary>
    public sealed record Unreadable(string What) : DisclosureVerdict;

    /// <summary>Every field shown is what the amendment says; whether the license was so amended only the chain knows.</summary>
    /// <param name="Version">The amendment's id, to be looked for among the license's versions.</param>
    /// <param name="Values">One for each field of the schema; null where withheld.</param>
    public sealed record VersionUnconfirmed(Hash32 Version, ImmutableArray<FieldValue?> Values) : DisclosureVerdict;

    /// <summary>Every field shown is what the act says that made the license; whether such a license exists only the chain knows.</summary>
    /// <param name="License">The license's id, to be held against one that is known.</param>
    /// <param name="Values">One for each field of the schema; null where withheld.</param>
    public sealed record LicenseUnconfirmed(LicenseId License, ImmutableArray<FieldValue?> Values) : DisclosureVerdict;

    /// <summary>The act shown is not of the license.</summary>
    public sealed record LicenseWrong(LicenseId Actual) : DisclosureVerdict;

    /// <summary>The act shown made another version of the license.</summary>
    public sealed record VersionWrong(Hash32 Actual) : DisclosureVerdict;

    /// <summary>No schema known here has this id.</summary>
    public sealed record SchemaUnknown(Hash32 SchemaId) : DisclosureVerdict;

    /// <summary>The disclosure gives another number of fields than its schema has.</summary>
    public sealed record CountWrong(uint Count) : DisclosureVerdict;

    /// <summary>Schema, count and tree root do not hash to the commitment.</summary>
    public sealed record CommitmentWrong : DisclosureVerdict;

    /// <summary>A field is no field of the schema, stands twice, or its value does not fit.</summary>
    public sealed record FieldWrong(int Index) : DisclosureVerdict;

    /// <summary>A field's value, salt and path do not lead to the tree's root.</summary>
    public sealed record PathWrong(int Index) : DisclosureVerdict;
}

/// <summary>Judges a disclosure against the commitment that an act or a record names. Total.</summary>
public static class DisclosureVerifier
{
    public static DisclosureVerdict Verify(Hash32 commitment, Disclosed shown, IEnumerable<DocumentSchema> known)
    {
        var schema = known.FirstOrDefault(candidate => candidate.Id == shown.SchemaId);
        if (schema is null)
        {
            return new DisclosureVerdict.SchemaUnknown(shown.SchemaId);
        }

        if (shown.Count != schema.Fields.Length)
        {
            return new DisclosureVerdict.CountWrong(shown.Count);
        }

        if (DisclosureTree.Commit(shown.SchemaId, shown.Count, shown.TreeRoot) != commitment)
        {
            return new DisclosureVerdict.CommitmentWrong();
        }

        var values = new FieldValue?[schema.Fields.Length];
        foreach (var field in shown.Fields)
        {
            if (!schema.Takes(field.Index, field.Value) || values[field.Index] is not null)
            {
                return new DisclosureVerdict.FieldWrong(field.Index);
            }

            var leaf = DisclosureTree.Leaf(shown.SchemaId, field.Index, field.Value, field.Salt);
            if (!InclusionProof.Verify(shown.TreeRoot, shown.Count, (ulong)field.Index, leaf, field.Path.AsSpan()))
            {
                return new DisclosureVerdict.PathWrong(field.Index);
            }

            values[field.Index] = field.Value;
        }

        return new DisclosureVerdict.Shown([.. values]);
    }
}
