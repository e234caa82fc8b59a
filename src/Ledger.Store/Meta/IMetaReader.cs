// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Meta;

/// <summary>Named values: what identifies this store's chain, and counters of the use cases.</summary>
public interface IMetaReader
{
    string? Get(string name);
}

public interface IMetaWriter : IMetaReader
{
    /// <summary>Sets a value; null removes it.</summary>
    void Set(string name, string? value);
}
