// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary>A patent schedule at its last revision.</summary>
/// <param name="Patents">How many patents the last revision lists.</param>
/// <param name="Audit">Whether the last revision adds exactly what was contributed.</param>
/// <param name="Revisions">Every revision, the first first.</param>
public sealed record ScheduleView(
    Hash32 Id,
    Hash32 Pool,
    uint Revision,
    Hash32 Root,
    uint Patents,
    Hash32 Head,
    ActView Recorded,
    AuditView Audit,
    IReadOnlyList<RevisionLineView> Revisions);

/// <summary>A revision in a line.</summary>
public sealed record RevisionLineView(uint Revision, Hash32 ActId, Hash32 Root, uint Patents, RecordedView Recorded, AuditView Audit);

/// <summary>Whether a revision adds exactly what its holders contributed; the contract does not see that, every reader of the lists does.</summary>
/// <param name="State">kept | broken | unknown (a list is not held here).</param>
/// <param name="Code">Which rule, or why it is not known; null where it is kept.</param>
public sealed record AuditView(string State, string? Code, IReadOnlyDictionary<string, string>? Args);

/// <summary><c>GET /pools/{id}/schedules/{schedule}/revisions/{n}</c>.</summary>
/// <param name="Patents">How many patents it lists.</param>
/// <param name="Contributions">What its additions come from, in the order of their ids.</param>
public sealed record RevisionView(
    Hash32 Pool,
    Hash32 Schedule,
    uint Revision,
    Hash32 Root,
    uint Patents,
    AuditView Audit,
    ActView Recorded,
    IReadOnlyList<ContributionView> Contributions);

/// <param name="Root">The root over the contributed patents; <c>GET /pools/{id}/patent-lists/{root}</c> shows them.</param>
/// <param name="TypedData">What the holder signed.</param>
public sealed record ContributionView(Hash32 Id, PartyRefView Holder, Hash32 Root, uint Patents, JsonElement TypedData, string Signature);

/// <summary>A patent of a schedule. What is not known is null.</summary>
/// <param name="Number">The publication number without country and kind.</param>
/// <param name="InForceFrom">UTC seconds.</param>
/// <param name="InForceUntil">UTC seconds.</param>
/// <param name="Source">Where the entry comes from; demo entries say that they are made up.</param>
/// <param name="RetrievedAt">UTC seconds.</param>
/// <param name="EssentialityRoot">The salted root over the essentiality opinion.</param>
public sealed record PatentView(
    Hash32 Schedule,
    uint Revision,
    string Country,
    string Number,
    string? Kind,
    string? Family,
    PartyRefView Holder,
    string? Standard,
    string? StandardVersion,
    ulong? InForceFrom,
    ulong? InForceUntil,
    string? Source,
    ulong? RetrievedAt,
    Hash32? EssentialityRoot);

/// <summary><c>GET /pools/{id}/patents</c>: a page of the patents on all schedules.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="NotHeld">The revisions standing then whose lists are not held here: their patents are on no page.</param>
public sealed record PoolPatentsView(IReadOnlyList<PatentView> Items, string? Next, IReadOnlyList<UnheldRevisionView> NotHeld);

/// <summary>A revision whose list is not held here.</summary>
/// <param name="Patents">How many patents it lists.</param>
public sealed record UnheldRevisionView(Hash32 Schedule, uint Revision, Hash32 Root, uint Patents);

/// <summary>What became of a number between two revisions.</summary>
/// <param name="Change">added | delisted | altered.</param>
public sealed record PatentChangeView(string Change, PatentView? Before, PatentView? After);

/// <summary><c>GET /pools/{id}/schedules/{schedule}/revisions/{n}/patents/{number}/proof</c>: that a number stands in a revision, or between which neighbours it does not.</summary>
/// <param name="Publication">The number asked about, in canonical form.</param>
/// <param name="Patents">How many leaves the revision has.</param>
/// <param name="Answer">listed | notListed.</param>
/// <param name="Leaves">The leaf, or the neighbours around the number.</param>
/// <param name="Recorded">The revision, which commits to root and count.</param>
public sealed record ListingView(
    Hash32 Pool,
    Hash32 Schedule,
    uint Revision,
    string Publication,
    Hash32 Root,
    uint Patents,
    string Answer,
    IReadOnlyList<ListedLeafView> Leaves,
    ActView Recorded);

/// <param name="Index">The leaf's place, from 0.</param>
/// <param name="Patent">The fields of the EIP-712 struct <c>Patent</c>, whose struct hash is the leaf's data.</param>
/// <param name="Path">Leaf to root, as RFC 6962 §2.1.1.</param>
public sealed record ListedLeafView(uint Index, JsonElement Patent, IReadOnlyList<Hash32> Path);
