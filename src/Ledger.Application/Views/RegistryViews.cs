// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <param name="Names">Language tag → name, from the party's profile document; empty where the ledger holds none.</param>
/// <param name="Keys">Every key it has or had.</param>
public sealed record PartyView(
    Hash32 Id,
    IReadOnlyDictionary<string, string> Names,
    string? Role,
    string? Country,
    Address Guardian,
    Hash32 ProfileRoot,
    Hash32 KeysHead,
    IReadOnlyList<PartyKeyView> Keys,
    ActView Opening);

/// <param name="From">Valid from this block time on, UTC seconds.</param>
/// <param name="Until">Valid before this time; null without end.</param>
public sealed record PartyKeyView(Address Key, IReadOnlyList<string> Scopes, ulong From, ulong? Until);

/// <param name="Governance">GovernmentLed | MemberOwned | Independent.</param>
/// <param name="Formed">The year in which the pool was formed in the world, as its profile says; null if it does not.</param>
/// <param name="ActChain">The hash chain over all acts of the pool.</param>
public sealed record PoolView(
    Hash32 Id,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, string> Note,
    int? Formed,
    string Governance,
    PartyRefView Administrator,
    IReadOnlyList<PartyRefView> Founders,
    ushort QuorumPerMille,
    Address LogKey,
    Hash32 CharterRoot,
    Hash32 ActChain,
    int Members,
    int Licenses,
    CheckpointView? Checkpoint,
    ActView Charter);

/// <summary>A party by id and, where known, by name.</summary>
public sealed record PartyRefView(Hash32 Id, IReadOnlyDictionary<string, string> Names);

public sealed record MemberView(PartyRefView Party, Hash32 Head, ActView Admission);

/// <param name="Parent">The license that a sublicense stands under; null for a grant.</param>
/// <param name="TypedData">The grant as it was signed.</param>
/// <param name="Standing">None | NotYet | InForce | Suspended | Terminated | Expired, at the chain's present time.</param>
/// <param name="Versions">How many acts made the license what it is.</param>
/// <param name="Head">The license's head: its id until its first change.</param>
/// <param name="AttestedImport">True while only the administrator has signed.</param>
public sealed record LicenseView(
    Hash32 Id,
    Hash32 Pool,
    Hash32 Licensee,
    Hash32? Parent,
    JsonElement TypedData,
    IReadOnlyList<SignatureView> Signatures,
    Hash32 TermsRoot,
    string Standing,
    int Versions,
    Hash32 Head,
    bool AttestedImport,
    RecordedView Recorded,
    Hash32 Schedule,
    ulong StartsAt,
    ulong? EndsAt,
    IReadOnlyDictionary<string, string> PoolNames,
    IReadOnlyDictionary<string, string> LicenseeNames);

/// <summary><c>GET /licenses/{id}/history</c>.</summary>
/// <param name="At">The time asked about, UTC seconds.</param>
/// <param name="KnownAt">The block whose knowledge answers.</param>
/// <param name="Standing">The license's standing at <paramref name="At"/> as known at <paramref name="KnownAt"/>.</param>
public sealed record LicenseHistoryView(
    Hash32 License,
    ulong At,
    BlockView KnownAt,
    string Standing,
    IReadOnlyList<HistoryEntryView> Entries);

/// <param name="EffectiveAt">When the act takes effect, UTC seconds.</param>
/// <param name="Standing">The standing that the act leads to.</param>
public sealed record HistoryEntryView(ulong EffectiveAt, string Standing, ActView Act);

/// <summary><c>GET /licenses/{id}/verification</c>.</summary>
/// <param name="Verdict">valid | invalid | unconfirmed.</param>
/// <param name="Engine">embedded | network: what the verdict rests on.</param>
/// <param name="Caveat">A sentence on what an embedded chain does not prove; null on a network.</param>
public sealed record VerificationView(
    Hash32 License,
    string Verdict,
    string Engine,
    string? Caveat,
    BlockView Head,
    IReadOnlyList<VerificationStepView> Steps);

/// <param name="Name">id | signature | key | receipt | header | completeness | standing.</param>
public sealed record VerificationStepView(string Name, bool Ok, string Detail);
