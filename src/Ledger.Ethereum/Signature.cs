// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Ledger.Ethereum;

/// <summary>A recoverable ECDSA signature: 65 bytes r ‖ s ‖ v, with 0 &lt; r &lt; n, 0 &lt; s ≤ n/2 and v 27 or 28.</summary>
/// <remarks>
/// The one form that our contracts take, too (EIP-2 for the low s). A signature is no identity: nothing may be keyed by
/// its bytes. <c>default</c> is no signature and recovers nobody.
/// </remarks>
public readonly record struct Signature
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 65;

    private Signature(Hash32 r, Hash32 s, byte v) => (R, S, V) = (r, s, v);

    public Hash32 R { get; }

    public Hash32 S { get; }

    /// <summary>27 or 28: 27 plus the parity of the y coordinate of the nonce's point.</summary>
    public byte V { get; }

    // n and n/2 of secp256k1 (SEC 2, section 2.4.1).
    private static ReadOnlySpan<byte> Order =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
        0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41, 0x41,
    ];

    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x5D, 0x57, 0x6E, 0x73, 0x57, 0xA4, 0x50, 0x1D, 0xDF, 0xE9, 0x2F, 0x46, 0x68, 0x1B, 0x20, 0xA0,
    ];

    /// <summary>Takes the parts; refuses zero or overflowing r and s, a high s, and any v but 27 and 28.</summary>
    public static bool TryCreate(Hash32 r, Hash32 s, byte v, out Signature signature)
    {
        var good = v is 27 or 28
            && !r.IsZero
            && !s.IsZero
            && Hash32.Bytes(in r).SequenceCompareTo(Order) < 0
            && Hash32.Bytes(in s).SequenceCompareTo(HalfOrder) <= 0;
        signature = good ? new Signature(r, s, v) : default;
        return good;
    }

    /// <summary>Takes exactly 65 bytes r ‖ s ‖ v; refuses what the parts may not be.</summary>
    public static bool TryCreate(ReadOnlySpan<byte> bytes, out Signature signature)
    {
        signature = default;
        return bytes.Length == Size && TryCreate(new Hash32(bytes[..32]), new Hash32(bytes[32..64]), bytes[64], out signature);
    }

    /// <summary>Reads 0x and 130 hexadecimal digits; refuses what the parts may not be.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Signature signature)
    {
        Span<byte> bytes = stackalloc byte[Size];
        signature = default;
        return Hex.TryDecode(text, bytes) && TryCreate(bytes, out signature);
    }

    /// <summary>Writes r ‖ s ‖ v into the first 65 bytes of <paramref name="to"/>.</summary>
    public void CopyTo(Span<byte> to)
    {
        R.CopyTo(to);
        S.CopyTo(to[32..]);
        to[64] = V;
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>0x and 130 lower-case digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Hex.Encode(bytes);
    }
}
