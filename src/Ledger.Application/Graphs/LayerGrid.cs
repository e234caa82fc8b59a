// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Graphs;

/// <summary>Boxes by layer and place, with a stand-in for each layer that an edge passes through, so that every hop joins neighbours.</summary>
internal sealed class LayerGrid
{
    private readonly List<int> _layerOf = [];
    private readonly List<int> _widths = [];
    private readonly List<int> _places = [];
    private readonly List<List<int>> _above = [];
    private readonly List<List<int>> _below = [];
    private readonly List<List<int>> _stops = [];
    private List<int>[] _layers;

    public LayerGrid(IReadOnlyList<BoxSize> boxes, IReadOnlyList<(int From, int To)> edges, int[] layers, int passWidth)
    {
        _layers = [.. Enumerable.Range(0, layers.Length == 0 ? 0 : layers.Max() + 1).Select(_ => new List<int>())];
        for (var box = 0; box < boxes.Count; box++)
        {
            Add(layers[box], boxes[box].Width);
        }

        foreach (var (from, to) in edges)
        {
            List<int> stops = [from];
            for (var layer = layers[from] + 1; layer < layers[to]; layer++)
            {
                stops.Add(Add(layer, passWidth));
            }

            stops.Add(to);
            for (var i = 1; i < stops.Count; i++)
            {
                _below[stops[i - 1]].Add(stops[i]);
                _above[stops[i]].Add(stops[i - 1]);
            }

            _stops.Add(stops);
        }
    }

    /// <summary>How many layers.</summary>
    public int Count => _layers.Length;

    /// <summary>How many boxes and stand-ins.</summary>
    public int Nodes => _layerOf.Count;

    public IReadOnlyList<int> Layer(int layer) => _layers[layer];

    public int LayerOf(int node) => _layerOf[node];

    public int Width(int node) => _widths[node];

    /// <summary>An edge's boxes and the stand-ins between them.</summary>
    public IReadOnlyList<int> Stops(int edge) => _stops[edge];

    public List<int>[] Snapshot() => [.. _layers.Select(layer => layer.ToList())];

    public void Restore(List<int>[] layers)
    {
        _layers = layers;
        for (var layer = 0; layer < Count; layer++)
        {
            Number(layer);
        }
    }

    /// <summary>Sorts a layer by the mean place of the neighbours above or below; who has none keeps his place, and equals keep their order.</summary>
    public void Sort(int layer, bool byAbove)
    {
        _layers[layer] = [.. _layers[layer].OrderBy(node => Key(node, byAbove))];
        Number(layer);
    }

    /// <summary>The mean of the neighbours' centers; null where there are none.</summary>
    public long? Mean(int node, bool above, long[] centers)
    {
        var near = Near(node, above);
        return near.Count == 0 ? null : near.Sum(other => centers[other]) / near.Count;
    }

    /// <summary>How many pairs of hops cross.</summary>
    public long Crossings()
    {
        var crossings = 0L;
        for (var layer = 0; layer + 1 < Count; layer++)
        {
            var ends = _layers[layer].SelectMany(node => _below[node].Select(other => _places[other]).Order()).ToList();
            for (var i = 0; i < ends.Count; i++)
            {
                for (var j = i + 1; j < ends.Count; j++)
                {
                    crossings += ends[i] > ends[j] ? 1 : 0;
                }
            }
        }

        return crossings;
    }

    private int Add(int layer, int width)
    {
        _layerOf.Add(layer);
        _widths.Add(width);
        _places.Add(_layers[layer].Count);
        _above.Add([]);
        _below.Add([]);
        _layers[layer].Add(_layerOf.Count - 1);
        return _layerOf.Count - 1;
    }

    private long Key(int node, bool byAbove)
    {
        const int Scale = 1_024;
        var near = Near(node, byAbove);
        return near.Count == 0 ? (long)Scale * _places[node] : near.Sum(other => (long)Scale * _places[other]) / near.Count;
    }

    private List<int> Near(int node, bool above) => above ? _above[node] : _below[node];

    private void Number(int layer)
    {
        for (var place = 0; place < _layers[layer].Count; place++)
        {
            _places[_layers[layer][place]] = place;
        }
    }
}
