// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;

namespace Ledger.Application.Projecting;

/// <summary>The kinds of projection rows.</summary>
internal static class RowKinds
{
    public const string Party = "party";
    public const string Pool = "pool";
    public const string Member = "member";
    public const string Schedule = "schedule";
    public const string License = "license";
    public const string Enrolment = "enrolment";
    public const string Checkpoint = "checkpoint";
    public const string Lodging = "lodging";
}

/// <summary>A party as folded: what lists and filters need; the acts themselves stand in the facts.</summary>
internal sealed record FoldedParty(
    Address Guardian,
    Hash32 ProfileRoot,
    Hash32 KeysHead,
    Hash32 RecoveryHead,
    [property: JsonConverter(typeof(FoldedKeysConverter))] IReadOnlyList<FoldedKey> Keys);

internal sealed record FoldedKey(Address Key, byte Scopes, ulong From, ulong? Until, ulong? CompromisedAt);

internal sealed record FoldedPool(
    byte Governance, Hash32 Administrator, IReadOnlyList<Hash32> Founders, Address LogKey, ulong Epoch, Hash32 CharterRoot, Hash32 ActChain, int Members);

internal sealed record FoldedMember(Hash32 Pool, Hash32 Party, Hash32 Head, ulong Since, ulong? Until);

internal sealed record FoldedEnrolment(Hash32 Pool, Hash32 Party, Hash32 Head, Hash32 Root, ulong Since);

internal sealed record FoldedSchedule(Hash32 Pool, uint Revision, Hash32 Root, uint Count, Hash32 Head);

internal sealed record FoldedLicense(
    Hash32 Pool,
    Hash32 Licensee,
    Hash32? Parent,
    Hash32? Schedule,
    ulong StartsAt,
    ulong? EndsAt,
    Hash32 TermsRoot,
    Hash32 Head,
    int Versions,
    IReadOnlyList<SuspensionSpan> Suspensions,
    bool AttestedImport,
    ulong? TerminatedAt);

internal sealed record FoldedLodging(Hash32 Pool, Hash32 Digest, ulong LodgedAt);

internal sealed record FoldedCheckpoint(Hash32 Pool, ulong Epoch, ulong OldSize, ulong Size, Hash32 Root);
