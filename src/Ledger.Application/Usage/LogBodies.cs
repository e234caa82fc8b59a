// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>The usage logs leaf by leaf with every body, for those who audit them. What is kept is shown as it is: the reader judges it.</summary>
public sealed class LogBodies
{
    private const ulong Batch = 32; // records of up to thousands of lines each

    private readonly LedgerContext _context;

    internal LogBodies(LedgerContext context) => _context = context;

    /// <summary>The next leaves of an epoch's tree from an index on; none at its end.</summary>
    public Task<Outcome<IReadOnlyList<LogLeafView>>> ReadAsync(Caller caller, Hash32 pool, ulong epoch, ulong since, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<IReadOnlyList<LogLeafView>>>(
            reader =>
            {
                var (known, id) = (_context.On(reader), new PoolId(pool));
                if (known.Pool(id).Formed is null)
                {
                    return new PoolUnknown(id);
                }

                if (!ReadingRights.ReadsReportsOf(known, caller, pool))
                {
                    return RoleMissing.Of(PoolRole.Administrator, PoolRole.Auditor);
                }

                var epochs = UsageEpochs.Of(known, id);
                var end = epochs.All.FirstOrDefault(one => one.Epoch == epoch)?.Sealed ?? ulong.MaxValue;
                var rows = since >= end ? [] : epochs.Range(reader, epoch, since, Math.Min(end, since + Math.Min(Batch, ulong.MaxValue - since)));
                return Outcome<IReadOnlyList<LogLeafView>>.Done([.. rows.Select((row, i) => View(reader, row, epoch, since + (ulong)i))]);
            },
            cancellation);

    private static LogLeafView View(IStoreReader reader, JournalRow row, ulong epoch, ulong index)
    {
        var promise = Readable(() => Journaling.SplitPromise(row));
        return new LogLeafView(
            epoch,
            index,
            row.RecordId,
            row.Kind.ToString(),
            row.Author,
            Parsed(row.Body),
            Hex.Encode(row.Signature),
            row.Kind is RecordKind.UsageReport && row.Attachment is not null ? Readable(() => Lines(row)) : null,
            Readable(() => EvidenceJson.Kept(row)),
            row.Leaf,
            Parsed(promise.Message),
            row.Promise is null ? null : promise.Signature.ToString(),
            Readable(() => Erasures.Of(reader, row)));
    }

    private static IReadOnlyList<JsonElement> Lines(JournalRow row) => [.. UsageIntake.Lines(row).Select(line => JsonElement.Parse(ActJson.Message(line)))];

    private static JsonElement? Parsed(ReadOnlyMemory<byte> json) => json.Length == 0 ? null : Readable<JsonElement?>(() => JsonElement.Parse(json.Span));

    /// <summary>A body that somebody broke is one that is not there.</summary>
    private static T? Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidDataException or ArgumentException)
        {
            return default;
        }
    }
}
