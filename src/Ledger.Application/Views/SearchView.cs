// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary>Something that a search found; all of it is public.</summary>
/// <param name="Kind">party | pool | license | act | patent.</param>
/// <param name="Id">The id of the party, pool, license or act; of a patent that of its schedule.</param>
/// <param name="Names">Language tag → name: a party's, a pool's, a licensee's, a patent's holder's.</param>
/// <param name="Pool">The pool that it belongs to.</param>
/// <param name="License">The license that an act changed.</param>
/// <param name="Party">The party that an act concerns, or that holds a patent.</param>
/// <param name="Publication">A patent's number in canonical form.</param>
public sealed record FoundView(
    [property: WordOf("party", "pool", "license", "act", "patent")] string Kind,
    Hash32 Id,
    IReadOnlyDictionary<string, string> Names,
    Hash32? Pool = null,
    Hash32? License = null,
    Hash32? Party = null,
    string? Publication = null);
