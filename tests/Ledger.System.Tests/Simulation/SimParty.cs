// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Ethereum;

namespace Ledger.SystemTests.Simulation;

/// <summary>A party of the simulated world with its one key.</summary>
internal sealed class SimParty(string name, byte[] key)
{
    public string Name => name;

    public LocalSigner Signer { get; } = new(key, isDemo: true);

    /// <summary>Its private key, for a key file.</summary>
    public ReadOnlyMemory<byte> Key => key;

    /// <summary>Known once its opening is proposed.</summary>
    public Hash32 Id { get; set; }

    public override string ToString() => name;
}
