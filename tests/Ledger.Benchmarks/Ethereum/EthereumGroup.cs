// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Benchmarks.Ethereum;

/// <summary>What the pure Ethereum room takes, on one thread.</summary>
internal static class EthereumGroup
{
    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        await Task.Yield(); // other groups wait for a node; this one only computes
        Measurement[] measured = [Recover.Run(), .. Decode.Run(), Encode.Run(), .. Hashing.Run(), .. Merkle.Run()];
        foreach (var measurement in measured)
        {
            yield return measurement;
        }
    }
}
