// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Every act of the ledger, as EIP-712 typed data.
/// @notice An act binds whoever signs it. Its id is its EIP-712 struct hash; `previous` is the head of the subject that
/// it changes (zero if never touched), `expiresAt` the last second at which it may be recorded, `salt` 256 random bits.
/// For each act: @custom:contract verifies it, @custom:signers in the order of the `signatures` argument,
/// @custom:scope of the signing keys, @custom:subject whose head it moves.

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

/// @custom:contract Pools
/// @custom:signers administrator, founders in the order listed
/// @custom:scope Contract
/// @custom:subject none: the struct hash is the new pool's id, `poolId`
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
/// @custom:signers administrator, party
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
/// @custom:signers administrator
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
/// @custom:signers administrator; and the licensee, where `effectiveAt` lies before the recording block
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
