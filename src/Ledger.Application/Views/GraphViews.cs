// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>GET /graph/{id}</c>: what something stands on and what stands on it, with the places of a drawing in layers; edges go down.</summary>
/// <param name="Root">The key of what was asked for.</param>
/// <param name="Width">Of the drawing, in its own units: pixels at 100%.</param>
/// <param name="LeftOut">What is not shown, and why.</param>
/// <param name="Title">What the drawing is called in the reader's language.</param>
public sealed record GraphView(
    string Root,
    int Width,
    int Height,
    IReadOnlyList<GraphNodeView> Nodes,
    IReadOnlyList<GraphEdgeView> Edges,
    IReadOnlyList<GraphRestView> LeftOut,
    string Title);

/// <param name="Key">What edges name it by.</param>
/// <param name="Kind">party | pool | revision | license | act | line | alert, or the name of a record's struct.</param>
/// <param name="Title">The kind in the reader's language.</param>
/// <param name="Record">Its id; of a line its report's.</param>
/// <param name="Line">Of a line: its place in its report, from 0.</param>
/// <param name="Words">What else is written on it.</param>
/// <param name="X">Of its upper left corner.</param>
/// <param name="Y">Of its upper left corner.</param>
public sealed record GraphNodeView(
    string Key, string Kind, string Title, Hash32 Record, int? Line, IReadOnlyList<string> Words, int X, int Y, int Width, int Height);

/// <param name="Relation">What ties them, a stable word.</param>
/// <param name="Word">The same in the reader's language.</param>
/// <param name="Points">The bends of its route.</param>
public sealed record GraphEdgeView(string From, string To, string Relation, string Word, IReadOnlyList<GraphPointView> Points);

public sealed record GraphPointView(int X, int Y);

/// <param name="Kind">What they are.</param>
/// <param name="Closed">Whether the reader may not see them; else there were too many.</param>
/// <param name="Sentence">The same in the reader's language.</param>
public sealed record GraphRestView(string Kind, int Count, bool Closed, string Sentence);
