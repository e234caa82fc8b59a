// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>GET /license-terms</c>: every term that a license can have.</summary>
/// <param name="Schema">The schema's name.</param>
/// <param name="Terms">The grant's own first, then the schema's fields in order.</param>
public sealed record TermsSchemaView(string Schema, Hash32 SchemaId, IReadOnlyList<TermView> Terms);

/// <param name="Type">text | integer | decimal | boolean; null for a field of the grant, which is on chain.</param>
/// <param name="EnforcedBy">The code that enforces it; null: it is recorded only.</param>
public sealed record TermView(string Term, string? Type, string? EnforcedBy);

/// <summary><c>GET /licenses/{id}/terms</c>.</summary>
/// <param name="Terms">What was agreed; a term that is not named was not.</param>
/// <param name="CoveredRevisions">The revisions of the schedule whose patents are licensed now.</param>
/// <param name="Version">The version's id: the license's for the first one, else its amendment's.</param>
/// <param name="Kind">The act that made the version: LicenseGrant | Sublicense | AttestedImport | Amendment.</param>
/// <param name="EffectiveAt">First second (UTC) of the version.</param>
/// <param name="AttestedImport">True where the version is an import that only the administrator has signed.</param>
public sealed record LicenseTermsView(
    Hash32 License,
    Hash32 TermsRoot,
    string Schema,
    IReadOnlyList<LicenseTermView> Terms,
    IReadOnlyList<uint> CoveredRevisions,
    Hash32 Version,
    string Kind,
    ulong EffectiveAt,
    bool AttestedImport);

/// <param name="Value">In the one form that the schema has for it.</param>
public sealed record LicenseTermView(string Term, string Type, string Value);
