// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

/// <summary>What anything that has an id stands on, and what stands on it: in words, as JSON, or drawn.</summary>
internal static class TraceGraph
{
    public static Command Create(CommandKit kit)
    {
        var id = Words.Id();
        var (line, svg) = (Words.Text("--line", "N"), Words.Text("--svg", "FILE"));
        return kit.Verb(
            "trace graph",
            (session, cancel) => session.Get(svg) is { } file
                ? FetchedFile.WriteAsync(session, Session.Path($"/graph/{session.Get(id)}.svg", ("line", session.Get(line))), "image/svg+xml", file, cancel)
                : session.ShowAsync<GraphView>(
                    Session.Path($"/graph/{session.Get(id)}", ("line", session.Get(line))),
                    (printer, graph) =>
                    {
                        printer.Table(["kind", "record", "words"], [.. graph.Nodes.Select(node => (IReadOnlyList<string>)[node.Title, node.Record.ToString(), string.Join(" · ", node.Words)])]);
                        var titles = graph.Nodes.ToDictionary(node => node.Key, node => string.Join(' ', [node.Title, .. node.Words.Take(1)]), StringComparer.Ordinal);
                        printer.Table(["above", "tie", "below"], [.. graph.Edges.Select(edge => (IReadOnlyList<string>)[titles[edge.From], edge.Word, titles[edge.To]])]);
                        foreach (var rest in graph.LeftOut)
                        {
                            printer.Line(rest.Sentence);
                        }
                    },
                    cancel),
            id, line, svg);
    }
}
