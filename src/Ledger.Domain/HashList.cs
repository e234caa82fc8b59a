// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Runtime.CompilerServices;
using Ledger.Ethereum;

namespace Ledger.Domain;

/// <summary>A <c>bytes32[]</c> field of an act: immutable and equal by content, so that acts are.</summary>
[CollectionBuilder(typeof(HashList), nameof(Create))]
public readonly struct HashList : IReadOnlyList<Hash32>, IEquatable<HashList>
{
    private readonly Hash32[]? _items;

    /// <summary>Copies the items.</summary>
    public HashList(ReadOnlySpan<Hash32> items) => _items = items.ToArray();

    public int Count => _items?.Length ?? 0;

    public Hash32 this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    public static HashList Create(ReadOnlySpan<Hash32> items) => new(items);

    public ReadOnlySpan<Hash32> AsSpan() => _items;

    public bool Equals(HashList other) => AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals(object? obj) => obj is HashList other && Equals(other);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, this[0]);

    public IEnumerator<Hash32> GetEnumerator() => ((IEnumerable<Hash32>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(HashList left, HashList right) => left.Equals(right);

    public static bool operator !=(HashList left, HashList right) => !left.Equals(right);
}
