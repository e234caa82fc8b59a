// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security;
using System.Text;
using Ledger.Application.Views;

namespace Ledger.Application.Graphs;

/// <summary>
/// A drawn graph as SVG 1.1 that stands alone: boxes, routes, text and one style; no script, no reference to anything outside, every
/// text escaped. Its colors follow the reader's light or dark; its description says in words all that is drawn.
/// </summary>
public static class GraphSvg
{
    /// <summary>The text of its only style, the same for every drawing, so that a policy can name it by its hash. Without it the drawing is light.</summary>
    public const string Style =
        "@media (prefers-color-scheme: dark) { svg { fill: #ececec } .paper { fill: #16181c } .tie { stroke: #a8adb5 } .tip { fill: #a8adb5 } "
        + ".box { fill: #23262c; stroke: #868c96 } .root { fill: #17344f; stroke: #7ab8f5 } }";

    /// <summary>A box's width at 100%: some twenty letters of its type.</summary>
    public const int BoxWidth = 208;

    private const string Fonts = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
    private const int Margin = 10;
    private const int FirstBase = 20;
    private const int LineHeight = 18;
    private const int BelowLast = 12;
    private const int FooterLine = 18;
    private const int Room = BoxWidth - (2 * Margin);

    /// <summary>A box's height: its kind and so many lines.</summary>
    public static int BoxHeight(int lines) => FirstBase + (lines * LineHeight) + BelowLast;

    /// <summary>The same graph gives the same bytes.</summary>
    /// <param name="language">That of its words, as BCP 47 has it: by it a browser chooses the forms of ideographs.</param>
    public static string Write(GraphView graph, string language)
    {
        var height = graph.Height + (graph.LeftOut.Count * FooterLine);
        var to = new StringBuilder();
        Line(to, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{graph.Width}\" height=\"{height}\" viewBox=\"0 0 {graph.Width} {height}\" role=\"img\" aria-labelledby=\"title told\" xml:lang=\"{Escape(language)}\" font-family=\"{Fonts}\" font-size=\"{TextWidth.Size}\" fill=\"#1b1b1b\">");
        Line(to, $"<title id=\"title\">{Escape(graph.Title)}</title>");
        Line(to, $"<desc id=\"told\">{Escape(Told(graph))}</desc>");
        Line(to, $"<style>{Style}</style>");
        Line(to, $"<rect class=\"paper\" width=\"{graph.Width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        Line(to, $"<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\" fill=\"#5c5c5c\"/></marker></defs>");
        foreach (var edge in graph.Edges)
        {
            var path = string.Join('L', edge.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X} {point.Y}")));
            Line(to, $"<path class=\"tie\" d=\"M{path}\" fill=\"none\" stroke=\"#5c5c5c\" marker-end=\"url(#tip)\"><title>{Escape(edge.Word)}</title></path>");
        }

        foreach (var node in graph.Nodes)
        {
            var isRoot = string.Equals(node.Key, graph.Root, StringComparison.Ordinal);
            Line(to, $"<g><title>{Escape(string.Join(" · ", [node.Title, .. node.Words]))}</title><rect class=\"{(isRoot ? "root" : "box")}\" x=\"{node.X}\" y=\"{node.Y}\" width=\"{node.Width}\" height=\"{node.Height}\" rx=\"4\" fill=\"{(isRoot ? "#e5f0fb" : "#fafafa")}\" stroke=\"{(isRoot ? "#0f5ea8" : "#767676")}\" stroke-width=\"{(isRoot ? 2 : 1)}\"/>");
            Line(to, $"<text x=\"{node.X + Margin}\" y=\"{node.Y + FirstBase}\" font-weight=\"600\">{Escape(TextWidth.Fit(node.Title, Room, isBold: true))}</text>");
            for (var i = 0; i < node.Words.Count; i++)
            {
                Line(to, $"<text x=\"{node.X + Margin}\" y=\"{node.Y + FirstBase + ((i + 1) * LineHeight)}\">{Escape(TextWidth.Fit(node.Words[i], Room))}</text>");
            }

            Line(to, $"</g>");
        }

        for (var i = 0; i < graph.LeftOut.Count; i++)
        {
            Line(to, $"<text x=\"{LayeredLayout.Gap}\" y=\"{graph.Height + (i * FooterLine)}\">{Escape(graph.LeftOut[i].Sentence)}</text>");
        }

        return to.Append("</svg>\n").ToString();
    }

    /// <summary>All that is drawn, in words: each thing, and what ties which to which.</summary>
    private static string Told(GraphView graph)
    {
        var things = graph.Nodes.ToDictionary(node => node.Key, node => string.Join(' ', [node.Title, .. node.Words.Take(1)]), StringComparer.Ordinal);
        return string.Join('\n', [
            .. graph.Nodes.Select(node => string.Join(" · ", [node.Title, .. node.Words])),
            .. graph.Edges.Select(edge => $"{things[edge.From]} → {edge.Word} → {things[edge.To]}"),
            .. graph.LeftOut.Select(left => left.Sentence)]);
    }

    private static void Line(StringBuilder to, FormattableString text) => to.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Text as XML 1.0 may have it: what it forbids is shown as the replacement character.</summary>
    private static string Escape(string text) => SecurityElement.Escape(string.Concat(text.EnumerateRunes().Select(rune => IsAllowed(rune.Value) ? rune.ToString() : "\uFFFD")));

    private static bool IsAllowed(int rune) => rune is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000;
}
