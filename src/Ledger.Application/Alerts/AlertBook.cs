// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;

namespace Ledger.Application.Alerts;

/// <summary>No such alert here.</summary>
public sealed record AlertUnknown(string Alert) : Refusal
{
    public override string Code => "alert-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("alert", Alert));
}

/// <summary>Alerts as they stand: provisional, raised, final, retracted.</summary>
public sealed class AlertBook
{
    private readonly LedgerContext _context;

    internal AlertBook(LedgerContext context) => _context = context;

    public Task<Page<AlertView>> ListAsync(
        Hash32? pool, string? state, string? cursor, int limit, string language, CancellationToken cancellation) =>
        ListAsync(Caller.Host, pool, state, cursor, limit, language, cancellation);

    /// <summary>The alerts that the caller may read; a page may be short where others lie between.</summary>
    /// <param name="state">provisional, raised, final or retracted; null for all.</param>
    public Task<Page<AlertView>> ListAsync(
        Caller caller, Hash32? pool, string? state, string? cursor, int limit, string language, CancellationToken cancellation) =>
        _context.Store.ReadAsync(
            reader =>
            {
                var from = Cursors.Read(cursor);
                AlertState? wanted = Enum.TryParse<AlertState>(state, ignoreCase: true, out var parsed) ? parsed : null;
                if (state is not null && wanted is null)
                {
                    return new Page<AlertView>([], null);
                }

                var rows = reader.Alerts.List(wanted, pool, from, limit);
                return new Page<AlertView>(
                    [.. rows.Where(row => ReadingRights.Reads(_context.On(reader), caller, row)).Select(row => View(_context, reader, row, language))],
                    rows.Count < limit ? null : rows[^1].Seq.ToString(CultureInfo.InvariantCulture));
            },
            cancellation);

    public Task<Outcome<AlertView>> GetAsync(string id, string language, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<AlertView>>(
            reader => Find(reader, id) is { } row ? View(_context, reader, row, language) : new AlertUnknown(id), cancellation);

    public Task<Outcome<AlertView>> AcknowledgeAsync(string id, string language, CancellationToken cancellation) =>
        _context.Store.WriteAsync<Outcome<AlertView>>(
            writer =>
            {
                if (Find(writer, id) is not { } row)
                {
                    return new AlertUnknown(id);
                }

                var acknowledged = row with { Body = (AlertBody.Read(row.Body) with { Acknowledged = true }).Write() };
                writer.Alerts.Put(acknowledged);
                return View(_context, writer, acknowledged, language);
            },
            cancellation);

    private static AlertRow? Find(IStoreReader reader, string id) => Hash32.TryParse(id, out var hash) ? reader.Alerts.Find(hash) : null;

    /// <summary>The alert as it is shown.</summary>
    internal static AlertView View(LedgerContext context, IStoreReader reader, AlertRow row, string language)
    {
        var body = AlertBody.Read(row.Body);
        var text = context.Texts.Describe(body.Reason, body.Args, language);
        return new AlertView(
            row.Id.ToString(),
            row.Rule,
            row.State.ToString().ToLowerInvariant(),
            row.Pool ?? default,
            row.Deciding is { } block ? Operations.Block(reader, block) : null,
            body.Records,
            new AlertReasonView(body.Reason, text.Detail, body.Args),
            body.Acknowledged);
    }
}
