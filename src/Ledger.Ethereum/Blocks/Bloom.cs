// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Blocks;

/// <summary>The 2048-bit filter over the addresses and topics of log entries (yellow paper, section 4.3.1).</summary>
/// <remarks>Three bits an entry: the low 11 bits of the first three 16-bit words of its keccak-256.</remarks>
public sealed class Bloom : IEquatable<Bloom>
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 256;

    // As many topics are hashed at once: the lanes of the processor, a few times over.
    private const int Together = 64;

    private readonly byte[] _bytes;

    private Bloom(byte[] bytes) => _bytes = bytes;

    /// <summary>The filter of no entry at all.</summary>
    public static Bloom Empty { get; } = new(new byte[Size]);

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Copies exactly 256 bytes.</summary>
    public static bool TryCreate(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Bloom? bloom)
    {
        bloom = bytes.Length == Size ? new Bloom(bytes.ToArray()) : null;
        return bloom is not null;
    }

    /// <summary>The filter of a receipt's or a block's entries.</summary>
    public static Bloom Of(IEnumerable<LogEntry> logs)
    {
        var bytes = new byte[Size];
        Span<Hash32> topics = stackalloc Hash32[Together];
        Span<Hash32> hashes = stackalloc Hash32[Together];
        var count = 0;
        LogEntry? before = null;
        foreach (var log in logs)
        {
            // Neighbours are often of one contract and one event: their bits are set already.
            if (before is null || log.Address != before.Address)
            {
                var address = log.Address;
                Add(bytes, Keccak256.Hash(Address.Bytes(in address)));
            }

            for (var i = 0; i < log.Topics.Length; i++)
            {
                if (before is not null && i < before.Topics.Length && log.Topics[i] == before.Topics[i])
                {
                    continue;
                }

                topics[count++] = log.Topics[i];
                if (count == Together)
                {
                    Add(bytes, topics, hashes);
                    count = 0;
                }
            }

            before = log;
        }

        Add(bytes, topics[..count], hashes[..count]);
        return new Bloom(bytes);
    }

    /// <summary>Whether an entry of this address may be there; false is certain.</summary>
    public bool MayContain(Address address) => MayContain(Address.Bytes(in address));

    /// <summary>Whether an entry with this topic may be there; false is certain.</summary>
    public bool MayContain(Hash32 topic) => MayContain(Hash32.Bytes(in topic));

    /// <summary>Whether every bit of <paramref name="part"/> is set here, as a receipt's are in its block's filter.</summary>
    public bool Covers(Bloom part)
    {
        for (var i = 0; i < Size; i++)
        {
            if ((part._bytes[i] & ~_bytes[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(Bloom? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => Equals(obj as Bloom);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>0x and 512 lower-case digits.</summary>
    public override string ToString() => Hex.Encode(_bytes);

    private static void Add(byte[] bytes, ReadOnlySpan<Hash32> topics, Span<Hash32> hashes)
    {
        Keccak256.HashMany(MemoryMarshal.AsBytes(topics), Hash32.Size, hashes);
        foreach (ref readonly var hash in hashes)
        {
            Add(bytes, in hash);
        }
    }

    private static void Add(byte[] bytes, in Hash32 hash)
    {
        for (var word = 0; word < 6; word += 2)
        {
            var (index, mask) = Bit(in hash, word);
            bytes[index] |= mask;
        }
    }

    private static (int Index, byte Mask) Bit(in Hash32 hash, int word)
    {
        var bit = ((hash[word] << 8) | hash[word + 1]) & 0x7FF;
        return (Size - 1 - (bit / 8), (byte)(1 << (bit % 8)));
    }

    private bool MayContain(ReadOnlySpan<byte> entry)
    {
        var hash = Keccak256.Hash(entry);
        for (var word = 0; word < 6; word += 2)
        {
            var (index, mask) = Bit(in hash, word);
            if ((_bytes[index] & mask) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
