// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Ledger.Ethereum;

namespace Ledger.Domain.Documents;

/// <summary>One field of a schema.</summary>
public sealed record SchemaField(string Name, FieldType Type);

/// <summary>The fields of a kind of document, in order. Its id is the hash of its text, so that a schema cannot change under its name.</summary>
/// <remarks><code>
/// text     = name "(" [field *("," field)] ")"      ; ledger.license-terms/1(text currency,decimal ratePerDevice,…)
/// field    = type SP field-name                     ; type in lower case
/// schemaId = keccak256(text)
/// </code></remarks>
public sealed record DocumentSchema(string Name, ImmutableArray<SchemaField> Fields)
{
    /// <summary>The schema's id.</summary>
    public Hash32 Id => Keccak256.Hash(Encoding.UTF8.GetBytes(ToString()));

    public override string ToString() =>
        $"{Name}({string.Join(',', Fields.Select(field => $"{field.Type.ToString().ToLowerInvariant()} {field.Name}"))})";

    /// <summary>The places of named fields, ascending; names that are none of the schema have none.</summary>
    public int[] Places(params ReadOnlySpan<string> names)
    {
        List<int> places = [];
        for (var i = 0; i < Fields.Length; i++)
        {
            if (names.Contains(Fields[i].Name))
            {
                places.Add(i);
            }
        }

        return [.. places];
    }

    /// <summary>Whether a value may stand in the field at <paramref name="index"/>.</summary>
    public bool Takes(int index, FieldValue value) =>
        index >= 0 && index < Fields.Length && value.IsCanonical && (value.Type == FieldType.Absent || value.Type == Fields[index].Type);

    public bool Equals(DocumentSchema? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
