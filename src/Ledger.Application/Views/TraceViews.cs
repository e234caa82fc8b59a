// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary>A line of a report with all that it stands on; a report without lines is one item without a line.</summary>
/// <param name="Line">The line's place in its report, from 0; null where the report says that there was nothing, and where its lines were erased.</param>
/// <param name="Version">The version of the license that stood at the start of the period.</param>
/// <param name="TermsRoot">What that version commits to.</param>
/// <param name="Schedule">The patent schedule that it attaches to; null where that is not known.</param>
/// <param name="Revisions">The schedule's revisions whose patents it covers, the first first.</param>
/// <param name="Zone">The time zone of the terms' calendar, in which the period's days begin; null where the terms are not held here.</param>
/// <param name="Counts">Whether the report is neither corrected nor taken back.</param>
/// <param name="State">journaled | recorded | final.</param>
/// <param name="NetValue">In minor units of the currency.</param>
/// <param name="Payments">The payments claimed for the period.</param>
/// <param name="Proof">Where it was asked for.</param>
/// <param name="Erased">Where the report's lines were erased, of which any may have been meant: the demand that they were erased for.</param>
public sealed record TraceLineView(
    Hash32 Report,
    int? Line,
    Hash32 Pool,
    Hash32 License,
    Hash32 Version,
    Hash32 TermsRoot,
    Hash32? Schedule,
    IReadOnlyList<uint> Revisions,
    Hash32 Licensee,
    ulong PeriodStart,
    ulong PeriodEnd,
    string? Zone,
    bool Counts,
    string State,
    string Product,
    byte? Act,
    string MadeIn,
    string SoldIn,
    UInt256 Quantity,
    UInt256 NetValue,
    string Currency,
    string Serials,
    string Batch,
    ulong Time,
    IReadOnlyList<TracePaymentView> Payments,
    TraceProofView? Proof,
    ErasedView? Erased);

/// <param name="Claim">The record that claims it.</param>
public sealed record TracePaymentView(Hash32 Claim, [property: WordOf(typeof(PaymentState), IsLower = true)] string State);

/// <summary>That a line is of its report, and the report of the log.</summary>
/// <param name="Leaf">The line's leaf hash; null where there is no line.</param>
/// <param name="Path">The RFC 6962 path from it to the root that the report signs.</param>
/// <param name="Record">The report's place in a checkpoint on chain; null while it is not anchored.</param>
public sealed record TraceProofView(Hash32? Leaf, IReadOnlyList<Hash32> Path, Hash32 LinesRoot, uint LineCount, UsageProofView? Record);

/// <summary><c>GET /usage-reports/{id}/trace</c>: a report, back to the signed terms and on to what was paid.</summary>
/// <param name="CorrectedBy">The report that corrects it.</param>
/// <param name="VoidedBy">The record that takes it back.</param>
/// <param name="Counts">Whether it is neither corrected nor taken back.</param>
/// <param name="Zone">The time zone of the terms' calendar, in which the period's days begin; null where the terms are not held here.</param>
/// <param name="JournaledAt">When it became durable here, UTC seconds.</param>
/// <param name="Checkpoint">The first checkpoint that covers it; null until there is one.</param>
/// <param name="Lodging">Where its digest was lodged on chain; null where it was not.</param>
/// <param name="Statement">The signed statement that closes the period.</param>
/// <param name="Line">The line asked for.</param>
/// <param name="Proof">Its place in the newest checkpoint; null where it was not asked for, or is not anchored.</param>
/// <param name="Erased">Where its lines were erased: the demand that they were erased for.</param>
public sealed record ReportTraceView(
    Hash32 Report,
    Hash32 Pool,
    Hash32 Reporter,
    Hash32 Stream,
    ulong Sequence,
    Hash32? Supersedes,
    Hash32? CorrectedBy,
    Hash32? VoidedBy,
    bool Counts,
    ulong PeriodStart,
    ulong PeriodEnd,
    string? Zone,
    uint Lines,
    UInt256 TotalQuantity,
    UInt256 TotalNetValue,
    string Currency,
    SignatureView Signature,
    string State,
    ulong JournaledAt,
    ulong Epoch,
    ulong LeafIndex,
    CheckpointView? Checkpoint,
    LodgingView? Lodging,
    TracedLicenseView License,
    Hash32? Statement,
    IReadOnlyList<PaymentView> Payments,
    TracedLineView? Line,
    UsageProofView? Proof,
    ErasedView? Erased);

/// <summary>The license's version by which a report is judged.</summary>
/// <param name="Version">The act that made the version: the license's id for the first.</param>
/// <param name="Kind">That act's struct.</param>
/// <param name="TermsRoot">What the version commits to; <c>GET /licenses/{id}/terms?version=</c> reads it.</param>
/// <param name="ReadsTerms">Whether the reader may read these terms.</param>
/// <param name="Recorded">Where the chain recorded the version.</param>
public sealed record TracedLicenseView(
    Hash32 Id,
    Hash32? Parent,
    Hash32 Version,
    string Kind,
    ulong EffectiveAt,
    Hash32 TermsRoot,
    bool ReadsTerms,
    RecordedView Recorded,
    TracedScheduleView? Schedule);

/// <summary>The schedule that a version attaches to, with the revisions that it covers.</summary>
public sealed record TracedScheduleView(Hash32 Id, IReadOnlyList<TracedRevisionView> Revisions);

/// <param name="Act">The revision's act.</param>
public sealed record TracedRevisionView(uint Revision, Hash32 Act, Hash32 Root, uint Count, RecordedView Recorded);

/// <summary>One line, with the patents of the covered revisions in the countries where its goods were made or sold.</summary>
/// <param name="Path">From its leaf to the root that the report signs.</param>
/// <param name="Patents">Publication numbers, the first hundred.</param>
/// <param name="PatentCount">How many there are; null where a list is not held here.</param>
public sealed record TracedLineView(
    int Index,
    [property: JsonPropertyOrder(1)] Hash32 Salt,
    [property: JsonPropertyOrder(1)] Hash32 Leaf,
    [property: JsonPropertyOrder(1)] IReadOnlyList<Hash32> Path,
    [property: JsonPropertyOrder(1)] IReadOnlyList<string> Patents,
    [property: JsonPropertyOrder(1)] int? PatentCount) : UsageLineFields;

/// <summary>A license's row in <c>GET /pools/{id}/usage</c>.</summary>
/// <param name="Licensee">Who has it now.</param>
/// <param name="Periods">Those that are to be reported, the first first.</param>
public sealed record UsageRowView(Hash32 License, PartyRefView Licensee, IReadOnlyList<UsagePeriodView> Periods);

/// <param name="DueAt">From which second its report is late; null where the terms are not held here.</param>
/// <param name="Reports">How many reports of it count.</param>
/// <param name="Lines">How many lines these have.</param>
/// <param name="Reason">Why, as a sentence in the reader's language.</param>
/// <param name="Zone">The time zone of the terms' calendar, in which the period's days begin; null where the terms are not held here.</param>
public sealed record UsagePeriodView(
    ulong PeriodStart,
    ulong PeriodEnd,
    ulong? DueAt,
    [property: WordOf(typeof(PeriodState), IsLower = true)] string State,
    int Reports,
    ulong Lines,
    AlertReasonView Reason,
    string? Zone);
