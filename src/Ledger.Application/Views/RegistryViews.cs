// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Evidence.Verification;

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
    ActView Opening,
    Hash32 RecoveryHead,
    RecoveryView? Recovery,
    IReadOnlyList<EnrolmentView> Enrolments);

/// <param name="From">Valid from this block time on, UTC seconds.</param>
/// <param name="Until">Valid before this time; null without end.</param>
/// <param name="Compromised">When the party flagged it as lost, and since when it was by its own statement; null while it did not.</param>
public sealed record PartyKeyView(Address Key, IReadOnlyList<string> Scopes, ulong From, ulong? Until, CompromiseView? Compromised = null);

/// <param name="FlaggedAt">The time of the block that flagged it, UTC seconds. The flag never reaches back.</param>
/// <param name="Since">The party's own statement of when it was lost; null where it does not know.</param>
public sealed record CompromiseView(ulong FlaggedAt, ulong? Since);

/// <summary>A recovery that waits.</summary>
/// <param name="DueAt">First second (UTC) at which it may be completed.</param>
public sealed record RecoveryView(Address NewKey, ulong StartedAt, ulong DueAt, ActView Start);

/// <summary>That a pool's administrator vouches for who a party is; the name itself is a document, and not public.</summary>
public sealed record EnrolmentView(Hash32 Pool, Hash32 Head, Hash32 EnrolmentRoot, ulong Since);

/// <param name="Governance">GovernmentLed | MemberOwned | Independent.</param>
/// <param name="Formed">The year in which the pool was formed in the world, as its profile says; null if it does not.</param>
/// <param name="ActChain">The hash chain over all acts of the pool.</param>
/// <param name="Quorum">How many of the present members must sign where the pool votes.</param>
/// <param name="Epoch">The present epoch of the usage log; its log key is <paramref name="LogKey"/>.</param>
/// <param name="Administrators">Who administered it from when on, the charter's first.</param>
/// <param name="Policies">Every version of every policy, in the order of the acts.</param>
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
    ActView Charter,
    int Quorum,
    ulong Epoch,
    IReadOnlyList<AdministratorView> Administrators,
    IReadOnlyList<PolicyView> Policies,
    PoolHeadsView Heads,
    PoolRulesView Rules,
    IReadOnlyList<CharterVersionView> Charters);

/// <summary>The deadlines that stand for what is recorded now.</summary>
public sealed record PoolRulesView(PoolRuleView PaymentDispute, PoolRuleView LodgeGrace);

/// <summary>How long a deadline of a pool is, and who says so.</summary>
/// <param name="Source">charter: the pool's charter, signed by its parties; host: this host's option, for the charter is silent or its document is not held here.</param>
/// <param name="Act">The act whose text of the charter was asked: the charter itself, or the change of its text that stood at the event.</param>
/// <param name="Days">Of the charter: how many local days after the event's own, the last one whole; null for the host's option.</param>
/// <param name="Zone">Of the charter: the IANA zone of these days; null for the host's option.</param>
/// <param name="Seconds">Of the host's option: how long after the event; null for the charter.</param>
public sealed record PoolRuleView(
    [property: WordOf(typeof(RuleSource), IsLower = true)] string Source, Hash32? Act, int? Days, string? Zone, ulong? Seconds);

/// <summary>One text of a pool's charter. What was recorded under it is judged by it, also after a later one.</summary>
/// <param name="Act">The act that its parties signed.</param>
/// <param name="Root">The salted root over its document.</param>
/// <param name="From">The time of the block that recorded it, UTC seconds.</param>
/// <param name="Held">Whether a charter document is held here behind the root; of a pool from before charters had a schema it is not.</param>
public sealed record CharterVersionView(Hash32 Act, Hash32 Root, ulong From, bool Held, string? Zone, int? PaymentDisputeDays, int? LodgeGraceDays);

/// <param name="From">The time of the block that made it administrator, UTC seconds.</param>
public sealed record AdministratorView(PartyRefView Party, ulong From);

/// <summary>One version of one policy.</summary>
/// <param name="PolicyRoot">The salted root over its text; zero for the charter's.</param>
/// <param name="From">The time of the block that set it, UTC seconds.</param>
public sealed record PolicyView(Hash32 Policy, Hash32 CodeHash, Hash32 PolicyRoot, ulong From);

/// <summary>The heads of the pool's offices; zero while the charter's stand.</summary>
public sealed record PoolHeadsView(Hash32 Administrator, Hash32 LogKey);

/// <summary>A party by id and, where known, by name.</summary>
public sealed record PartyRefView(Hash32 Id, IReadOnlyDictionary<string, string> Names);

/// <param name="How">What made it a member: charter | admission | succession.</param>
/// <param name="Joined">Since when, UTC seconds.</param>
/// <param name="Left">Until when; null while it lasts.</param>
/// <param name="Act">The act that made it a member.</param>
public sealed record MemberView(PartyRefView Party, Hash32 Head, string How, ulong Joined, ulong? Left, ActView Act);

/// <param name="Parent">The license that a sublicense stands under; null for a grant.</param>
/// <param name="TypedData">The grant, sublicense or import as it was signed.</param>
/// <param name="Standing">None | NotYet | InForce | Suspended | Terminated | Expired, at the chain's present time.</param>
/// <param name="Versions">Its versions, the first first: the first one's id is the license's, a later one's that of its amendment.</param>
/// <param name="Head">The license's head: its id until its first change.</param>
/// <param name="AttestedImport">True while only the administrator has signed.</param>
/// <param name="TermsRoot">That of the newest version, as are the schedule and the end.</param>
/// <param name="Acts">How many acts made the license what it is.</param>
/// <param name="Suspensions">The times for which it was suspended; without an end while it lasts.</param>
public sealed record LicenseView(
    Hash32 Id,
    Hash32 Pool,
    Hash32 Licensee,
    Hash32? Parent,
    JsonElement TypedData,
    IReadOnlyList<SignatureView> Signatures,
    Hash32 TermsRoot,
    [property: WordOf(typeof(Standing))] string Standing,
    IReadOnlyList<LicenseVersionView> Versions,
    Hash32 Head,
    bool AttestedImport,
    RecordedView Recorded,
    Hash32? Schedule,
    ulong StartsAt,
    ulong? EndsAt,
    IReadOnlyDictionary<string, string> PoolNames,
    IReadOnlyDictionary<string, string> LicenseeNames,
    int Acts,
    IReadOnlyList<SuspensionView> Suspensions);

/// <param name="EffectiveAt">First second (UTC) of the version.</param>
/// <param name="Schedule">The patent schedule; null where a sublicense has the parent's.</param>
/// <param name="EndsAt">First second (UTC) no longer in force; null: without end.</param>
public sealed record LicenseVersionView(Hash32 Id, ulong EffectiveAt, Hash32? Schedule, ulong? EndsAt, Hash32 TermsRoot);

/// <param name="From">First second (UTC) suspended.</param>
/// <param name="Until">First second (UTC) reinstated; null while it lasts.</param>
public sealed record SuspensionView(ulong From, ulong? Until);

/// <summary><c>GET /licenses/{id}/history</c>.</summary>
/// <param name="At">The time asked about, UTC seconds.</param>
/// <param name="KnownAt">The block whose knowledge answers.</param>
/// <param name="Standing">The license's standing at <paramref name="At"/> as known at <paramref name="KnownAt"/>, with its parents'.</param>
/// <param name="Version">The id of the version that stood then.</param>
/// <param name="Licensee">Who had it then.</param>
public sealed record LicenseHistoryView(
    Hash32 License,
    ulong At,
    BlockView KnownAt,
    [property: WordOf(typeof(Standing))] string Standing,
    IReadOnlyList<HistoryEntryView> Entries,
    Hash32? Version,
    Hash32? Licensee);

/// <param name="EffectiveAt">When the act takes effect, UTC seconds.</param>
/// <param name="Standing">The standing that the act leads to, by the license's own acts.</param>
public sealed record HistoryEntryView(ulong EffectiveAt, [property: WordOf(typeof(Standing))] string Standing, ActView Act);

/// <summary><c>GET /licenses/{id}/verification</c>.</summary>
/// <param name="Verdict">valid | invalid | unconfirmed.</param>
/// <param name="Engine">embedded | network: what the verdict rests on.</param>
/// <param name="Caveat">A sentence on what an embedded chain does not prove; null on a network.</param>
public sealed record VerificationView(
    Hash32 License,
    [property: WordOf(typeof(Verdict), IsLower = true)] string Verdict,
    [property: WordOf("embedded", "network")] string Engine,
    string? Caveat,
    BlockView Head,
    IReadOnlyList<VerificationStepView> Steps);

/// <param name="Name">id | signature | key | receipt | header | completeness | standing | schedule | terms.</param>
public sealed record VerificationStepView(string Name, bool Ok, string Detail);
