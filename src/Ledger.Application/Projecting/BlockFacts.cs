// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Runtime.InteropServices;
using Ledger.Chain;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store.Facts;

namespace Ledger.Application.Projecting;

/// <summary>The logs of a block on their way into the store, one for one; each is put together when the store takes it.</summary>
/// <param name="logs">As the node gave them.</param>
/// <param name="events">What they say; null where this version cannot read one.</param>
/// <param name="keys">The keys under which each is found.</param>
internal sealed class BlockFacts(IReadOnlyList<EventLog> logs, ChainEvent?[] events, Hash32[][] keys) : IReadOnlyList<NewFact>
{
    public int Count => logs.Count;

    public NewFact this[int index] => new(
        logs[index].Index, logs[index].Transaction, logs[index].Entry.Address, logs[index].Entry.Topics, Bytes(logs[index].Entry.Data),
        events[index]?.Name ?? UnknownEvents.Kind, keys[index]);

    public IEnumerator<NewFact> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var whole) && whole.Offset == 0 && whole.Array!.Length == data.Length ? whole.Array : data.ToArray();
}
