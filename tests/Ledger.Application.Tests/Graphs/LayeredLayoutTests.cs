// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Graphs;

namespace Ledger.Application.Tests.Graphs;

public sealed class LayeredLayoutTests
{
    [Fact]
    public void In_any_graph_no_boxes_overlap_and_every_edge_goes_down_past_the_boxes_between()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (boxes, edges) = Random(seed);
            var placed = LayeredLayout.Place(boxes, edges);
            for (var i = 0; i < boxes.Count; i++)
            {
                Assert.Equal(boxes[i], new BoxSize(placed.Boxes[i].Width, placed.Boxes[i].Height));
                Assert.True(placed.Boxes[i] is { X: >= 0, Y: >= 0 } box && box.X + box.Width <= placed.Width && box.Y + box.Height <= placed.Height, $"seed {seed}: outside");
                Assert.All(placed.Boxes.Skip(i + 1), other => Assert.False(Overlap(placed.Boxes[i], other), $"seed {seed}: {placed.Boxes[i]} and {other}"));
            }

            for (var edge = 0; edge < edges.Count; edge++)
            {
                var (from, to, route) = (placed.Boxes[edges[edge].From], placed.Boxes[edges[edge].To], placed.Routes[edge]);
                Assert.True(from.Y + from.Height < to.Y, $"seed {seed}: edge {edge} does not go down");
                Assert.Equal(new RoutePoint(from.X + (from.Width / 2), from.Y + from.Height), route[0]);
                Assert.Equal(new RoutePoint(to.X + (to.Width / 2), to.Y), route[^1]);
                foreach (var (a, b) in route.Zip(route.Skip(1)))
                {
                    Assert.True((a.X == b.X && a.Y <= b.Y) || a.Y == b.Y, $"seed {seed}: {a} to {b}");
                    Assert.DoesNotContain(placed.Boxes, box => Crosses(box, a, b));
                }
            }
        }
    }

    [Fact]
    public void The_same_graph_is_the_same_drawing()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var (boxes, edges) = Random(seed);
            var (once, again) = (LayeredLayout.Place(boxes, edges), LayeredLayout.Place([.. boxes], [.. edges]));
            Assert.Equal(once.Boxes, again.Boxes);
            Assert.Equal(once.Routes.SelectMany(route => route), again.Routes.SelectMany(route => route));
        }
    }

    [Fact]
    public void A_crossing_that_need_not_be_is_undone()
    {
        BoxSize box = new(10, 10);
        var placed = LayeredLayout.Place([box, box, box, box], [(0, 3), (1, 2)]);
        Assert.True(placed.Boxes[2].X > placed.Boxes[3].X == placed.Boxes[1].X > placed.Boxes[0].X);
    }

    [Fact]
    public void A_circle_has_no_layers_and_nothing_is_an_empty_drawing()
    {
        Assert.Throws<ArgumentException>(() => LayeredLayout.Place([new(1, 1), new(1, 1)], [(0, 1), (1, 0)]));
        Assert.Empty(LayeredLayout.Place([], []).Boxes);
    }

    private static (List<BoxSize> Boxes, List<(int From, int To)> Edges) Random(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(1, 40);
        var boxes = Enumerable.Range(0, count).Select(_ => new BoxSize(random.Next(1, 120), random.Next(1, 50))).ToList();
        var names = Enumerable.Range(0, count).OrderBy(_ => random.Next()).ToList(); // what comes first in the list need not come first in the graph
        var edges = Enumerable.Range(0, random.Next(0, 2 * count)).Select(_ => (A: random.Next(count), B: random.Next(count)))
            .Where(pair => pair.A != pair.B).Select(pair => (names[Math.Min(pair.A, pair.B)], names[Math.Max(pair.A, pair.B)])).Distinct().ToList();
        return (boxes, edges);
    }

    private static bool Overlap(PlacedBox a, PlacedBox b) => a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Y + b.Height && b.Y < a.Y + a.Height;

    private static bool Crosses(PlacedBox box, RoutePoint a, RoutePoint b) =>
        Math.Min(a.X, b.X) < box.X + box.Width && Math.Max(a.X, b.X) > box.X && Math.Min(a.Y, b.Y) < box.Y + box.Height && Math.Max(a.Y, b.Y) > box.Y;
}
