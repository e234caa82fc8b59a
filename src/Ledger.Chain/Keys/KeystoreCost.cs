// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Keys;

/// <summary>What a guess at a keystore's password costs: scrypt's n, r and p. Memory is 128·n·r bytes.</summary>
public readonly record struct KeystoreCost(int N, int R, int P)
{
    /// <summary>What wallets use: 256 MiB and about a second for each guess.</summary>
    public static KeystoreCost Standard => new(262_144, 8, 1);
}
