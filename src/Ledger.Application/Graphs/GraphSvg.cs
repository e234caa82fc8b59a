// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security;
using System.Text;
using Ledger.Application.Views;

namespace Ledger.Application.Graphs;

/// <summary>A drawn graph as SVG 1.1: boxes, routes and text alone; no script, no reference to anything outside, every text escaped.</summary>
public static class GraphSvg
{
    /// <summary>A box's width at 100%: some thirty letters of its type.</summary>
    public const int BoxWidth = 208;

    /// <summary>A box's height: its kind and two lines.</summary>
    public const int BoxHeight = 68;

    private const int Margin = 10;
    private const int FirstBase = 20;
    private const int LineHeight = 18;
    private const int FooterLine = 18;
    private const int LettersInBox = 27;

    /// <summary>The same graph gives the same bytes.</summary>
    public static string Write(GraphView graph)
    {
        var height = graph.Height + (graph.LeftOut.Count * FooterLine);
        var to = new StringBuilder();
        Line(to, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{graph.Width}\" height=\"{height}\" viewBox=\"0 0 {graph.Width} {height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1b1b1b\">");
        Line(to, $"<title>{Escape(graph.Title)}</title>");
        Line(to, $"<rect width=\"{graph.Width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        Line(to, $"<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#5c5c5c\"/></marker></defs>");
        foreach (var edge in graph.Edges)
        {
            var path = string.Join('L', edge.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X} {point.Y}")));
            Line(to, $"<path d=\"M{path}\" fill=\"none\" stroke=\"#5c5c5c\" marker-end=\"url(#tip)\"><title>{Escape(edge.Word)}</title></path>");
        }

        foreach (var node in graph.Nodes)
        {
            var isRoot = string.Equals(node.Key, graph.Root, StringComparison.Ordinal);
            Line(to, $"<g><title>{Escape(string.Join(" · ", [node.Title, .. node.Words]))}</title><rect x=\"{node.X}\" y=\"{node.Y}\" width=\"{node.Width}\" height=\"{node.Height}\" rx=\"4\" fill=\"{(isRoot ? "#e5f0fb" : "#fafafa")}\" stroke=\"{(isRoot ? "#0f5ea8" : "#767676")}\" stroke-width=\"{(isRoot ? 2 : 1)}\"/>");
            Line(to, $"<text x=\"{node.X + Margin}\" y=\"{node.Y + FirstBase}\" font-weight=\"600\">{Escape(Short(node.Title))}</text>");
            for (var i = 0; i < node.Words.Count; i++)
            {
                Line(to, $"<text x=\"{node.X + Margin}\" y=\"{node.Y + FirstBase + ((i + 1) * LineHeight)}\">{Escape(Short(node.Words[i]))}</text>");
            }

            Line(to, $"</g>");
        }

        for (var i = 0; i < graph.LeftOut.Count; i++)
        {
            Line(to, $"<text x=\"{LayeredLayout.Gap}\" y=\"{graph.Height + (i * FooterLine)}\">{Escape(graph.LeftOut[i].Sentence)}</text>");
        }

        return to.Append("</svg>\n").ToString();
    }

    /// <summary>As much of a text as the box is wide; an ideograph takes the room of two letters.</summary>
    public static string Short(string text)
    {
        var (room, kept) = (LettersInBox, new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Value >= 0x1100 ? 2 : 1;
            if (room < 1 && kept.Length < text.Length - rune.Utf16SequenceLength)
            {
                return kept.Append('…').ToString();
            }

            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }

    private static void Line(StringBuilder to, FormattableString text) => to.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Text as XML 1.0 may have it: what it forbids is shown as the replacement character.</summary>
    private static string Escape(string text) => SecurityElement.Escape(string.Concat(text.EnumerateRunes().Select(rune => IsAllowed(rune.Value) ? rune.ToString() : "\uFFFD")));

    private static bool IsAllowed(int rune) => rune is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
