// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Evidence.Certificates;

/// <summary>One unit of a shipment, with what proves that its certificate is over it.</summary>
/// <param name="Serial">Its number, as printed on it.</param>
/// <param name="Index">The place of its leaf, drawn by lot.</param>
/// <param name="Salt">Its own salt.</param>
/// <param name="Path">The path from its leaf to the units' root.</param>
public sealed record UnitOpening(string Serial, ushort Index, Hash32 Salt, ImmutableArray<Hash32> Path)
{
    /// <summary>Whether the unit is under the root.</summary>
    public bool IsUnder(Hash32 root) =>
        SerialNumbers.IsOne(Serial)
        && Path.Length == UnitTree.Depth
        && InclusionProof.Verify(root, UnitTree.Slots, Index, UnitTree.Leaf(Serial, Salt), Path.AsSpan());
}

/// <summary>The salted commitment to a shipment's units: a tree of one depth, so that neither a path nor a place tells how many there are.</summary>
/// <remarks><code>
/// leaf-data = serial-length serial salt         ; 1, ASCII, 32 bytes; an empty slot has the length 0, which no unit has
/// salt      = HMAC-SHA-256(secret, 0x00 ‖ slot) ; slot: 2 bytes
/// place     = of the k-th unit, drawn without putting back: HMAC-SHA-256(secret, 0x01 ‖ k), its first 8 bytes, modulo what is left
/// </code></remarks>
public sealed class UnitTree
{
    /// <summary>The depth of every tree.</summary>
    public const int Depth = 16;

    /// <summary>How many leaves every tree has, and units at most.</summary>
    public const int Slots = 1 << Depth;

    /// <summary>The length of the secret in bytes.</summary>
    public const int SecretSize = 32;

    private readonly Dictionary<string, ushort> _places = new(StringComparer.Ordinal);
    private readonly byte[] _secret;
    private readonly MerkleTree _tree;

    /// <summary>Commits to the units.</summary>
    /// <param name="serials">Their numbers; each once.</param>
    /// <param name="secret">256 random bits, of this shipment alone.</param>
    /// <exception cref="ArgumentException">A number has another form or stands twice, there are none or too many, or the secret's length is wrong.</exception>
    public UnitTree(IReadOnlyList<string> serials, ReadOnlySpan<byte> secret)
    {
        if (serials.Count is 0 or > Slots || !serials.All(SerialNumbers.IsOne) || secret.Length != SecretSize)
        {
            throw new ArgumentException($"A shipment has 1 to {Slots} units with serial numbers, and a secret of {SecretSize} bytes.", nameof(serials));
        }

        _secret = secret.ToArray();
        var (slots, numbers) = (Enumerable.Range(0, Slots).ToArray(), new string?[Slots]);
        for (var k = 0; k < serials.Count; k++)
        {
            var drawn = k + (int)(BinaryPrimitives.ReadUInt64BigEndian(Derive(1, k)) % (ulong)(Slots - k));
            (slots[k], slots[drawn]) = (slots[drawn], slots[k]);
            numbers[slots[k]] = serials[k];
            if (!_places.TryAdd(serials[k], (ushort)slots[k]))
            {
                throw new ArgumentException($"{serials[k]} stands twice.", nameof(serials));
            }
        }

        _tree = new(numbers.Select((serial, slot) => Leaf(serial ?? "", Salt(slot))).ToArray());
    }

    /// <summary>The root that the certificate names.</summary>
    public Hash32 Root => _tree.Head;

    /// <summary>Opens one unit.</summary>
    /// <exception cref="KeyNotFoundException">It is none of the shipment's.</exception>
    public UnitOpening Open(string serial)
    {
        var place = _places[serial];
        return new(serial, place, Salt(place), [.. InclusionProof.Make(_tree, place, Slots)]);
    }

    internal static Hash32 Leaf(string serial, Hash32 salt)
    {
        var data = new byte[1 + serial.Length + Hash32.Size];
        data[0] = (byte)serial.Length;
        Encoding.ASCII.GetBytes(serial, data.AsSpan(1));
        salt.CopyTo(data.AsSpan(1 + serial.Length));
        return MerkleHash.Leaf(data);
    }

    private Hash32 Salt(int slot) => new(Derive(0, slot));

    private byte[] Derive(byte purpose, int number) => HMACSHA256.HashData(_secret, new[] { purpose, (byte)(number >> 8), (byte)(number & byte.MaxValue) });
}
