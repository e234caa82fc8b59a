// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Store.Proposals;

namespace Ledger.Application.Views;

/// <summary><c>POST /proposals</c>.</summary>
/// <param name="Kind">The act's struct name, such as <c>LicenseGrant</c>; may be left out with <paramref name="Replaces"/>.</param>
/// <param name="Message">The act's fields; <c>previous</c>, <c>salt</c> and <c>expiresAt</c> may be left out.</param>
/// <param name="Documents">What the act's salted roots commit to; fills <c>termsRoot</c>, <c>profileRoot</c>, … where left out.</param>
/// <param name="Replaces">A stale proposal, made anew on the present head.</param>
public sealed record ProposalRequest(
    string? Kind,
    JsonElement? Message,
    ProposalDocuments? Documents = null,
    Hash32? Replaces = null);

/// <summary>Off-chain content that comes with an act.</summary>
/// <param name="Terms">A license's terms (<c>LicenseGrant</c>, <c>Sublicense</c>, <c>AttestedImport</c>, <c>Amendment</c>).</param>
/// <param name="Profile">Names and the like of a party or pool (<c>PartyOpening</c>, <c>PoolCharter</c>).</param>
/// <param name="Patents">The fields of each contributed patent (<c>Contribution</c>), where what is not known is left out; a revision's follow from its contributions.</param>
/// <param name="Reason">Why (<c>Termination</c>, <c>Suspension</c>, <c>Reinstatement</c>, <c>Removal</c>).</param>
/// <param name="Enrolment">Who a party is in law (<c>Enrolment</c>).</param>
/// <param name="Evidence">What a succession or assignment rests on (<c>Succession</c>, <c>Assignment</c>).</param>
/// <param name="Paper">The text of a paper license (<c>AttestedImport</c>).</param>
/// <param name="Policy">The text of a policy (<c>PolicyChange</c>).</param>
/// <param name="Charter">A pool's names and the rules of its charter (<c>PoolCharter</c>; a <c>PolicyChange</c> that changes the charter's text).</param>
/// <param name="Delist">Publication numbers that the next revision leaves out (<c>ScheduleRevision</c>).</param>
public sealed record ProposalDocuments(
    JsonElement? Terms = null,
    ProfileDocument? Profile = null,
    IReadOnlyList<JsonElement>? Patents = null,
    string? Reason = null,
    EnrolmentDocument? Enrolment = null,
    string? Evidence = null,
    string? Paper = null,
    string? Policy = null,
    IReadOnlyList<string>? Delist = null,
    CharterDocument? Charter = null);

/// <summary>Who a party is in law, as its pool's administrator vouches. Kept off chain; the chain has its salted root.</summary>
/// <param name="LegalName">The name in the register.</param>
/// <param name="RegisterKind">unifiedSocialCreditCode | lei | other.</param>
/// <param name="RegisterNumber">The number in it; the first two kinds have check digits.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Evidence">What it was checked against, in words.</param>
public sealed record EnrolmentDocument(string LegalName, string RegisterKind, string RegisterNumber, string Country, string? Evidence = null);

/// <summary>What a party or pool says of itself. Kept off chain; the chain has its salted root.</summary>
/// <param name="Names">Language tag (<c>en</c>, <c>zh-CN</c>) → name.</param>
/// <param name="Role">The part it plays, in a word.</param>
/// <param name="Note">A sentence for readers, per language.</param>
/// <param name="Country">ISO 3166 alpha-2, or null.</param>
/// <param name="Formed">The year of formation, or null.</param>
public sealed record ProfileDocument(
    IReadOnlyDictionary<string, string> Names,
    string? Role = null,
    IReadOnlyDictionary<string, string>? Note = null,
    string? Country = null,
    int? Formed = null);

/// <summary>A pool's charter document: its names, and the rules that its parties sign by the charter's salted root. Its fields are disclosed one by one.</summary>
/// <param name="Names">Language tag (<c>en</c>, <c>zh-CN</c>) → name.</param>
/// <param name="Zone">The IANA zone whose days the deadlines are counted in.</param>
/// <param name="PaymentDisputeDays">How many days after the one that anchors it a claimed payment can be disputed, 1 to 366; null: the host's option stands.</param>
/// <param name="LodgeGraceDays">How many days after the one that lodged its digest a record's body may follow, 1 to 366; null: the host's option stands.</param>
/// <param name="Note">A sentence for readers, per language.</param>
/// <param name="Formed">The year of formation, or null.</param>
public sealed record CharterDocument(
    IReadOnlyDictionary<string, string> Names,
    string Zone,
    int? PaymentDisputeDays = null,
    int? LodgeGraceDays = null,
    IReadOnlyDictionary<string, string>? Note = null,
    int? Formed = null)
{
    internal CharterTerms Terms() => new(Zone, PaymentDisputeDays, LodgeGraceDays);
}

/// <param name="Digest">The EIP-712 digest that every signer signs.</param>
/// <param name="State">collecting | ready | submitted | recorded | stale | expired | withdrawn.</param>
/// <param name="Operation">The operation that carries the act to the chain, once it is ready.</param>
/// <param name="Warnings">Such as <c>head-contended</c>.</param>
public sealed record ProposalView(
    Hash32 Id,
    string Kind,
    JsonElement TypedData,
    Hash32 Digest,
    IReadOnlyList<RequiredSignerView> Required,
    IReadOnlyList<SignatureView> Signatures,
    [property: WordOf(typeof(ProposalState), IsLower = true)] string State,
    string? Operation,
    IReadOnlyList<ProblemView> Warnings,
    ProblemView? Problem = null,
    QuorumView? Quorum = null);

/// <summary>The vote that an act needs beside its required signers.</summary>
/// <param name="Threshold">How many of the members must sign.</param>
/// <param name="Members">Who may: the members without the one acted upon, in ascending order.</param>
public sealed record QuorumView(int Threshold, IReadOnlyList<Hash32> Members);

/// <param name="Role">administrator | founder | licensee | party | holder | voter | successor | sublicensor | sublicensee | assignee | guardian | rootKey | newKey | logKey | newLogKey.</param>
/// <param name="Party">Who signs; null where a key that belongs to no party yet signs (<c>rootKey</c>, <c>newKey</c>).</param>
/// <param name="Scope">The scope that the key must hold, such as <c>Contract</c>.</param>
public sealed record RequiredSignerView(string Role, Hash32? Party, string Scope, Address? Key = null);

/// <param name="Party">The signer; null where the key belongs to no party yet.</param>
/// <param name="Signature">65 bytes r, s, v in 0x form.</param>
public sealed record SignatureView(Hash32? Party, Address Key, string Scope, string Signature);

/// <summary><c>POST /proposals/{id}/signatures</c>.</summary>
public sealed record SignatureRequest(Hash32? Party, Address Key, string Signature);

/// <param name="Id">The id under which <c>GET /operations/{id}</c> finds it.</param>
/// <param name="Kind">The act's struct name, <c>Checkpoint</c>, or <c>Export</c>.</param>
/// <param name="State">accepted | submitted | included | final | refused | failed | retracted.</param>
/// <param name="Transactions">The hashes of every transaction sent for it, oldest first.</param>
/// <param name="Subject">What it makes or changes: the license id, the export id, …</param>
/// <param name="AcceptedAt">UTC seconds.</param>
/// <param name="MovedAt">When its state last changed, UTC seconds.</param>
/// <param name="Attempts">What the submitter did about it: every transaction that it signed for it, oldest first.</param>
public sealed record OperationView(
    string Id,
    string Kind,
    [property: WordOf(typeof(OperationState), IsLower = true)] string State,
    IReadOnlyList<Hash32> Transactions,
    BlockView? Block,
    ProblemView? Problem,
    Hash32? Subject,
    ulong AcceptedAt,
    ulong MovedAt,
    IReadOnlyList<AttemptView> Attempts);

/// <summary>One signed transaction: the first, a dearer one in its place, or one under another nonce.</summary>
/// <param name="Transaction">Its hash.</param>
/// <param name="SignedAt">UTC seconds.</param>
/// <param name="SentAt">When a node was last seen to take it, UTC seconds; null: never.</param>
/// <param name="Abandoned">Whether its nonce was given up, because somebody else's transaction took it.</param>
public sealed record AttemptView(Hash32 Transaction, ulong Nonce, ulong SignedAt, ulong? SentAt, bool Abandoned);
