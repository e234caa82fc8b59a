// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Graphs;

/// <summary>Something that stands in a graph.</summary>
/// <param name="Key">Kind and id: what edges name.</param>
/// <param name="Kind">A word of a closed list, such as <c>license</c>.</param>
/// <param name="Record">The id of the act, record, party, pool, license or alert.</param>
/// <param name="Line">Of a line: its place in its report.</param>
/// <param name="Words">What is written under the kind, line by line.</param>
internal sealed record GraphThing(string Key, string Kind, Hash32 Record, int? Line, IReadOnlyList<string> Words);

/// <summary>That one thing leads to another: what stands before comes first.</summary>
/// <param name="Relation">A word of a closed list, such as <c>reports</c>.</param>
internal readonly record struct GraphTie(string From, string To, string Relation);

/// <summary>Things that are not shown, and why.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Count">How many; of what the reader may not see, how many as well.</param>
/// <param name="IsClosed">Whether the reader may not see them; else there were too many.</param>
internal readonly record struct GraphRest(string Kind, int Count, bool IsClosed);

/// <summary>What a record stands on and what stands on it, before it is drawn. It keeps the order in which things were met.</summary>
internal sealed class ProvenanceGraph
{
    private readonly Dictionary<string, GraphThing> _things = new(StringComparer.Ordinal);
    private readonly List<GraphThing> _order = [];
    private readonly List<GraphTie> _ties = [];
    private readonly List<GraphRest> _rest = [];

    public IReadOnlyList<GraphThing> Things => _order;

    public IReadOnlyList<GraphTie> Ties => _ties;

    /// <summary>What is left out, by kind.</summary>
    public IReadOnlyList<GraphRest> Rest => [.. _rest.GroupBy(rest => (rest.Kind, rest.IsClosed)).Select(same => new GraphRest(same.Key.Kind, same.Sum(rest => rest.Count), same.Key.IsClosed))];

    /// <summary>Puts a thing in, once; false where it is there.</summary>
    public bool Add(GraphThing thing)
    {
        if (!_things.TryAdd(thing.Key, thing))
        {
            return false;
        }

        _order.Add(thing);
        return true;
    }

    /// <summary>Ties two things that are both there, once.</summary>
    public void Tie(string from, string to, string relation)
    {
        if (_things.ContainsKey(from) && _things.ContainsKey(to) && from != to && !_ties.Exists(tie => tie.From == from && tie.To == to))
        {
            _ties.Add(new GraphTie(from, to, relation));
        }
    }

    public void Leave(string kind, int count, bool isClosed)
    {
        if (count > 0)
        {
            _rest.Add(new GraphRest(kind, count, isClosed));
        }
    }
}
