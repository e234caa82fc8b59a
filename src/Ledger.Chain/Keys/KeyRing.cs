// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>The keys that this host signs with: its relayer, the pools' logs, the demonstration's parties.</summary>
public sealed class KeyRing
{
    private readonly ConcurrentDictionary<Address, KeyFile> _keys = [];

    /// <summary>The keys held.</summary>
    public IReadOnlyCollection<KeyFile> Keys => [.. _keys.Values];

    /// <summary>Adds a key; a second file of the same account replaces the first.</summary>
    public void Add(KeyFile key) => _keys[key.Signer.Address] = key;

    /// <summary>Reads every key file (<c>*.json</c>) that lies in a directory; none where there is no directory.</summary>
    /// <exception cref="KeyFileException">One of them is not usable.</exception>
    public void AddDirectory(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            Add(KeyFile.Read(path));
        }
    }

    /// <summary>The signer of an account; null when the ring does not hold its key.</summary>
    public ISigner? Find(Address account) => _keys.GetValueOrDefault(account)?.Signer;
}
