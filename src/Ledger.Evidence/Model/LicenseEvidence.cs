// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;

namespace Ledger.Evidence.Model;

/// <summary>All that a stranger needs to judge one license without asking anybody.</summary>
/// <param name="Deployment">Where the contracts stand.</param>
/// <param name="License">The license's id, as claimed.</param>
/// <param name="Origin">How it came to be: a <c>LicenseGrant</c>, <c>Sublicense</c> or <c>AttestedImport</c>.</param>
/// <param name="Signatures">Those that it was recorded with.</param>
/// <param name="Headers">
/// RLP of every block named by an event, the state or a record's recent block, ascending by number, each once. Headers
/// between them may stand here too, to link them by parent hashes to a trusted block.
/// </param>
/// <param name="Events">
/// The pool's <c>PoolFormed</c>, every <c>AdministratorChanged</c> and every <c>PolicyChanged</c> of its charter's text; every key event (<c>PartyOpened</c>, <c>KeyAdmitted</c>,
/// <c>KeyRetired</c>, <c>KeyCompromised</c>, <c>RecoveryCompleted</c>) of the origin's signers, of all who ever had the
/// license and of the records' authors; all that ever came to the file (pool, present licensee); every event of the license, and of each license that it
/// stands under; the <c>CheckpointAnchored</c> that the records name, and the <c>Lodged</c> of those that were lodged. In the order of the chain.
/// </param>
/// <param name="State">Storage at a recent block.</param>
/// <param name="Records">Records under the license and the openings of its reports' streams, with their proofs; may be empty.</param>
/// <param name="Terms">
/// Terms of versions, in the order of the versions: of each version some terms, or that they were erased; after them fields of the charter's
/// texts that lodgings stood under, likewise. Of a version or text that does not stand here nothing is said. Keys of those who demanded an erasure are among the events.
/// </param>
public sealed record LicenseEvidence(
    EvidenceDeployment Deployment,
    LicenseId License,
    IAct Origin,
    SignatureRun Signatures,
    ImmutableArray<byte[]> Headers,
    ImmutableArray<EventProof> Events,
    LicenseState State,
    ImmutableArray<RecordEvidence> Records,
    ImmutableArray<VersionTerms> Terms);
