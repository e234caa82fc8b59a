// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Every act of the ledger, as EIP-712 typed data.
/// @notice An act binds whoever signs it. Its id is its EIP-712 struct hash; `previous` is the head of the subject that
/// it changes (zero if never touched), `expiresAt` the last second at which it may be recorded, `salt` 256 random bits.
/// For each act: @custom:contract verifies it, @custom:signers in the order of the `signatures` argument,
/// @custom:scope of the signing keys, @custom:subject whose head it moves. An act on two subjects signs both heads, the
/// second under its own name, and moves both or neither.
/// "Quorum" is max(1, ceil(n * quorumPerMille / 1000)) of the pool's n members at the recording block, without the one
/// acted upon; they sign last, in ascending order of their party ids.

/// @custom:contract Parties
/// @custom:signers root key
/// @custom:scope Root
/// @custom:subject none: the struct hash is the new party's id, `partyId`
/// @dev The first root key holds every scope from the recording block on, until narrower keys take over.
struct PartyOpening {
    address rootKey;
    address guardian;
    bytes32 profileRoot;
    bytes32 salt;
}

/// @custom:contract Parties
/// @custom:signers party, new key
/// @custom:scope Root (party); the new key signs its own admission
/// @custom:subject the party's keys
struct KeyAdmission {
    bytes32 party;
    address key;
    uint8 scopes;
    uint64 validUntil;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Parties
/// @custom:signers party
/// @custom:scope Root
/// @custom:subject the party's keys
/// @dev Takes effect with the recording block. The last root key cannot be retired.
struct KeyRetirement {
    bytes32 party;
    address key;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Parties
/// @custom:signers party
/// @custom:scope Root
/// @custom:subject the party's keys
/// @dev Flags a key, held or held before, and ends it with the recording block where it is still held. What it signed and
/// a contract accepted stays binding; `since` is the party's own statement of when it was lost (zero: not known).
struct KeyCompromise {
    bytes32 party;
    address key;
    uint64 since;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Parties
/// @custom:signers guardian, new key
/// @custom:scope the guardian named by the opening; the new key signs its own admission
/// @custom:subject the party's recovery
/// @dev Begins the wait of `RecoveryDelay`. It takes the place of a recovery that waits, and begins the wait again.
struct RecoveryStart {
    bytes32 party;
    address newKey;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Parties
/// @custom:signers party
/// @custom:scope Root, by a key held since before the recovery started
/// @custom:subject the party's recovery
struct RecoveryCancellation {
    bytes32 party;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Parties
/// @custom:signers new key
/// @custom:scope the new key of the recovery that `previous` names
/// @custom:subject the party's recovery and, by `previousKeys`, its keys
/// @dev Not before `RecoveryDelay` is over. The new key then holds every scope, beside the keys that were there.
struct RecoveryCompletion {
    bytes32 party;
    bytes32 previous;
    bytes32 previousKeys;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator, founders in the order listed
/// @custom:scope Contract
/// @custom:subject none: the struct hash is the new pool's id, `poolId`
/// @dev `governance` is 0 GovernmentLed, 1 MemberOwned, 2 Independent. In a member-owned pool the founders are its first
/// members; elsewhere a founder is no member until admitted.
struct PoolCharter {
    uint8 governance;
    bytes32 administrator;
    bytes32[] founders;
    uint16 quorumPerMille;
    bytes32 policy;
    bytes32 policyCodeHash;
    address logKey;
    uint256 chainId;
    address parties;
    address pools;
    address licenses;
    address usageLog;
    bytes32 charterRoot;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator, party; in a member-owned pool party, quorum
/// @custom:scope Contract
/// @custom:subject the membership (pool, party)
struct Admission {
    bytes32 pool;
    bytes32 party;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers party
/// @custom:scope Contract
/// @custom:subject the membership (pool, party)
struct Departure {
    bytes32 pool;
    bytes32 party;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator; in a member-owned pool quorum; in an independent one administrator, quorum
/// @custom:scope Contract
/// @custom:subject the membership (pool, party)
struct Removal {
    bytes32 pool;
    bytes32 party;
    bytes32 reasonRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator, party, successor; in a member-owned pool party, successor, quorum
/// @custom:scope Contract
/// @custom:subject the membership (pool, party) and, by `previousSuccessor`, the membership (pool, successor)
/// @dev Ends the one membership and begins the other. Licenses pass by `Assignment` only.
struct Succession {
    bytes32 pool;
    bytes32 party;
    bytes32 successor;
    bytes32 evidenceRoot;
    bytes32 previous;
    bytes32 previousSuccessor;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator, party
/// @custom:scope Contract
/// @custom:subject the enrolment (pool, party)
/// @dev `enrolmentRoot` is the salted root over legal name, register numbers and evidence: the pool's administrator
/// vouches that the party is who it says. Each enrolment takes the place of the one before.
struct Enrolment {
    bytes32 pool;
    bytes32 party;
    bytes32 enrolmentRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers new administrator, founders in the charter's order; in a member-owned or independent pool new administrator, quorum
/// @custom:scope Contract
/// @custom:subject the pool's administrator
struct AdministratorChange {
    bytes32 pool;
    bytes32 administrator;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator; in a member-owned or independent pool administrator, quorum
/// @custom:scope Contract
/// @custom:subject the policy (pool, policy)
/// @dev `policy` names it, `codeHash` is keccak-256 of the code that carries it out, `policyRoot` the salted root over its text.
struct PolicyChange {
    bytes32 pool;
    bytes32 policy;
    bytes32 codeHash;
    bytes32 policyRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator, new log key, old log key; where `lost` administrator, new log key, quorum
/// @custom:scope Contract; the log keys sign for themselves
/// @custom:subject the pool's log key
/// @dev Seals the epoch before `epoch`: its last checkpoint stays its last.
struct LogKeyChange {
    bytes32 pool;
    uint16 epoch;
    address logKey;
    bool lost;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers holder
/// @custom:scope Contract
/// @custom:subject none: used once, by the revision that names it
/// @dev `root` is the RFC 6962 root (keccak-256) over the contributed `Patent` leaves.
struct Contribution {
    bytes32 pool;
    bytes32 schedule;
    bytes32 holder;
    bytes32 root;
    uint32 count;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Pools
/// @custom:signers administrator; in a member-owned pool administrator, quorum
/// @custom:scope Contract
/// @custom:subject the schedule
/// @dev `root` is the RFC 6962 root (keccak-256) over all `Patent` leaves of the revision in ascending (country, number)
/// order; `contributions` are the ids of the contributions that its additions come from, in ascending order.
struct ScheduleRevision {
    bytes32 pool;
    bytes32 schedule;
    uint32 revision;
    bytes32 root;
    uint32 count;
    bytes32[] contributions;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers administrator, licensee
/// @custom:scope Contract
/// @custom:subject the file (pool, licensee); the struct hash is the new license's id, `licenseId`
/// @dev `endsAt` zero means: without end. `termsRoot` is the salted root over the typed terms.
struct LicenseGrant {
    bytes32 pool;
    bytes32 licensee;
    bytes32 schedule;
    uint64 startsAt;
    uint64 endsAt;
    bytes32 termsRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers sublicensor, sublicensee
/// @custom:scope Contract
/// @custom:subject the file (pool, sublicensee); the struct hash is the new license's id, `licenseId`
/// @dev The sublicensor is the parent's licensee and the grantor of this license; the schedule is the parent's. At most
/// four deep, and it never stands where its parent does not.
struct Sublicense {
    bytes32 parent;
    bytes32 sublicensee;
    uint64 startsAt;
    uint64 endsAt;
    bytes32 termsRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers administrator
/// @custom:scope Contract
/// @custom:subject the file (pool, licensee); the struct hash is the new license's id, `licenseId`
/// @dev A paper license from before, as its administrator states it, until the licensee counter-signs. `signedAt` is the
/// date of the paper, `paperRoot` the salted root over the paper itself.
struct AttestedImport {
    bytes32 pool;
    bytes32 licensee;
    bytes32 schedule;
    uint64 startsAt;
    uint64 endsAt;
    bytes32 termsRoot;
    uint64 signedAt;
    bytes32 paperRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers licensee
/// @custom:scope Contract
/// @custom:subject the license
/// @dev Makes an attested import the licensee's own statement too.
struct CounterSignature {
    bytes32 license;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers grantor (the administrator, or of a sublicense the parent's licensee), licensee
/// @custom:scope Contract
/// @custom:subject the license
/// @dev Its struct hash is the id of the license's new version. An expired license is not revived: `effectiveAt` is no
/// later than the end that it replaces, and no earlier than any time at which an act on the license took effect.
struct Amendment {
    bytes32 license;
    bytes32 schedule;
    uint64 endsAt;
    bytes32 termsRoot;
    uint64 effectiveAt;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers grantor; and the licensee, where `effectiveAt` lies before the recording block
/// @custom:scope Contract
/// @custom:subject the license
struct Suspension {
    bytes32 license;
    uint64 effectiveAt;
    bytes32 reasonRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers grantor
/// @custom:scope Contract
/// @custom:subject the license
/// @dev Ends a suspension; it favors the licensee and may reach back as far as the suspension.
struct Reinstatement {
    bytes32 license;
    uint64 effectiveAt;
    bytes32 reasonRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers grantor, licensee, assignee
/// @custom:scope Contract
/// @custom:subject the license and, by `previousFile`, the file (pool, assignee)
/// @dev Takes effect with the recording block.
struct Assignment {
    bytes32 license;
    bytes32 assignee;
    bytes32 evidenceRoot;
    bytes32 previous;
    bytes32 previousFile;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract Licenses
/// @custom:signers grantor; and the licensee, where `effectiveAt` lies before the recording block
/// @custom:scope Contract
/// @custom:subject the license, whose head reads as `licenseId` until its first change
struct Termination {
    bytes32 license;
    uint64 effectiveAt;
    bytes32 reasonRoot;
    bytes32 previous;
    uint64 expiresAt;
    bytes32 salt;
}

/// @custom:contract the one that verifies the act `actId`
/// @custom:signers party
/// @custom:scope Contract (Root in Parties)
/// @custom:subject none
/// @dev Withdraws that party's own signature from an act that is not recorded yet.
struct Void {
    bytes32 actId;
    bytes32 party;
}

/// @custom:contract UsageLog
/// @custom:signers the pool's log key of that epoch
/// @custom:scope log key
/// @custom:subject none: accepted only with a consistency proof from the last checkpoint of (pool, epoch)
struct Checkpoint {
    bytes32 pool;
    uint64 epoch;
    uint64 size;
    bytes32 root;
}
