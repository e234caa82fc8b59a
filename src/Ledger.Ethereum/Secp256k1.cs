// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Native;

namespace Ledger.Ethereum;

/// <summary>Signing and recovery on the curve secp256k1, by libsecp256k1. Every member may be called from any thread.</summary>
/// <remarks>Each member throws <see cref="DllNotFoundException"/>, naming what to install, where the library is missing.</remarks>
public static class Secp256k1
{
    private const int UncompressedSize = 65;

    /// <summary>Signs a digest; deterministic (RFC 6979), low s.</summary>
    /// <exception cref="ArgumentException">The private key is not 32 bytes between 1 and n − 1.</exception>
    public static Signature Sign(Hash32 digest, ReadOnlySpan<byte> privateKey)
    {
        RequireKey(privateKey);
        Span<byte> opaque = stackalloc byte[NativeSecp256k1.RecoverableSignatureSize];
        Span<byte> compact = stackalloc byte[64];
        _ = NativeSecp256k1.SignRecoverable(NativeSecp256k1.Context, opaque, Hash32.Bytes(in digest), privateKey);
        _ = NativeSecp256k1.RecoverableSerialize(NativeSecp256k1.Context, compact, out var recoveryId, opaque);

        // A recovery id of 2 or 3 (r reduced modulo n) happens once in 2^127 signatures; no verifier of ours takes it.
        return Signature.TryCreate(new Hash32(compact[..32]), new Hash32(compact[32..]), (byte)(27 + recoveryId), out var signature)
            ? signature
            : throw new InvalidOperationException("libsecp256k1 gave a signature that cannot be written as r ‖ s ‖ v.");
    }

    /// <summary>The account that made the signature; false where no key can have made it.</summary>
    public static bool TryRecover(Hash32 digest, Signature signature, out Address signer)
    {
        signer = default;
        if (signature.V is not (27 or 28))
        {
            return false;
        }

        Span<byte> compact = stackalloc byte[Signature.Size];
        Span<byte> opaque = stackalloc byte[NativeSecp256k1.RecoverableSignatureSize];
        Span<byte> publicKey = stackalloc byte[NativeSecp256k1.PublicKeySize];
        signature.CopyTo(compact);
        var context = NativeSecp256k1.Context;
        if (NativeSecp256k1.RecoverableParse(context, opaque, compact, signature.V - 27) != 1
            || NativeSecp256k1.Recover(context, publicKey, opaque, Hash32.Bytes(in digest)) != 1)
        {
            return false;
        }

        signer = AddressOfPublicKey(publicKey);
        return true;
    }

    /// <summary>The account of a private key.</summary>
    /// <exception cref="ArgumentException">The private key is not 32 bytes between 1 and n − 1.</exception>
    public static Address AddressOf(ReadOnlySpan<byte> privateKey)
    {
        RequireKey(privateKey);
        Span<byte> publicKey = stackalloc byte[NativeSecp256k1.PublicKeySize];
        _ = NativeSecp256k1.PublicKeyCreate(NativeSecp256k1.Context, publicKey, privateKey);
        return AddressOfPublicKey(publicKey);
    }

    /// <summary>Whether the bytes are a private key: 32 of them, between 1 and n − 1.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> privateKey) =>
        privateKey.Length == 32 && NativeSecp256k1.SecretKeyVerify(NativeSecp256k1.Context, privateKey) == 1;

    private static Address AddressOfPublicKey(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> point = stackalloc byte[UncompressedSize];
        NativeSecp256k1.PublicKeySerialize(NativeSecp256k1.Context, point, publicKey);
        var hash = Keccak256.Hash(point[1..]);
        return new Address(Hash32.Bytes(in hash)[12..]);
    }

    private static void RequireKey(ReadOnlySpan<byte> privateKey)
    {
        if (!IsPrivateKey(privateKey))
        {
            throw new ArgumentException("A private key is 32 bytes between 1 and n − 1.", nameof(privateKey));
        }
    }
}
