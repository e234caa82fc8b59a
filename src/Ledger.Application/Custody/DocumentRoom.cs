// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;
using Ledger.Store;
using Ledger.Store.Documents;

namespace Ledger.Application.Custody;

/// <summary>Documents as their parties read them. No content leaves before its reading stands in custody.</summary>
public sealed class DocumentRoom
{
    private const int Batch = 200;

    private readonly LedgerContext _context;

    internal DocumentRoom(LedgerContext context) => _context = context;

    /// <summary>The documents that the caller may read, in the order in which acts committed to them.</summary>
    /// <param name="license">Only those of acts on this license.</param>
    /// <param name="party">Only those that this party has to do with.</param>
    public Task<Page<DocumentView>> ListAsync(Caller caller, Hash32? license, Hash32? party, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync(
            reader =>
            {
                var known = _context.On(reader);
                List<DocumentView> items = [];
                for (var page = reader.Custody.Links(Cursors.Read(cursor), Batch); page.Count > 0; page = reader.Custody.Links(page[^1].Seq, Batch))
                {
                    foreach (var link in page.Where(link => DocumentShow.IsOf(reader, link.Act, license)))
                    {
                        if (reader.Documents.Find(link.Document) is { } row && DocumentAudience.Of(known, row) is var audience
                            && (party is not { } of || audience.Parties.Contains(of)) && audience.Reads(known, caller))
                        {
                            items.Add(DocumentShow.View(reader, _context.Documents, row));
                        }

                        if (items.Count == limit)
                        {
                            return new Page<DocumentView>(items, Cursors.Write(link.Seq));
                        }
                    }
                }

                return new Page<DocumentView>(items, null);
            },
            cancellation);

    /// <summary>The document with its content.</summary>
    public Task<Outcome<DocumentContentView>> GetAsync(Caller caller, Hash32 root, CancellationToken cancellation) => OpenAsync<DocumentContentView>(
        caller,
        root,
        (writer, row, content) =>
        {
            CustodyBook.Note(writer, root, CustodyBook.Read, caller, _context.Now);
            var tree = TreeOf(row, content);
            return new DocumentContentView(
                DocumentShow.View(writer, _context.Documents, row),
                tree?.Schema.Name,
                JsonElement.Parse(content),
                tree is null ? [] : [.. DocumentShow.Fields(tree)]);
        },
        cancellation);

    /// <summary>Single fields with what proves them against the root on chain.</summary>
    public Task<Outcome<DisclosureView>> DiscloseAsync(Caller caller, Hash32 root, IReadOnlyList<string> fields, CancellationToken cancellation) => OpenAsync<DisclosureView>(
        caller,
        root,
        (writer, row, content) =>
        {
            var tree = TreeOf(row, content);
            var names = tree?.Schema.Fields.Select(field => field.Name).ToList() ?? [];
            if (fields.FirstOrDefault(field => !names.Contains(field, StringComparer.Ordinal)) is { } unknown)
            {
                return new FieldUnknown(unknown);
            }

            CustodyBook.Note(writer, root, CustodyBook.Disclosed, caller, _context.Now, new { fields });
            return DocumentShow.Disclosure(root, tree!, [.. fields.Distinct(StringComparer.Ordinal).Select(name => names.IndexOf(name)).Order()]);
        },
        cancellation);

    /// <summary>What happened to the document; who may read it may read that.</summary>
    public Task<Outcome<Page<CustodyView>>> CustodyAsync(Caller caller, Hash32 root, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<Page<CustodyView>>>(
            reader =>
            {
                var known = _context.On(reader);
                if (reader.Documents.Find(root) is not { } row || DocumentAudience.Of(known, row) is var audience && !audience.Reads(known, caller) && !audience.Holds(known, caller))
                {
                    return new DocumentUnknown(root);
                }

                var rows = reader.Custody.Of(root, Cursors.Read(cursor), limit);
                return new Page<CustodyView>([.. rows.Select(DocumentShow.View)], rows.Count < limit ? null : Cursors.Write(rows[^1].Seq));
            },
            cancellation);

    private DisclosureTree? TreeOf(DocumentRow row, byte[] content) => DocumentTrees.Of(row.Kind, content, _context.Documents.SecretOf(row.Id)!.Value);

    /// <summary>Opens a document for a caller within the transaction that notes it: what is noted is durable before anything is shown.</summary>
    private Task<Outcome<T>> OpenAsync<T>(Caller caller, Hash32 root, Func<IStoreWriter, DocumentRow, byte[], Outcome<T>> show, CancellationToken cancellation)
        where T : class => _context.Store.WriteAsync<Outcome<T>>(
            writer =>
            {
                var known = _context.On(writer);
                if (writer.Documents.Find(root) is not { } row || !DocumentAudience.Of(known, row).Reads(known, caller))
                {
                    return new DocumentUnknown(root);
                }

                return row.ErasedAt is { } erased ? new DocumentErased(root, erased)
                    : _context.Documents.Content(row) is { } content ? show(writer, row, content)
                    : new DocumentLost(root);
            },
            cancellation);
}
