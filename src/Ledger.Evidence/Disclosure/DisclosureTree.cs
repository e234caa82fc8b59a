// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Evidence.Disclosure;

/// <summary>The salted commitment to one document, of which single fields can be shown.</summary>
/// <remarks><code>
/// leaf-data  = schemaId index type value salt    ; 32 bytes, 4 big-endian, 1, UTF-8, 32
/// leaf       = keccak256(0x00 ‖ leaf-data)
/// salt       = HMAC-SHA-256(document secret, schemaId ‖ index)
/// commitment = keccak256(schemaId ‖ field count (4, big-endian) ‖ RFC 6962 root over the leaves)
/// </code>
/// Every field of the schema has its leaf; an absent one has type 0 and an empty value under its salt.</remarks>
public sealed class DisclosureTree
{
    /// <summary>The length of a document's secret in bytes.</summary>
    public const int SecretSize = 32;

    private readonly ImmutableArray<FieldValue> _values;
    private readonly ImmutableArray<Hash32> _salts;
    private readonly MerkleTree _tree;

    /// <summary>Commits to a document.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="values">One value for each of its fields, <see cref="FieldValue.Absent"/> where there is none.</param>
    /// <param name="secret">256 random bits, this document's alone; who has them can open every field.</param>
    /// <exception cref="ArgumentException">A value does not fit the schema, or the secret's length is wrong.</exception>
    public DisclosureTree(DocumentSchema schema, ImmutableArray<FieldValue> values, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretSize)
        {
            throw new ArgumentException($"A document's secret has {SecretSize} bytes.", nameof(secret));
        }

        if (values.Length != schema.Fields.Length || values.Where((value, index) => !schema.Takes(index, value)).Any())
        {
            throw new ArgumentException($"The values do not fit the schema {schema}.", nameof(values));
        }

        (Schema, _values) = (schema, values);
        var salts = ImmutableArray.CreateBuilder<Hash32>(values.Length);
        _tree = new();
        for (var index = 0; index < values.Length; index++)
        {
            salts.Add(Salt(schema.Id, index, secret));
            _tree.Append(Leaf(schema.Id, index, values[index], salts[index]));
        }

        _salts = salts.MoveToImmutable();
        Root = Commit(schema.Id, (uint)values.Length, _tree.Head);
    }

    public DocumentSchema Schema { get; }

    /// <summary>The commitment: what an act or a record names as the document's root.</summary>
    public Hash32 Root { get; }

    /// <summary>Shows the fields at these indexes and withholds the rest.</summary>
    public Disclosed Disclose(params ReadOnlySpan<int> indexes)
    {
        var fields = ImmutableArray.CreateBuilder<DisclosedField>(indexes.Length);
        foreach (var index in indexes)
        {
            fields.Add(new(index, _values[index], _salts[index], [.. InclusionProof.Make(_tree, (ulong)index, _tree.Size)]));
        }

        return new(Schema.Id, (uint)_values.Length, _tree.Head, fields.MoveToImmutable());
    }

    internal static Hash32 Commit(Hash32 schemaId, uint count, Hash32 root)
    {
        Span<byte> input = stackalloc byte[Hash32.Size + sizeof(uint) + Hash32.Size];
        schemaId.CopyTo(input);
        BinaryPrimitives.WriteUInt32BigEndian(input[Hash32.Size..], count);
        root.CopyTo(input[(Hash32.Size + sizeof(uint))..]);
        return Keccak256.Hash(input);
    }

    internal static Hash32 Leaf(Hash32 schemaId, int index, FieldValue value, Hash32 salt)
    {
        var text = Encoding.UTF8.GetBytes(value.Text);
        var data = new byte[Hash32.Size + sizeof(int) + 1 + text.Length + Hash32.Size];
        schemaId.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(Hash32.Size), index);
        data[Hash32.Size + sizeof(int)] = (byte)value.Type;
        text.CopyTo(data, Hash32.Size + sizeof(int) + 1);
        salt.CopyTo(data.AsSpan(data.Length - Hash32.Size));
        return MerkleHash.Leaf(data);
    }

    private static Hash32 Salt(Hash32 schemaId, int index, ReadOnlySpan<byte> secret)
    {
        Span<byte> input = stackalloc byte[Hash32.Size + sizeof(int)];
        schemaId.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input[Hash32.Size..], index);
        return new(HMACSHA256.HashData(secret, input));
    }
}
