// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {
    Amendment,
    Assignment,
    AttestedImport,
    CounterSignature,
    LicenseGrant,
    Reinstatement,
    Sublicense,
    Suspension,
    Termination
} from "./Acts.sol";
import {IActs} from "./IActs.sol";
import {IParties} from "./IParties.sol";
import {IPools} from "./IPools.sol";

/// @notice What the acts on a license say of one instant. It is never "licensed": that takes terms, patents, payments.
enum Standing {
    None,
    NotYet,
    InForce,
    Suspended,
    Terminated,
    Expired
}

/// @title Licenses: grants and what becomes of them.
interface ILicenses is IActs {
    event LicenseGranted(
        bytes32 indexed id,
        bytes32 indexed pool,
        bytes32 indexed licensee,
        LicenseGrant act,
        bytes signatures
    );
    event LicenseSublicensed(
        bytes32 indexed id,
        bytes32 indexed pool,
        bytes32 indexed licensee,
        Sublicense act,
        bytes signatures
    );
    event LicenseImported(
        bytes32 indexed id,
        bytes32 indexed pool,
        bytes32 indexed licensee,
        AttestedImport act,
        bytes signatures
    );
    event LicenseCounterSigned(bytes32 indexed license, bytes32 indexed actId, CounterSignature act, bytes signatures);
    event LicenseAmended(bytes32 indexed license, bytes32 indexed actId, Amendment act, bytes signatures);
    event LicenseSuspended(bytes32 indexed license, bytes32 indexed actId, Suspension act, bytes signatures);
    event LicenseReinstated(bytes32 indexed license, bytes32 indexed actId, Reinstatement act, bytes signatures);
    /// @notice `licensee` is the assignee, whose file the license comes to.
    event LicenseAssigned(
        bytes32 indexed license,
        bytes32 indexed pool,
        bytes32 indexed licensee,
        Assignment act,
        bytes signatures
    );
    event LicenseTerminated(bytes32 indexed license, bytes32 indexed actId, Termination act, bytes signatures);

    /// @notice A license that ends must end after it starts, and an amended one after the amendment takes effect.
    error EmptyTerm(uint64 startsAt, uint64 endsAt);
    /// @notice No license with this id was granted.
    error LicenseUnknown(bytes32 license);
    /// @notice The license was terminated before, with effect from `terminatedAt` on: nothing changes it any more.
    error AlreadyTerminated(bytes32 license, uint64 terminatedAt);
    /// @notice The license is suspended already, with effect from `suspendedAt` on.
    error AlreadySuspended(bytes32 license, uint64 suspendedAt);
    /// @notice There is no suspension to end.
    error NotSuspended(bytes32 license);
    /// @notice A license remembers 255 suspensions beside the last.
    error TooManySuspensions(bytes32 license);
    /// @notice The act has to say from when on it has effect.
    error EffectiveAtMissing();
    /// @notice Effective times along one license never decrease; the last was `last`.
    error EffectiveAtDecreases(uint64 effectiveAt, uint64 last);
    /// @notice An amendment takes effect no later than the end that it replaces.
    error AmendedAfterEnd(uint64 effectiveAt, uint64 endsAt);
    /// @notice Only with the licensee's signature does the act take effect before the block that records it.
    error LicenseeMustSign(uint64 effectiveAt, uint256 blockTime);
    /// @notice Times are kept in 40 bits: until the year 36812.
    error TimeTooLarge(uint64 time);
    /// @notice Pools and parties up to the number 16,777,215 can be named by a license.
    error NumberTooLarge(uint32 number);
    /// @notice What is sublicensed or assigned stands, or will.
    error LicenseNotStanding(bytes32 license, Standing standing);
    /// @notice Sublicenses go four deep.
    error TooDeep(bytes32 parent);
    /// @notice A sublicense's schedule is its parent's: its amendments name none.
    error ScheduleOfParent(bytes32 schedule);
    /// @notice A paper is signed before it is imported.
    error SignedInFuture(uint64 signedAt, uint256 blockTime);
    /// @notice The license is not an import that waits for its counter-signature.
    error NotAttested(bytes32 license);
    /// @notice The assignee is the licensee already.
    error AssignedToLicensee(bytes32 assignee);

    /// @notice Grants a license under a schedule of the pool.
    /// @param signatures by the administrator, then by the licensee (scope Contract).
    /// @return id the act's struct hash.
    function grant(LicenseGrant calldata act, bytes calldata signatures) external returns (bytes32 id);

    /// @notice Grants many licenses, in order; skips what is recorded already, and reverts on what is invalid.
    /// @param signatures of each act, 130 bytes: by the administrator, then by the licensee.
    function grantAll(LicenseGrant[] calldata acts, bytes calldata signatures) external;

    /// @notice Grants a license under another license, which stands or will stand at this block.
    /// @param signatures by the parent's licensee, then by the sublicensee.
    /// @return id the act's struct hash.
    function sublicense(Sublicense calldata act, bytes calldata signatures) external returns (bytes32 id);

    /// @notice Records a paper license as its administrator states it.
    /// @param signatures one, by the administrator.
    /// @return id the act's struct hash.
    function importAttested(AttestedImport calldata act, bytes calldata signatures) external returns (bytes32 id);

    /// @notice Makes an attested import the licensee's own statement too.
    /// @param signatures one, by the licensee.
    function counterSign(CounterSignature calldata act, bytes calldata signatures) external;

    /// @notice Changes a license's schedule, end and terms.
    /// @param signatures by the grantor (the administrator, or of a sublicense the parent's licensee), the licensee.
    function amend(Amendment calldata act, bytes calldata signatures) external;

    /// @notice Suspends a license until it is reinstated.
    /// @param signatures by the grantor, and by the licensee where `effectiveAt` lies before this block's time (where it
    /// does not, the licensee's is welcome and checked).
    function suspend(Suspension calldata act, bytes calldata signatures) external;

    /// @notice Ends a suspension.
    /// @param signatures one, by the grantor.
    function reinstate(Reinstatement calldata act, bytes calldata signatures) external;

    /// @notice Passes a license on to another party of the pool's files from this block on.
    /// @param signatures by the grantor, the licensee, the assignee.
    function assign(Assignment calldata act, bytes calldata signatures) external;

    /// @notice Terminates a license for good.
    /// @param signatures by the grantor, and by the licensee where `effectiveAt` lies before this block's time (where it
    /// does not, the licensee's is welcome and checked).
    function terminate(Termination calldata act, bytes calldata signatures) external;

    /// @notice The register of parties that this contract trusts for keys.
    function parties() external view returns (IParties);

    /// @notice The register of pools that this contract trusts for administrators and schedules.
    function pools() external view returns (IPools);

    /// @notice The last grant, sublicense, import or assignment to this party in this pool; zero if none ever was.
    function fileHead(bytes32 pool, bytes32 licensee) external view returns (bytes32);

    /// @notice The last act on the license; the license's id while its slot is empty; zero if there is no such license.
    function head(bytes32 license) external view returns (bytes32);

    /// @notice Where the license stands at `time`, seconds. From the first that holds: None, Terminated from
    /// `effectiveAt` on, NotYet before `startsAt`, Expired from `endsAt` on, Suspended from a suspension's `effectiveAt`
    /// until its reinstatement's; else, of a sublicense, where its parent stands; else InForce.
    function standingAt(bytes32 license, uint64 time) external view returns (Standing);

    /// @notice The license's pool and licensee. Reverts with `LicenseUnknown`.
    function fileOf(bytes32 license) external view returns (bytes32 pool, bytes32 licensee);

    /// @notice Who signs for the other side: the pool's administrator, or of a sublicense the parent's licensee.
    /// Reverts with `LicenseUnknown`.
    function grantorOf(bytes32 license) external view returns (bytes32);

    /// @notice The license's start and end (zero: without). Reverts with `LicenseUnknown`.
    function termOf(bytes32 license) external view returns (uint64 startsAt, uint64 endsAt);

    /// @notice The license that this is a sublicense of; zero if it is none.
    function parentOf(bytes32 license) external view returns (bytes32);

    /// @notice Whether the license is its administrator's statement alone, which its licensee did not sign so far.
    function attested(bytes32 license) external view returns (bool);

    /// @notice The latest time from which an act on the license has effect; zero if there is none.
    function lastEffectiveAt(bytes32 license) external view returns (uint64);
}
