// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Store.Journal;

/// <summary>A signed record taken into the usage log of a pool, durable before it is promised.</summary>
/// <param name="Seq">Its number in the store, over all pools; zero on the way in.</param>
/// <param name="Pool">The pool whose log it is in.</param>
/// <param name="Epoch">The epoch of that log.</param>
/// <param name="Index">The leaf's index in that epoch: the log's size before it.</param>
/// <param name="RecordId">The record's struct hash.</param>
/// <param name="Leaf">The leaf hash in the Merkle log (0x00-prefixed).</param>
/// <param name="Author">Who signed.</param>
/// <param name="Concerns">Whom or what it speaks of (a license, an observed party), if known.</param>
/// <param name="Stream">The report's stream, unique with <paramref name="Sequence"/>; null for other records.</param>
/// <param name="Sequence">The place in that stream.</param>
/// <param name="Body">The record.</param>
/// <param name="Signature">65 bytes.</param>
/// <param name="Attachment">What the record commits to and came with (a report's lines), or null.</param>
/// <param name="Received">The head when it was taken in.</param>
/// <param name="ReceivedAt">The host's clock then, UTC seconds.</param>
/// <param name="Promise">The signed promise, once given.</param>
public sealed record JournalRow(
    long Seq,
    Hash32 Pool,
    ulong Epoch,
    ulong Index,
    RecordKind Kind,
    Hash32 RecordId,
    Hash32 Leaf,
    Hash32 Author,
    Hash32? Concerns,
    Hash32? Stream,
    ulong? Sequence,
    byte[] Body,
    byte[] Signature,
    byte[]? Attachment,
    BlockRef Received,
    long ReceivedAt,
    byte[]? Promise);

/// <summary>What the leaf of a record is computed from, and the leaf that is kept.</summary>
/// <param name="Index">The leaf's index in the epoch that the record was promised in.</param>
/// <param name="RecordId">The record's struct hash.</param>
/// <param name="Leaf">The leaf hash in the Merkle log (0x00-prefixed).</param>
/// <param name="Signature">65 bytes.</param>
/// <param name="Body">The record.</param>
public sealed record SignedRow(ulong Index, RecordKind Kind, Hash32 RecordId, Hash32 Leaf, byte[] Signature, byte[] Body);

/// <summary>A leaf and what was promised for it.</summary>
/// <param name="Index">The leaf's index in the epoch that the record was promised in.</param>
/// <param name="Leaf">The leaf hash in the Merkle log (0x00-prefixed).</param>
/// <param name="Promise">The signed promise, as it is kept.</param>
public sealed record PromisedRow(ulong Index, Hash32 Leaf, byte[] Promise);

/// <summary>What a record says, without its signature and what it came with.</summary>
/// <param name="Seq">Its number in the store.</param>
/// <param name="Concerns">Whom or what it speaks of, if known.</param>
/// <param name="Body">The record.</param>
public sealed record MessageRow(long Seq, RecordKind Kind, Hash32? Concerns, byte[] Body);
