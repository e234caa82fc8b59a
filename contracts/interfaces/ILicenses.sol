// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LicenseGrant, Termination} from "./Acts.sol";
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
    event LicenseTerminated(bytes32 indexed license, bytes32 indexed actId, Termination act, bytes signatures);

    /// @notice A license that ends must end after it starts.
    error EmptyTerm(uint64 startsAt, uint64 endsAt);
    /// @notice No license with this id was granted.
    error LicenseUnknown(bytes32 license);
    /// @notice The license was terminated before, with effect from `terminatedAt` on.
    error AlreadyTerminated(bytes32 license, uint64 terminatedAt);
    /// @notice A termination has to say from when on it has effect.
    error EffectiveAtMissing();
    /// @notice Only with the licensee's signature does a termination take effect before the block that records it.
    error LicenseeMustSign(uint64 effectiveAt, uint256 blockTime);

    /// @notice Grants a license under a schedule of the pool.
    /// @param signatures by the administrator, then by the licensee (scope Contract).
    /// @return id the act's struct hash.
    function grant(LicenseGrant calldata act, bytes calldata signatures) external returns (bytes32 id);

    /// @notice Terminates a license for good.
    /// @param signatures by the administrator, and by the licensee where `effectiveAt` lies before this block's time
    /// (where it does not, the licensee's is welcome and checked).
    function terminate(Termination calldata act, bytes calldata signatures) external;

    /// @notice The register of parties that this contract trusts for keys.
    function parties() external view returns (IParties);

    /// @notice The register of pools that this contract trusts for administrators and schedules.
    function pools() external view returns (IPools);

    /// @notice The last grant to this licensee in this pool; zero if none ever was.
    function fileHead(bytes32 pool, bytes32 licensee) external view returns (bytes32);

    /// @notice The last act on the license; the license's id while its slot is empty; zero if there is no such license.
    function head(bytes32 license) external view returns (bytes32);

    /// @notice Where the license stands at `time`, seconds. From the first that holds: None, Terminated from
    /// `effectiveAt` on, NotYet before `startsAt`, Expired from `endsAt` on, else InForce.
    function standingAt(bytes32 license, uint64 time) external view returns (Standing);

    /// @notice The license's pool and licensee. Reverts with `LicenseUnknown`.
    function fileOf(bytes32 license) external view returns (bytes32 pool, bytes32 licensee);
}
