// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain;

/// <summary>The <c>signatures</c> of an act: 65 bytes r‖s‖v each, in the order of the act's signers; equal by content.</summary>
public readonly struct SignatureRun : IEquatable<SignatureRun>
{
    private const int SignatureSize = Signature.Size;

    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Copies the bytes, whatever they are; <see cref="IsWhole"/> and <see cref="TryGet"/> judge them.</summary>
    public SignatureRun(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    private SignatureRun(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Whether the length is a multiple of 65.</summary>
    public bool IsWhole => AsSpan().Length % SignatureSize == 0;

    /// <summary>How many whole signatures it holds.</summary>
    public int Count => AsSpan().Length / SignatureSize;

    /// <summary>Those that a reader found in <paramref name="whole"/>, not copied: nobody may change it from now on.</summary>
    /// <param name="whole">What was read.</param>
    /// <param name="part">The place in it where they stand.</param>
    public static SignatureRun Within(ReadOnlyMemory<byte> whole, ReadOnlySpan<byte> part) =>
        whole.Span.Overlaps(part, out var place) ? new(whole.Slice(place, part.Length)) : new(part);

    /// <summary>Joins signatures in the order given.</summary>
    public static SignatureRun Of(params ReadOnlySpan<Signature> signatures)
    {
        var bytes = new byte[signatures.Length * SignatureSize];
        for (var i = 0; i < signatures.Length; i++)
        {
            signatures[i].CopyTo(bytes.AsSpan(i * SignatureSize, SignatureSize));
        }

        return new(bytes);
    }

    public ReadOnlySpan<byte> AsSpan() => _bytes.Span;

    public byte[] ToArray() => AsSpan().ToArray();

    /// <summary>The bytes of one signature.</summary>
    public ReadOnlySpan<byte> this[int index] => AsSpan().Slice(index * SignatureSize, SignatureSize);

    /// <summary>One signature; false when it is missing, malleable or out of range.</summary>
    public bool TryGet(int index, out Signature signature)
    {
        signature = default;
        return index >= 0 && index < Count && Signature.TryCreate(this[index], out signature);
    }

    public bool Equals(SignatureRun other) => AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals(object? obj) => obj is SignatureRun other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(AsSpan());
        return hash.ToHashCode();
    }

    public override string ToString() => Hex.Encode(AsSpan());

    public static implicit operator SignatureRun(byte[] bytes) => new(bytes);

    public static implicit operator ReadOnlySpan<byte>(SignatureRun run) => run.AsSpan();

    public static bool operator ==(SignatureRun left, SignatureRun right) => left.Equals(right);

    public static bool operator !=(SignatureRun left, SignatureRun right) => !left.Equals(right);
}
