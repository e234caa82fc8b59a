// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>A record on its way into the journal: all of its row that can be made before the writer's turn.</summary>
internal sealed record NewRecord(
    RecordKind Kind,
    Hash32 Id,
    Hash32 Leaf,
    Hash32 Author,
    Hash32? Concerns,
    Hash32? Stream,
    ulong? Sequence,
    byte[] Body,
    byte[] Signature,
    byte[]? Attachment)
{
    /// <summary>A promise for the place that it will most likely have; null where none was drafted.</summary>
    public PromiseDraft? Draft { get; set; }

    public static NewRecord Of(IUsageRecord record, RecordId id, Signature signature, byte[]? attachment) => new(
        record.Kind,
        id.Value,
        UsageLeaf.Hash(record.Kind, id, signature),
        record.Author.Value,
        record.Concerns,
        (record as UsageReport)?.Stream.Value,
        (record as UsageReport)?.Sequence,
        RecordJson.Message(record),
        signature.ToArray(),
        attachment);

    /// <summary>The row at the place that was promised.</summary>
    /// <param name="promised">The promise with its signature, as they are kept.</param>
    public JournalRow At(Promise promise, byte[] promised, BlockRef received, long receivedAt) => new(
        0,
        promise.Pool.Value,
        promise.Epoch,
        promise.Index,
        Kind,
        Id,
        Leaf,
        Author,
        Concerns,
        Stream,
        Sequence,
        Body,
        Signature,
        Attachment,
        received,
        receivedAt,
        promised);
}
