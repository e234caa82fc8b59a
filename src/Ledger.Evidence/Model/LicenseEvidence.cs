// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Model;

/// <summary>All that a stranger needs to judge one license without asking anybody.</summary>
/// <param name="Deployment">Where the contracts stand.</param>
/// <param name="License">The license's id, as claimed.</param>
/// <param name="Grant">The grant.</param>
/// <param name="Signatures">The administrator's and the licensee's.</param>
/// <param name="Headers">
/// RLP of every block named by an event, the state or a report's recent block, ascending by number, each once. Headers
/// between them may stand here too, to link them by parent hashes to a trusted block.
/// </param>
/// <param name="Events">
/// The pool's <c>PoolFormed</c>; every key event of the administrator, the licensee (<c>PartyOpened</c>, <c>KeyAdmitted</c>,
/// <c>KeyRetired</c>); every <c>LicenseGranted</c> of the file (pool, licensee); the license's <c>LicenseTerminated</c> if
/// there is one; the <c>CheckpointAnchored</c> that the usage names. In the order of the chain.
/// </param>
/// <param name="State">Storage at a recent block.</param>
/// <param name="Usage">Reports under the license, with their proofs; may be empty.</param>
/// <param name="Terms">Some of the terms; null where none is disclosed.</param>
public sealed record LicenseEvidence(
    EvidenceDeployment Deployment,
    LicenseId License,
    LicenseGrant Grant,
    SignatureRun Signatures,
    ImmutableArray<byte[]> Headers,
    ImmutableArray<EventProof> Events,
    LicenseState State,
    ImmutableArray<UsageEvidence> Usage,
    Disclosed? Terms = null);
