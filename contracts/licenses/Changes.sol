// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Amendment, Assignment, Reinstatement, Suspension, Termination} from "../interfaces/Acts.sol";
import {ILicenses, Standing} from "../interfaces/ILicenses.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {LicenseState} from "./LicenseState.sol";

/// @title What becomes of licenses: amended, suspended, reinstated, assigned, terminated.
abstract contract Changes is LicenseState {
    /// @inheritdoc ILicenses
    function amend(Amendment calldata act, bytes calldata signatures) external {
        License memory license = _changing(act.license, act.previous, act.expiresAt);
        Rare memory rare = _rare[act.license];
        uint40 effectiveAt = _effective(license, rare, act.effectiveAt);
        require(license.endsAt == 0 || effectiveAt <= license.endsAt, AmendedAfterEnd(effectiveAt, license.endsAt));
        uint40 begins = effectiveAt > license.startsAt ? effectiveAt : license.startsAt;
        require(act.endsAt == 0 || act.endsAt > begins, EmptyTerm(begins, act.endsAt));
        _requireSchedule(license.pool, rare.depth, act.schedule);

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 2);
        _requireBoth(actId, act.license, license, rare, signatures);

        _heads[act.license] = actId;
        _licenses[act.license].endsAt = _time(act.endsAt);
        _rare[act.license].amendedAt = effectiveAt;
        emit LicenseAmended(act.license, actId, act, signatures);
    }

    /// @inheritdoc ILicenses
    function suspend(Suspension calldata act, bytes calldata signatures) external {
        License memory license = _changing(act.license, act.previous, act.expiresAt);
        Rare memory rare = _rare[act.license];
        require(!_isSuspended(license), AlreadySuspended(act.license, license.suspendedAt));
        uint40 effectiveAt = _effective(license, rare, act.effectiveAt);

        bytes32 actId = ActHash.id(act);
        _requireAdverse(actId, act.license, license, rare, effectiveAt, signatures);

        License storage record = _licenses[act.license];
        if (license.suspendedAt != 0) record.archived = _archive(act.license, license);
        _heads[act.license] = actId;
        (record.suspendedAt, record.reinstatedAt) = (effectiveAt, 0);
        emit LicenseSuspended(act.license, actId, act, signatures);
    }

    /// @inheritdoc ILicenses
    function reinstate(Reinstatement calldata act, bytes calldata signatures) external {
        License memory license = _changing(act.license, act.previous, act.expiresAt);
        Rare memory rare = _rare[act.license];
        require(_isSuspended(license), NotSuspended(act.license));
        uint40 effectiveAt = _effective(license, rare, act.effectiveAt);

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 1);
        bytes32 grantor = _grantorOf(act.license, license, rare);
        _requireSigned(actId, _digest(actId), grantor, Scopes.CONTRACT, signatures, 0);

        _heads[act.license] = actId;
        _licenses[act.license].reinstatedAt = effectiveAt;
        emit LicenseReinstated(act.license, actId, act, signatures);
    }

    /// @inheritdoc ILicenses
    function assign(Assignment calldata act, bytes calldata signatures) external {
        License memory license = _changing(act.license, act.previous, act.expiresAt);
        bytes32 pool = POOLS.poolAt(license.pool);
        _requireHead(act.previousFile, _files[pool][act.assignee]);
        Standing standing = _standingAt(act.license, uint64(block.timestamp));
        require(
            standing != Standing.Terminated && standing != Standing.Expired,
            LicenseNotStanding(act.license, standing)
        );

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 3);
        _requireBoth(actId, act.license, license, _rare[act.license], signatures);
        uint32 assignee = _requireSigned(actId, _digest(actId), act.assignee, Scopes.CONTRACT, signatures, 2);
        require(assignee != license.licensee, AssignedToLicensee(act.assignee));

        _heads[act.license] = actId;
        _files[pool][act.assignee] = actId;
        _licenses[act.license].licensee = _number(assignee);
        emit LicenseAssigned(act.license, pool, act.assignee, act, signatures);
    }

    /// @inheritdoc ILicenses
    function terminate(Termination calldata act, bytes calldata signatures) external {
        License memory license = _changing(act.license, act.previous, act.expiresAt);
        Rare memory rare = _rare[act.license];
        uint40 effectiveAt = _effective(license, rare, act.effectiveAt);

        bytes32 actId = ActHash.id(act);
        _requireAdverse(actId, act.license, license, rare, effectiveAt, signatures);

        _heads[act.license] = actId;
        _licenses[act.license].terminatedAt = effectiveAt;
        emit LicenseTerminated(act.license, actId, act, signatures);
    }

    /// @dev Keeps the last suspension among those before; gives how many there are then.
    function _archive(bytes32 id, License memory license) private returns (uint8) {
        require(license.archived < MOST_SPANS, TooManySuspensions(id));
        _spans[id][license.archived] = (uint80(license.suspendedAt) << 40) | license.reinstatedAt;
        return license.archived + 1;
    }

    /// @dev Requires the grantor's signature first, then the licensee's.
    function _requireBoth(
        bytes32 actId,
        bytes32 id,
        License memory license,
        Rare memory rare,
        bytes calldata signatures
    ) private view {
        bytes32 digest = _digest(actId);
        _requireSigned(actId, digest, _grantorOf(id, license, rare), Scopes.CONTRACT, signatures, 0);
        _requireSigned(actId, digest, PARTIES.partyAt(license.licensee), Scopes.CONTRACT, signatures, 1);
    }

    /// @dev The grantor's signature, and the licensee's where the act reaches back or where it is given.
    function _requireAdverse(
        bytes32 actId,
        bytes32 id,
        License memory license,
        Rare memory rare,
        uint40 effectiveAt,
        bytes calldata signatures
    ) private view {
        if (signatures.length == 2 * Signatures.SIZE) {
            _requireBoth(actId, id, license, rare, signatures);
            return;
        }
        require(effectiveAt >= block.timestamp, LicenseeMustSign(effectiveAt, block.timestamp));
        _requireCount(signatures, 1);
        bytes32 grantor = _grantorOf(id, license, rare);
        _requireSigned(actId, _digest(actId), grantor, Scopes.CONTRACT, signatures, 0);
    }

    /// @dev A sublicense has no schedule of its own; any other's has been revised in the pool.
    function _requireSchedule(uint24 pool, uint8 depth, bytes32 schedule) private view {
        if (depth != 0) require(schedule == 0, ScheduleOfParent(schedule));
        else POOLS.grantorOf(POOLS.poolAt(pool), schedule);
    }

    function _effective(License memory license, Rare memory rare, uint64 effectiveAt) private pure returns (uint40) {
        require(effectiveAt != 0, EffectiveAtMissing());
        uint40 last = _lastEffectiveAt(license, rare);
        require(effectiveAt >= last, EffectiveAtDecreases(effectiveAt, last));
        return _time(effectiveAt);
    }

    function _isSuspended(License memory license) private pure returns (bool) {
        return license.suspendedAt != 0 && license.reinstatedAt == 0;
    }
}
