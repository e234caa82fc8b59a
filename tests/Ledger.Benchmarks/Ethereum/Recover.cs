// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Native;
using Ledger.Ethereum.Typed;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>From an act and its signature to the signer's address, against libsecp256k1's recover alone.</summary>
internal static class Recover
{
    private static readonly Address Signer = Secp256k1.AddressOf(Acts.Key);

    private static readonly byte[][] Parsed = [.. Acts.Signatures.Select(Parse)];

    public static Measurement Run()
    {
        var (rate, limit, ratio) = Rounds.Against(Ours, Bare);
        return new Measurement("ethereum.recover", rate, "op/s", limit, ratio);
    }

    private static void Ours(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var at = i % Acts.Count;
            var digest = Eip712.Digest(Acts.Domain, Acts.All[at]);
            if (!Secp256k1.TryRecover(digest, Acts.Signatures[at], out var signer) || signer != Signer)
            {
                throw new InvalidOperationException("The signer was not recovered.");
            }
        }
    }

    /// <summary>libsecp256k1's recover alone, so many times.</summary>
    public static void Bare(int count)
    {
        Span<byte> publicKey = stackalloc byte[NativeSecp256k1.PublicKeySize];
        for (var i = 0; i < count; i++)
        {
            var at = i % Acts.Count;
            if (NativeSecp256k1.Recover(NativeSecp256k1.Context, publicKey, Parsed[at], Hash32.Bytes(in Acts.Digests[at])) != 1)
            {
                throw new InvalidOperationException("The public key was not recovered.");
            }
        }
    }

    private static byte[] Parse(Signature signature)
    {
        var parsed = new byte[NativeSecp256k1.RecoverableSignatureSize];
        _ = NativeSecp256k1.RecoverableParse(NativeSecp256k1.Context, parsed, signature.ToArray(), signature.V - 27);
        return parsed;
    }
}
