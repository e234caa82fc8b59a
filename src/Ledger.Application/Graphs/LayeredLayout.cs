// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Graphs;

/// <summary>A box to be placed.</summary>
/// <param name="Width">In units of the drawing.</param>
/// <param name="Height">In units of the drawing.</param>
public readonly record struct BoxSize(int Width, int Height);

/// <summary>A box in its place; x and y are its upper left corner.</summary>
public readonly record struct PlacedBox(int X, int Y, int Width, int Height, int Layer);

/// <summary>A bend of a route.</summary>
public readonly record struct RoutePoint(int X, int Y);

/// <summary>Boxes and routes in their places: a route for each edge, in the order given.</summary>
public sealed record PlacedGraph(int Width, int Height, IReadOnlyList<PlacedBox> Boxes, IReadOnlyList<IReadOnlyList<RoutePoint>> Routes);

/// <summary>
/// A layered drawing of a graph without cycles (Sugiyama, Tagawa and Toda 1981): layers by the longest path, order within a layer by
/// barycenters, places by least squares, routes with right angles. Integers and stable sorts alone, so that the same graph is the same drawing
/// to the byte, on every machine.
/// </summary>
public static class LayeredLayout
{
    /// <summary>Between boxes of a layer, and around the whole.</summary>
    public const int Gap = 24;

    /// <summary>Between layers: room for the routes.</summary>
    public const int LayerGap = 56;

    /// <summary>The room of a route that passes through a layer.</summary>
    private const int PassWidth = 12;

    private const int Sweeps = 12;
    private const int Scale = 1_024;

    /// <summary>Places the boxes; an edge goes from a box to one in a lower layer.</summary>
    /// <param name="edges">By the boxes' places in the list; no box can be reached from itself.</param>
    /// <exception cref="ArgumentException">There is a cycle.</exception>
    public static PlacedGraph Place(IReadOnlyList<BoxSize> boxes, IReadOnlyList<(int From, int To)> edges)
    {
        var layers = Layers(boxes.Count, edges);
        var grid = new LayerGrid(boxes, edges, layers, PassWidth);
        Order(grid);
        var centers = Centers(grid);
        return Draw(boxes, edges, grid, centers);
    }

    /// <summary>The longest path from a box without a source; a box without one stands right above what it leads to.</summary>
    private static int[] Layers(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var (layers, waiting, isDone) = (new int[count], new int[count], 0);
        foreach (var (_, to) in edges)
        {
            waiting[to]++;
        }

        var ready = new Queue<int>(Enumerable.Range(0, count).Where(box => waiting[box] == 0));
        while (ready.TryDequeue(out var box))
        {
            isDone++;
            foreach (var (_, to) in edges.Where(edge => edge.From == box))
            {
                layers[to] = Math.Max(layers[to], layers[box] + 1);
                if (--waiting[to] == 0)
                {
                    ready.Enqueue(to);
                }
            }
        }

        if (isDone < count)
        {
            throw new ArgumentException("A graph with a cycle has no layers.", nameof(edges));
        }

        var sources = Enumerable.Range(0, count).Where(box => layers[box] == 0).ToList();
        foreach (var box in sources)
        {
            layers[box] = edges.Where(edge => edge.From == box).Select(edge => layers[edge.To] - 1).DefaultIfEmpty(0).Min();
        }

        return layers;
    }

    /// <summary>Sweeps down and up, and keeps the order with the fewest crossings.</summary>
    private static void Order(LayerGrid grid)
    {
        var best = grid.Snapshot();
        var fewest = grid.Crossings();
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var isDown = sweep % 2 == 0;
            for (var i = 1; i < grid.Count; i++)
            {
                grid.Sort(isDown ? i : grid.Count - 1 - i, isDown);
            }

            if (grid.Crossings() is var crossings && crossings < fewest)
            {
                (fewest, best) = (crossings, grid.Snapshot());
            }
        }

        grid.Restore(best);
    }

    /// <summary>Puts each layer as near to its neighbours as its order and gaps allow: least squares, by pooling what would overlap.</summary>
    private static long[] Centers(LayerGrid grid)
    {
        var centers = new long[grid.Nodes];
        for (var layer = 0; layer < grid.Count; layer++)
        {
            Spread(grid, layer, centers, _ => 0);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isDown = sweep % 2 == 0;
            for (var i = 1; i < grid.Count; i++)
            {
                Spread(grid, isDown ? i : grid.Count - 1 - i, centers, node => grid.Mean(node, isDown, centers));
            }
        }

        return centers;
    }

    private static void Spread(LayerGrid grid, int layer, long[] centers, Func<int, long?> wish)
    {
        var order = grid.Layer(layer);
        var offset = 0L;
        var pools = new List<(long Sum, int Count)>();
        var offsets = new long[order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            offset += i == 0 ? 0 : Scale * ((grid.Width(order[i - 1]) + grid.Width(order[i])) / 2 + Gap);
            offsets[i] = offset;
            pools.Add(((wish(order[i]) ?? centers[order[i]]) - offset, 1));
            while (pools.Count > 1 && pools[^2].Sum * pools[^1].Count > pools[^1].Sum * pools[^2].Count)
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        var at = 0;
        foreach (var (sum, count) in pools)
        {
            var mean = Floor(sum, count);
            for (var i = 0; i < count; i++, at++)
            {
                centers[order[at]] = mean + offsets[at];
            }
        }
    }

    private static PlacedGraph Draw(IReadOnlyList<BoxSize> boxes, IReadOnlyList<(int From, int To)> edges, LayerGrid grid, long[] centers)
    {
        int Center(int node) => (int)Floor(centers[node], Scale);
        var left = grid.Nodes == 0 ? 0 : Enumerable.Range(0, grid.Nodes).Min(node => Center(node) - (grid.Width(node) / 2));
        var shift = Gap - left;
        var (tops, heights, y) = (new int[grid.Count], new int[grid.Count], Gap);
        for (var layer = 0; layer < grid.Count; layer++)
        {
            (tops[layer], heights[layer]) = (y, grid.Layer(layer).Where(node => node < boxes.Count).Select(node => boxes[node].Height).DefaultIfEmpty(0).Max());
            y += heights[layer] + LayerGap;
        }

        var placed = Enumerable.Range(0, boxes.Count).Select(box => new PlacedBox(
            Center(box) - (boxes[box].Width / 2) + shift, tops[grid.LayerOf(box)], boxes[box].Width, boxes[box].Height, grid.LayerOf(box))).ToList();
        List<IReadOnlyList<RoutePoint>> routes = [];
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var stops = grid.Stops(edge);
            List<RoutePoint> route = [new(Center(stops[0]) + shift, placed[stops[0]].Y + placed[stops[0]].Height)];
            for (var i = 1; i < stops.Count; i++)
            {
                var (x, top) = (Center(stops[i]) + shift, tops[grid.LayerOf(stops[i])]);
                if (x != route[^1].X)
                {
                    var bend = top - (LayerGap / 2);
                    route.Add(new(route[^1].X, bend));
                    route.Add(new(x, bend));
                }

                route.Add(new(x, i + 1 < stops.Count ? top + heights[grid.LayerOf(stops[i])] : top));
            }

            routes.Add(route);
        }

        var right = Enumerable.Range(0, grid.Nodes).Select(node => Center(node) + (grid.Width(node) / 2) + shift).DefaultIfEmpty(0).Max();
        return new PlacedGraph(right + Gap, Math.Max(y - LayerGap, 0) + Gap, placed, routes);
    }

    private static long Floor(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
