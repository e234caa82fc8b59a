// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>Keccak-256 of 64 bytes, as a Merkle node costs it.</summary>
internal static class Hashing
{
    public static Measurement Run() => new("ethereum.keccak", Rounds.Rate(Hash), "op/s");

    private static void Hash(int count)
    {
        Span<byte> node = stackalloc byte[2 * Hash32.Size];
        for (var i = 0; i < count; i++)
        {
            Keccak256.Hash(node).CopyTo(node);
        }
    }
}
