// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Reading;
using Ledger.Application.Tracing;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Graphs;

/// <summary>Nothing here has that id, or nothing that the reader may see.</summary>
public sealed record GraphUnknown(Hash32 Id) : Refusal
{
    public override string Code => "graph-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("id", Id));
}

/// <summary>The provenance of anything that has an id: what it stands on and what stands on it, drawn in layers.</summary>
public sealed class GraphBook
{
    private readonly LedgerContext _context;
    private readonly ReportIndexing _indexing;
    private readonly Presenter _presenter;

    internal GraphBook(LedgerContext context, ReportIndexing indexing)
    {
        (_context, _indexing) = (context, indexing);
        _presenter = new Presenter(context);
    }

    /// <param name="id">Of an act, a record, an alert, a party, a pool or a license.</param>
    /// <param name="line">Of a report, the one line to show; null for the first ones.</param>
    public async Task<Outcome<GraphView>> DrawAsync(Caller caller, Hash32 id, ulong? line, string language, CancellationToken cancellation)
    {
        await _indexing.CatchUpAsync(cancellation);
        return await _context.Store.ReadAsync(reader => Draw(reader, caller, id, line, language), cancellation);
    }

    private Outcome<GraphView> Draw(IStoreReader reader, Caller caller, Hash32 id, ulong? line, string language)
    {
        var words = new GraphWords(_context.Texts, language);
        var ground = new TraceGround(_context, _context.On(reader));
        var chain = new GraphGathering(ground, _presenter, words, new ProvenanceGraph());
        var records = new RecordGathering(ground, caller, chain, words);
        string? root;
        if (reader.Journal.Find(id) is { } row)
        {
            if (!ReadingRights.Reads(ground.Known, caller, row))
            {
                return new GraphUnknown(id);
            }

            if (line is { } asked && (row.Kind is not RecordKind.UsageReport || asked >= ActJson.Read<UsageReport>(row.Body).LineCount))
            {
                return new LineUnknown(id, asked);
            }

            if (line is not null && Erasures.Of(reader, row) is { } erased)
            {
                return new RecordErased(id, erased.ErasedAt);
            }

            root = records.Root(row, (int?)line);
        }
        else if (reader.Alerts.Find(id) is { } alert)
        {
            root = ReadingRights.Reads(ground.Known, caller, alert) ? records.Alert(alert) : null;
        }
        else
        {
            root = chain.Root(id);
            if (root is not null && root.StartsWith("license:", StringComparison.Ordinal))
            {
                records.Under(id, root);
            }
        }

        return root is null ? new GraphUnknown(id) : Drawn(chain.Graph, root, words);
    }

    private static GraphView Drawn(ProvenanceGraph graph, string root, GraphWords words)
    {
        var places = graph.Things.Select((thing, i) => (thing.Key, i)).ToDictionary(one => one.Key, one => one.i, StringComparer.Ordinal);
        var placed = LayeredLayout.Place(
            [.. graph.Things.Select(thing => new BoxSize(GraphSvg.BoxWidth, GraphSvg.BoxHeight(thing.Words.Count)))],
            [.. graph.Ties.Select(tie => (places[tie.From], places[tie.To]))]);
        return new GraphView(
            root,
            placed.Width,
            placed.Height,
            [.. graph.Things.Select((thing, i) => new GraphNodeView(
                thing.Key, thing.Kind, words.Kind(thing.Kind), thing.Record, thing.Line, thing.Words,
                placed.Boxes[i].X, placed.Boxes[i].Y, placed.Boxes[i].Width, placed.Boxes[i].Height))],
            [.. graph.Ties.Select((tie, i) => new GraphEdgeView(
                tie.From, tie.To, tie.Relation, words.Relation(tie.Relation), [.. placed.Routes[i].Select(point => new GraphPointView(point.X, point.Y))]))],
            [.. graph.Rest.Select(rest => new GraphRestView(rest.Kind, rest.Count, rest.IsClosed, words.Rest(rest)))],
            words.Say("graph/title"));
    }
}
