// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Alerts;

namespace Ledger.Application.Views;

/// <summary>One body of <c>POST /usage-reports</c>, or one line of its NDJSON.</summary>
/// <param name="Report">The fields of <c>UsageReport</c>.</param>
/// <param name="Key">The reporter's key.</param>
/// <param name="Lines">The fields of every <c>UsageLine</c>, in order.</param>
public sealed record UsageReportRequest(JsonElement Report, Address Key, string Signature, IReadOnlyList<JsonElement> Lines);

/// <param name="Warnings">What of its lines lies outside of the license, each by the pointer of its line; the first hundred. It counts all the same.</param>
public sealed record UsageReportReceipt(Hash32 ReportId, SignedPromiseView Promise, IReadOnlyList<ProblemErrorView> Warnings)
{
    /// <summary>How many warnings a receipt has at most; the lines themselves tell of all.</summary>
    internal const int MostWarnings = 100;
}

/// <summary>The host's promise to anchor a record, signed by the pool's log key.</summary>
public sealed record SignedPromiseView(JsonElement TypedData, string Signature);

/// <param name="State">journaled | recorded | final.</param>
/// <param name="JournaledAt">When the record became durable here, UTC seconds.</param>
/// <param name="Checkpoint">The first checkpoint that covers it; null until there is one.</param>
/// <param name="Lodging">Where its digest was lodged on chain; null where it was not.</param>
/// <param name="Held">The matters that a legal hold on its lines stands for.</param>
/// <param name="Erased">Where its lines were erased: the demand that they were erased for.</param>
public sealed record UsageReportView(
    Hash32 Id,
    Hash32 Pool,
    Hash32 License,
    JsonElement TypedData,
    SignatureView Signature,
    int Lines,
    ulong Epoch,
    ulong LeafIndex,
    ulong JournaledAt,
    string State,
    CheckpointView? Checkpoint,
    LodgingView? Lodging,
    SignedPromiseView Promise,
    IReadOnlyList<string> Held,
    ErasedView? Erased);

/// <summary>A record's digest as it was first lodged on chain for a pool's log.</summary>
/// <param name="Digest">The record's id, its EIP-712 struct hash.</param>
/// <param name="State">open: the body is not here and may still come in time; followed: it came in time; lapsed: it did not.</param>
/// <param name="FollowBy">The last second (UTC) at which its body is in time.</param>
/// <param name="Grace">Whose deadline that is: of the charter that stood when it was lodged, or the host's option.</param>
/// <param name="Kind">The record's struct name; null while its body is not here.</param>
/// <param name="TakenAt">The chain's time when the body came in, UTC seconds.</param>
/// <param name="Recorded">Where the chain recorded it: the block's time is when it was lodged.</param>
public sealed record LodgingView(
    Hash32 Pool,
    Hash32 Digest,
    [property: WordOf(typeof(LodgingState), IsLower = true)] string State,
    ulong FollowBy,
    PoolRuleView Grace,
    string? Kind,
    ulong? TakenAt,
    RecordedView Recorded);

/// <summary>A line of a report, with the salt that its leaf is computed with.</summary>
/// <param name="Outside">What of it lies outside of the license, by the terms in effect in the report's period. It counts all the same.</param>
public sealed record UsageLineView(
    int Index,
    [property: JsonPropertyOrder(1)] Hash32 Salt,
    [property: JsonPropertyOrder(1)] Hash32 Leaf,
    [property: JsonPropertyOrder(1)] IReadOnlyList<OutsideView> Outside) : UsageLineFields;

/// <param name="Term">The field of the terms: <c>territory</c>, <c>products</c>, <c>acts</c>.</param>
/// <param name="Detail">Why, as a sentence in the reader's language.</param>
public sealed record OutsideView(string Term, string Code, string Detail, IReadOnlyDictionary<string, string> Args);

/// <summary><c>GET /usage-reports/{id}/proof</c>: the record's inclusion in an anchored checkpoint.</summary>
/// <param name="Path">The RFC 6962 inclusion path, from the leaf upwards.</param>
/// <param name="Leaf">The leaf hash: keccak(0x00, version, kind, recordId, keccak(signature)).</param>
public sealed record UsageProofView(
    Hash32 Record,
    Hash32 Pool,
    ulong Epoch,
    ulong LeafIndex,
    ulong TreeSize,
    IReadOnlyList<Hash32> Path,
    Hash32 Root,
    Hash32 Leaf,
    CheckpointView Checkpoint);

/// <summary>A log root on chain.</summary>
/// <param name="OldSize">The size before it, as its event names it.</param>
/// <param name="Witnesses">Who outside of the host signed it.</param>
public sealed record CheckpointView(
    Hash32 Pool,
    ulong Epoch,
    ulong OldSize,
    ulong Size,
    Hash32 Root,
    string Signature,
    RecordedView Recorded,
    WitnessesView Witnesses);

/// <summary><c>POST /observations</c>.</summary>
/// <param name="Evidence">The fields of the <c>EvidenceItem</c>s that the evidence root commits to; it may be left out.</param>
public sealed record ObservationRequest(JsonElement Observation, Address Key, string Signature, IReadOnlyList<JsonElement>? Evidence = null);

public sealed record ObservationReceipt(Hash32 ObservationId, SignedPromiseView Promise);

/// <param name="Rule">The watch rule, such as <c>NoLicense</c>.</param>
/// <param name="State">provisional | raised | final | retracted.</param>
/// <param name="Block">The deciding block; null while provisional.</param>
/// <param name="Records">The acts and records that decide it.</param>
public sealed record AlertView(
    string Id,
    string Rule,
    [property: WordOf(typeof(AlertState), IsLower = true)] string State,
    Hash32 Pool,
    BlockView? Block,
    IReadOnlyList<AlertRecordView> Records,
    AlertReasonView Reason,
    bool Acknowledged);

/// <param name="Kind">The record's struct name.</param>
public sealed record AlertRecordView(Hash32 Record, string Kind);

/// <param name="Detail">The reason as a sentence in the reader's language.</param>
public sealed record AlertReasonView(string Code, string Detail, IReadOnlyDictionary<string, string> Args);

/// <summary><c>POST /matters</c>.</summary>
/// <param name="License">The license that the matter is about.</param>
/// <param name="Disclose">The terms that its exports disclose, by name; none where left out.</param>
/// <param name="Versions">The versions of which they are disclosed, by id; where left out, the one in force when the matter is opened.</param>
public sealed record MatterRequest(string Title, Hash32 License, IReadOnlyList<string>? Disclose = null, IReadOnlyList<Hash32>? Versions = null);

/// <param name="Versions">The versions of which terms are disclosed; null where none are.</param>
public sealed record MatterView(
    string Id, string Title, Hash32 License, ulong OpenedAt, IReadOnlyList<string>? Disclose = null, IReadOnlyList<Hash32>? Versions = null);
