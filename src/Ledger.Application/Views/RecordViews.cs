// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>POST /records</c>: a signed record other than a usage report.</summary>
/// <param name="Kind">The name of its struct.</param>
/// <param name="Record">Its fields.</param>
/// <param name="Key">The key that signed.</param>
/// <param name="Evidence">Of an observation: the fields of the <c>EvidenceItem</c>s that its evidence root commits to; it may be left out.</param>
public sealed record RecordRequest(string Kind, JsonElement Record, Address Key, string Signature, IReadOnlyList<JsonElement>? Evidence = null);

public sealed record RecordReceipt(Hash32 RecordId, SignedPromiseView Promise);

/// <summary>What stands in the place of what came with a record once that is erased: the demand, signed by whoever made it.</summary>
/// <param name="Erasure">The fields of the RecordErasure.</param>
/// <param name="Signature">65 bytes, over it under the domain of UsageLog.</param>
/// <param name="ErasedAt">When it was erased, UTC seconds.</param>
public sealed record ErasedView(JsonElement Erasure, string Signature, long ErasedAt);

/// <param name="License">The license that it stands under; null where it names none.</param>
/// <param name="State">journaled | recorded | final.</param>
/// <param name="JournaledAt">When the record became durable here, UTC seconds.</param>
/// <param name="Checkpoint">The first checkpoint that covers it; null until there is one.</param>
/// <param name="Held">The matters that a legal hold on what came with it stands for.</param>
/// <param name="Erased">Where what came with it was erased: the demand that it was erased for.</param>
public sealed record RecordView(
    Hash32 Id,
    [property: WordOf(typeof(RecordKind))] string Kind,
    Hash32 Pool,
    Hash32? License,
    JsonElement TypedData,
    SignatureView Signature,
    ulong Epoch,
    ulong LeafIndex,
    ulong JournaledAt,
    string State,
    CheckpointView? Checkpoint,
    SignedPromiseView Promise,
    IReadOnlyList<string> Held,
    ErasedView? Erased)
{
    /// <summary>What is said of a record to whoever may hold it and may not read it: its id, its kind, its pool and its holds. All else is there, for readers of the view, and empty.</summary>
    internal static RecordView Unread(Hash32 id, RecordKind kind, Hash32 pool, IReadOnlyList<string> held)
    {
        var nothing = JsonElement.Parse("{}");
        return new RecordView(
            id, kind.ToString(), pool, null, nothing, new SignatureView(null, default, "", ""), 0, 0, 0, "", null, new SignedPromiseView(nothing, ""), held, null);
    }
}

/// <summary>A stream of reports: one for each site or system of a licensee.</summary>
/// <param name="Sequence">That of its last report; zero while there is none.</param>
/// <param name="Last">Its last report.</param>
public sealed record StreamView(Hash32 Id, Hash32 Pool, Hash32 Reporter, string Name, ulong Sequence, Hash32? Last);

/// <summary>A report that was refused and is kept outside of the log: signed as it is, it proves something.</summary>
/// <param name="Reason">fork | gap | staleBlock | keyScope | anothersStream.</param>
/// <param name="Against">Of a fork: the report at its place in the log, which together with this one is the proof.</param>
/// <param name="VoidedBy">The <c>ReportVoid</c> that takes this report back, or of a fork the one in the log: its checkpoint cures the fork. Null while there is none.</param>
/// <param name="ReceivedAt">UTC seconds.</param>
public sealed record SuspectView(
    Hash32 Id,
    [property: WordOf(typeof(SuspectReason), IsCamel = true)] string Reason,
    Hash32 Pool,
    Hash32 License,
    Hash32 Reporter,
    JsonElement TypedData,
    SuspectSignatureView Signature,
    RecordView? Against,
    Hash32? VoidedBy,
    ulong ReceivedAt);

/// <summary>Who signed a report that was refused: a key that is or was the party's.</summary>
/// <param name="NeededScope">The scope that a report's key must hold. That this key held it, nobody says: of <c>keyScope</c> it did not, of <c>staleBlock</c> nobody looked.</param>
/// <param name="Signature">65 bytes r, s, v in 0x form.</param>
public sealed record SuspectSignatureView(Hash32 Party, Address Key, string NeededScope, string Signature);

/// <summary>A claimed payment.</summary>
/// <param name="Amount">In minor units of the currency.</param>
/// <param name="State">claimed | received | disputed | undisputed: the last counts as paid.</param>
/// <param name="Zone">The time zone of the terms' calendar, in which the period's days begin; null where the terms are not held here.</param>
/// <param name="DisputeBy">Until when the administrator can dispute it, UTC seconds: the first at which it is too late; null while the claim is not anchored.</param>
/// <param name="DisputeRule">Whose deadline that is: of the charter that stood when the claim was anchored, or the host's option. While it is not anchored, by the present charter.</param>
/// <param name="Receipt">The record that confirms it.</param>
/// <param name="Dispute">The record that disputes it.</param>
public sealed record PaymentView(
    Hash32 Claim,
    Hash32 License,
    Hash32 Payer,
    ulong PeriodStart,
    ulong PeriodEnd,
    string? Zone,
    UInt256 Amount,
    string Currency,
    ulong PaidAt,
    string Reference,
    [property: WordOf(typeof(PaymentState), IsLower = true)] string State,
    ulong? DisputeBy,
    PoolRuleView DisputeRule,
    Hash32? Receipt,
    Hash32? Dispute);

/// <summary>A claimed payment among others: of which pool, by whom, and for which reports.</summary>
/// <param name="Reports">The payer's reports of that time that count, the first first; at most a hundred.</param>
/// <param name="HasMoreReports">Whether there are more than are given.</param>
public sealed record ClaimedPaymentView(Hash32 Pool, PartyRefView Payer, PaymentView Payment, IReadOnlyList<Hash32> Reports, bool HasMoreReports);

/// <summary>What a reporter's reports of a period add up to; the fields of <c>PeriodStatement</c>.</summary>
/// <param name="Zone">The time zone of the terms' calendar, in which the period's days begin; null where the terms are not held here.</param>
/// <param name="Heads">The last report of each stream, in ascending order.</param>
/// <param name="Statement">The statement that stands; null while there is none.</param>
public sealed record PeriodView(
    Hash32 Reporter,
    ulong PeriodStart,
    ulong PeriodEnd,
    string? Zone,
    IReadOnlyList<Hash32> Heads,
    uint Reports,
    ulong Lines,
    UInt256 TotalQuantity,
    UInt256 TotalNetValue,
    string Currency,
    Hash32? Statement);
