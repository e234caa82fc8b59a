// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Typed;

/// <summary>EIP-712 over structs that declare their fields; no reflection, no allocation but for long texts.</summary>
/// <remarks>
/// digest = keccak256(0x19 ‖ 0x01 ‖ domainSeparator ‖ hashStruct(message));
/// hashStruct(s) = keccak256(typeHash ‖ word of each field), where <c>string</c> and <c>bytes32[]</c> stand as their hash.
/// </remarks>
public static class Eip712
{
    private const int WordsOnStack = 32;
    private const int Group = 64; // structs that are laid out at a time for the lanes of the processor

    /// <summary><c>Name(type field,…)</c>, EIP-712's encodeType.</summary>
    public static string TypeString<T>()
        where T : ITypedStruct<T> => TypedShape<T>.TypeString;

    /// <summary>keccak256 of the type string.</summary>
    public static Hash32 TypeHash<T>()
        where T : ITypedStruct<T> => TypedShape<T>.TypeHash;

    /// <summary>The fields in order.</summary>
    public static IReadOnlyList<TypedField> Fields<T>()
        where T : ITypedStruct<T> => TypedShape<T>.Fields;

    /// <summary>The identity of the content: an act's id, a record's id.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public static Hash32 HashStruct<T>(T value)
        where T : ITypedStruct<T>
    {
        var length = Hash32.Size * (TypedShape<T>.Fields.Count + 1);
        Span<byte> words = length <= Hash32.Size * WordsOnStack ? stackalloc byte[length] : new byte[length];
        TypedShape<T>.TypeHash.CopyTo(words);
        var writer = new StructHashWriter(words);
        value.Write(ref writer);
        return Keccak256.Hash(words);
    }

    /// <summary>The identities of many structs of one type, in their order: hashed several at a time.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public static Hash32[] HashStructs<T>(IReadOnlyList<T> values)
        where T : ITypedStruct<T>
    {
        var length = Hash32.Size * (TypedShape<T>.Fields.Count + 1);
        var words = new byte[length * Math.Min(Group, values.Count)];
        var hashes = new Hash32[values.Count];
        for (var from = 0; from < hashes.Length; from += Group)
        {
            var count = Math.Min(Group, hashes.Length - from);
            for (var i = 0; i < count; i++)
            {
                var own = words.AsSpan(i * length, length);
                TypedShape<T>.TypeHash.CopyTo(own);
                var writer = new StructHashWriter(own);
                values[from + i].Write(ref writer);
            }

            Keccak256.HashMany(words.AsSpan(0, count * length), length, hashes.AsSpan(from, count));
        }

        return hashes;
    }

    /// <summary>What a key signs.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public static Hash32 Digest<T>(Eip712Domain domain, T value)
        where T : ITypedStruct<T> => Digest(domain.Separator, HashStruct(value));

    /// <summary>What a key signs, from the two hashes.</summary>
    public static Hash32 Digest(Hash32 domainSeparator, Hash32 structHash)
    {
        Span<byte> message = stackalloc byte[2 + (2 * Hash32.Size)];
        message[0] = 0x19;
        message[1] = 0x01;
        domainSeparator.CopyTo(message[2..]);
        structHash.CopyTo(message[(2 + Hash32.Size)..]);
        return Keccak256.Hash(message);
    }
}
