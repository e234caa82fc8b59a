// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>Keccak-256 of 64 bytes, as a Merkle node costs it: many at once, against one at a time.</summary>
internal static class Hashing
{
    private const int Inputs = 512;
    private const int InputSize = 2 * Hash32.Size;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, Inputs * InputSize).Select(i => (byte)(i * 7 & 0xFF))];

    private static readonly Hash32[] Hashes = new Hash32[Inputs];

    public static IEnumerable<Measurement> Run()
    {
        var (rate, limit, ratio) = Rounds.Against(Many, One);
        yield return new Measurement("ethereum.keccak", rate, "op/s", limit, ratio);
        yield return new Measurement("ethereum.keccak.scalar", limit, "op/s");
    }

    private static void Many(int count)
    {
        for (var done = 0; done < count; done += Inputs)
        {
            var inputs = Math.Min(Inputs, count - done);
            Keccak256.HashMany(Bytes.AsSpan(0, inputs * InputSize), InputSize, Hashes.AsSpan(0, inputs));
        }
    }

    private static void One(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Hashes[i % Inputs] = Keccak256.Hash(Bytes.AsSpan(i % Inputs * InputSize, InputSize));
        }
    }
}
