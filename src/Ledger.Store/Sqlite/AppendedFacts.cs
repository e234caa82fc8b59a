// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using Ledger.Store.Facts;

namespace Ledger.Store.Sqlite;

/// <summary>The facts of a block as they were kept, each made only when somebody asks: while catching up hardly anybody does.</summary>
internal sealed class AppendedFacts(BlockRow block, IReadOnlyList<NewFact> facts, long[] seqs) : IKeptFacts
{
    public int Count => facts.Count;

    public FactRow this[int index] => new(
        seqs[index], block.Ref, block.Time, facts[index].EventIndex, facts[index].Transaction, facts[index].Address, facts[index].Topics,
        facts[index].Data, facts[index].Kind, Retracted: false);

    public long SeqOf(int index) => seqs[index];

    public IEnumerator<FactRow> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
