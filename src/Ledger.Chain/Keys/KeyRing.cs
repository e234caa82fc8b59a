// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>The keys that this host signs with: its relayer, the pools' logs, the demonstration's parties.</summary>
public sealed class KeyRing
{
    private readonly Dictionary<Address, KeyFile> _keys = [];

    /// <summary>The keys held.</summary>
    public IReadOnlyCollection<KeyFile> Keys => _keys.Values;

    /// <summary>Adds a key; a second file of the same account replaces the first.</summary>
    public void Add(KeyFile key) => _keys[key.Signer.Address] = key;

    /// <summary>Reads every key file (<c>*.json</c>) of a directory.</summary>
    public void AddDirectory(string directory) => throw new NotImplementedException(directory);

    /// <summary>The signer of an account; null when the ring does not hold its key.</summary>
    public ISigner? Find(Address account) => _keys.GetValueOrDefault(account)?.Signer;
}
