// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Views;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store;
using Ledger.Store.Custody;

namespace Ledger.Application.Custody;

/// <summary>
/// The chain of custody of documents, and of what came with records: who did what to which, by which key. Each entry hashes the one before
/// it of the same document or record.
/// </summary>
internal static class CustodyBook
{
    public const string Read = "read";
    public const string Disclosed = "disclosed";
    public const string Held = "held";
    public const string Released = "released";
    public const string Erased = "erased";

    private const int Batch = 1_000;

    public static void Note(IStoreWriter writer, Hash32 document, string what, Caller caller, ulong now, object? detail = null)
    {
        var bytes = detail is null ? [] : JsonSerializer.SerializeToUtf8Bytes(detail, LedgerJson.Options);
        var row = new CustodyRow(0, document, what, caller.Party?.Value, caller.KeyId, checked((long)now), bytes, Hash32.Zero);
        writer.Custody.Append(row with { Hash = HashOf(row, writer.Custody.Last(document)?.Hash ?? Hash32.Zero) });
    }

    /// <summary>The hash of an entry after another.</summary>
    public static Hash32 HashOf(CustodyRow row, Hash32 before) => Keccak256.Hash(Encoding.UTF8.GetBytes(
        $"{before} {row.Document} {row.What} {row.Party} {row.Key} {row.At} {Hex.Encode(row.Detail)}"));

    /// <summary>All that happened to a document, oldest first.</summary>
    public static IEnumerable<CustodyRow> All(IStoreReader reader, Hash32 document)
    {
        for (var page = reader.Custody.Of(document, 0, Batch); page.Count > 0; page = reader.Custody.Of(document, page[^1].Seq, Batch))
        {
            foreach (var row in page)
            {
                yield return row;
            }
        }
    }

    /// <summary>All documents and records that were erased.</summary>
    public static IReadOnlyList<Hash32> AllErased(IStoreReader reader) => ErasedSince(reader, 0);

    /// <summary>Those erased by an entry after a number.</summary>
    public static IReadOnlyList<Hash32> ErasedSince(IStoreReader reader, long seq)
    {
        List<Hash32> erased = [];
        for (var page = reader.Custody.After(seq, Batch); page.Count > 0; page = reader.Custody.After(page[^1].Seq, Batch))
        {
            erased.AddRange(page.Where(row => row.What is Erased).Select(row => row.Document));
        }

        return erased;
    }

    /// <summary>The holds that nobody has lifted: by their matters.</summary>
    public static IReadOnlySet<string> Holds(IStoreReader reader, Hash32 document)
    {
        HashSet<string> holds = new(StringComparer.Ordinal);
        foreach (var row in All(reader, document).Where(row => row.What is Held or Released))
        {
            var matter = JsonSerializer.Deserialize<HoldRequest>(row.Detail, LedgerJson.Options)!.Matter;
            _ = row.What is Held ? holds.Add(matter) : holds.Remove(matter);
        }

        return holds;
    }

    /// <summary>The entry of a document's or record's erasure, with the signed demand as it came in; null while it was not erased.</summary>
    public static (ErasureRequest Request, long At)? ErasureOf(IStoreReader reader, Hash32 document) =>
        All(reader, document).LastOrDefault(row => row.What is Erased) is { } row
            ? (JsonSerializer.Deserialize<ErasureRequest>(row.Detail, LedgerJson.Options)!, row.At)
            : null;

    /// <summary>The signed demand that a document or a record was erased for; null while it was not.</summary>
    public static Tombstone<T>? TombstoneOf<T>(IStoreReader reader, Hash32 document)
        where T : IErasureDemand, ITypedStruct<T> => ErasureOf(reader, document) is { } erased
            ? new Tombstone<T>(
                TypedDataJson.ReadMessage<T>(erased.Request.Erasure), Signature.TryParse(erased.Request.Signature, out var signature) ? signature : default, erased.At)
            : null;
}

/// <summary>What stays of what was erased.</summary>
/// <param name="At">When it was erased, UTC seconds.</param>
internal sealed record Tombstone<T>(T Erasure, Signature Signature, long At)
    where T : IErasureDemand, ITypedStruct<T>;
