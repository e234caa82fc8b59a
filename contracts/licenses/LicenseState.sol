// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PartyActs} from "../base/PartyActs.sol";
import {ILicenses, Standing} from "../interfaces/ILicenses.sol";
import {IParties} from "../interfaces/IParties.sol";
import {IPools} from "../interfaces/IPools.sol";

/// @title What Licenses holds, and where a license stands.
abstract contract LicenseState is PartyActs, ILicenses {
    uint8 internal constant MOST_DEPTH = 4;
    uint256 internal constant MOST_SPANS = 255;

    /// @dev One slot, drawn from its low end:
    ///   startsAt 0..4 | endsAt 5..9 | terminatedAt 10..14 | suspendedAt 15..19 | reinstatedAt 20..24 |
    ///   archived 25 | pool 26..28 | licensee 29..31
    /// Pool and licensee by their numbers: with their ids a grant would cost two slots more. A license is suspended from
    /// `suspendedAt` until `reinstatedAt` (zero: without end so far); `archived` counts the suspensions before.
    struct License {
        uint40 startsAt;
        uint40 endsAt;
        uint40 terminatedAt;
        uint40 suspendedAt;
        uint40 reinstatedAt;
        uint8 archived;
        uint24 pool;
        uint24 licensee;
    }

    /// @dev One slot, empty for most: amendedAt 0..4 | depth 5 (zero: no sublicense) | attested 6.
    struct Rare {
        uint40 amendedAt;
        uint8 depth;
        bool attested;
    }

    IPools internal immutable POOLS;

    mapping(bytes32 pool => mapping(bytes32 licensee => bytes32 head)) internal _files;
    mapping(bytes32 license => License) internal _licenses;
    mapping(bytes32 license => bytes32 head) internal _heads;
    mapping(bytes32 license => Rare) internal _rare;
    mapping(bytes32 sublicense => bytes32 parent) internal _parents;
    /// @dev Suspensions before the last, three a slot, each: until 0..4 | from 5..9.
    mapping(bytes32 license => uint80[MOST_SPANS]) internal _spans;

    constructor(IPools register) PartyActs(register.parties()) {
        POOLS = register;
    }

    /// @inheritdoc ILicenses
    function parties() external view returns (IParties) {
        return PARTIES;
    }

    /// @inheritdoc ILicenses
    function pools() external view returns (IPools) {
        return POOLS;
    }

    /// @inheritdoc ILicenses
    function fileHead(bytes32 pool, bytes32 licensee) external view returns (bytes32) {
        return _files[pool][licensee];
    }

    /// @inheritdoc ILicenses
    function head(bytes32 license) external view returns (bytes32) {
        return _licenses[license].pool == 0 ? bytes32(0) : _head(license);
    }

    /// @inheritdoc ILicenses
    function standingAt(bytes32 license, uint64 time) external view returns (Standing) {
        return _standingAt(license, time);
    }

    /// @inheritdoc ILicenses
    function fileOf(bytes32 license) external view returns (bytes32 pool, bytes32 licensee) {
        License memory record = _known(license);
        return (POOLS.poolAt(record.pool), PARTIES.partyAt(record.licensee));
    }

    /// @inheritdoc ILicenses
    function grantorOf(bytes32 license) external view returns (bytes32) {
        return _grantorOf(license, _known(license), _rare[license]);
    }

    /// @inheritdoc ILicenses
    function termOf(bytes32 license) external view returns (uint64 startsAt, uint64 endsAt) {
        License memory record = _known(license);
        return (record.startsAt, record.endsAt);
    }

    /// @inheritdoc ILicenses
    function parentOf(bytes32 license) external view returns (bytes32) {
        return _parents[license];
    }

    /// @inheritdoc ILicenses
    function attested(bytes32 license) external view returns (bool) {
        return _rare[license].attested;
    }

    /// @inheritdoc ILicenses
    function lastEffectiveAt(bytes32 license) external view returns (uint64) {
        License memory record = _licenses[license];
        return record.terminatedAt != 0 ? record.terminatedAt : _lastEffectiveAt(record, _rare[license]);
    }

    function _known(bytes32 id) internal view returns (License memory license) {
        license = _licenses[id];
        require(license.pool != 0, LicenseUnknown(id));
    }

    /// @dev What holds for every act on a license: it is known, on its head, in time, and before any termination.
    function _changing(bytes32 id, bytes32 previous, uint64 expiresAt) internal view returns (License memory license) {
        license = _known(id);
        _requireInTime(expiresAt);
        _requireHead(previous, _head(id));
        require(license.terminatedAt == 0, AlreadyTerminated(id, license.terminatedAt));
    }

    function _head(bytes32 license) internal view returns (bytes32) {
        bytes32 last = _heads[license];
        return last == 0 ? license : last;
    }

    /// @dev The pool's administrator, or of a sublicense the parent's licensee.
    function _grantorOf(bytes32 id, License memory license, Rare memory rare) internal view returns (bytes32 grantor) {
        if (rare.depth != 0) return PARTIES.partyAt(_licenses[_parents[id]].licensee);
        (, grantor) = POOLS.grantorAt(license.pool);
    }

    /// @dev The first that is not in force, of the license and its ancestors from the nearest on.
    function _standingAt(bytes32 id, uint64 time) internal view returns (Standing standing) {
        for (uint256 depth = 0; depth <= MOST_DEPTH; ++depth) {
            License memory license = _licenses[id];
            if (license.pool == 0) return Standing.None;
            standing = _ownStanding(id, license, time);
            if (standing != Standing.InForce) return standing;
            id = _parents[id];
            if (id == 0) return standing;
        }
    }

    function _time(uint64 time) internal pure returns (uint40) {
        require(time <= type(uint40).max, TimeTooLarge(time));
        return uint40(time);
    }

    function _number(uint32 number) internal pure returns (uint24) {
        require(number <= type(uint24).max, NumberTooLarge(number));
        return uint24(number);
    }

    /// @dev Before a termination: what takes effect later than all the others.
    function _lastEffectiveAt(License memory license, Rare memory rare) internal pure returns (uint40) {
        uint40 last = license.reinstatedAt == 0 ? license.suspendedAt : license.reinstatedAt;
        return rare.amendedAt > last ? rare.amendedAt : last;
    }

    function _ownStanding(bytes32 id, License memory license, uint64 time) private view returns (Standing) {
        if (license.terminatedAt != 0 && time >= license.terminatedAt) return Standing.Terminated;
        if (time < license.startsAt) return Standing.NotYet;
        if (license.endsAt != 0 && time >= license.endsAt) return Standing.Expired;
        return _suspendedAt(id, license, time) ? Standing.Suspended : Standing.InForce;
    }

    function _suspendedAt(bytes32 id, License memory license, uint64 time) private view returns (bool) {
        if (license.suspendedAt == 0) return false;
        if (time >= license.suspendedAt) return license.reinstatedAt == 0 || time < license.reinstatedAt;
        // They are in order and do not overlap: the last that began by then decides.
        for (uint256 i = license.archived; i > 0; --i) {
            uint80 span = _spans[id][i - 1];
            if (time >= span >> 40) return time < uint40(span);
        }
        return false;
    }
}
