// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Evidence.Model;

/// <summary>One record about the license, with the proof that a checkpoint commits it.</summary>
/// <param name="Record">The record: one of <see cref="Kinds"/>.</param>
/// <param name="Signature">Its author's.</param>
/// <param name="Lines">Of a report its lines, in the order that its root commits to; of another record none, nor where they were erased.</param>
/// <param name="Promise">What the host promised.</param>
/// <param name="PromiseSignature">The log key's.</param>
/// <param name="Path">The path from the record's leaf to the root of the checkpoint.</param>
/// <param name="Checkpoint">The act id of a checkpoint that passed it, whose event is among the evidence's events: the first one bounds its time best.</param>
/// <param name="Tombstone">Of a report whose lines were erased: what stays of them.</param>
public sealed record RecordEvidence(
    IUsageRecord Record,
    Signature Signature,
    ImmutableArray<UsageLine> Lines,
    Promise Promise,
    Signature PromiseSignature,
    ImmutableArray<Hash32> Path,
    Hash32 Checkpoint,
    RecordTombstone? Tombstone = null)
{
    /// <summary>What evidence of a license holds: all that is recorded under it, and the openings of its reports' streams.</summary>
    public static ImmutableArray<RecordKind> Kinds { get; } =
    [
        RecordKind.UsageReport, RecordKind.StreamOpening, RecordKind.ReportVoid, RecordKind.PeriodStatement,
        RecordKind.PaymentClaimed, RecordKind.PaymentReceived, RecordKind.PaymentDisputed,
    ];

    /// <summary>The record's id.</summary>
    public RecordId Id => Record.Id;
}

/// <summary>The demand that what came with a record was erased for.</summary>
/// <param name="Erasure">The demand.</param>
/// <param name="Signature">The party's that demanded it.</param>
public sealed record RecordTombstone(RecordErasure Erasure, Signature Signature);
