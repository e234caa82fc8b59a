// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdministratorChange, LogKeyChange, PolicyChange, PoolCharter} from "../interfaces/Acts.sol";
import {IPools} from "../interfaces/IPools.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {PoolState} from "./PoolState.sol";

/// @title A pool's administrator, policies and log key, and how they change.
abstract contract Offices is PoolState {
    /// @inheritdoc IPools
    function changeAdministrator(
        AdministratorChange calldata act,
        PoolCharter calldata charter,
        bytes32[] calldata voters,
        bytes calldata signatures
    ) external {
        Pool storage pool = _poolMoves(act.pool, act.previous, _administrations[act.pool], act.expiresAt);
        require(act.administrator != pool.administrator, AlreadyAdministrator(act.pool, act.administrator));
        bytes32 given = ActHash.id(charter);
        require(given == act.pool, CharterDiffers(given, act.pool));

        bytes32 actId = ActHash.id(act);
        bool votes = pool.governance != GOVERNMENT_LED;
        bytes32[] memory signers =
            votes ? _signers(act.administrator) : _withFounders(act.administrator, charter.founders);
        _requireAll(actId, signers, Vote(act.pool, 0, votes), voters, signatures);

        _administrations[act.pool] = actId;
        pool.administrator = act.administrator;
        _chain(pool, actId);
        emit AdministratorChanged(act.pool, act.administrator, actId, act, voters, signatures);
    }

    /// @inheritdoc IPools
    function changePolicy(PolicyChange calldata act, bytes32[] calldata voters, bytes calldata signatures) external {
        Pool storage pool = _poolMoves(act.pool, act.previous, _policies[act.pool][act.policy], act.expiresAt);

        bytes32 actId = ActHash.id(act);
        bool votes = pool.governance != GOVERNMENT_LED;
        _requireAll(actId, _signers(pool.administrator), Vote(act.pool, 0, votes), voters, signatures);

        _policies[act.pool][act.policy] = actId;
        _chain(pool, actId);
        emit PolicyChanged(act.pool, act.policy, actId, act, voters, signatures);
    }

    /// @inheritdoc IPools
    function changeLogKey(LogKeyChange calldata act, bytes32[] calldata voters, bytes calldata signatures) external {
        Pool storage pool = _poolMoves(act.pool, act.previous, _logKeys[act.pool], act.expiresAt);
        uint256 next = uint256(pool.epoch) + 1;
        require(act.epoch == next, EpochNotNext(act.epoch, next));
        require(act.logKey != pool.logKey, LogKeyUnchanged(act.logKey));

        bytes32 actId = ActHash.id(act);
        bytes32 digest = _digest(actId);
        uint256 first = act.lost ? 2 : 3;
        _requireCount(signatures, first + voters.length);
        _requireSigned(actId, digest, pool.administrator, Scopes.CONTRACT, signatures, 0);
        _requireSignedByLogKey(digest, act.logKey, signatures, 1);
        if (!act.lost) _requireSignedByLogKey(digest, pool.logKey, signatures, 2);
        _requireVotes(actId, digest, Vote(act.pool, 0, act.lost), voters, signatures, first);

        _logKeys[act.pool] = actId;
        (pool.logKey, pool.epoch) = (act.logKey, act.epoch);
        _chain(pool, actId);
        emit LogKeyChanged(act.pool, actId, act, voters, signatures);
    }

    /// @inheritdoc IPools
    function administratorOf(bytes32 pool) external view returns (bytes32) {
        return _pools[pool].administrator;
    }

    /// @inheritdoc IPools
    function logKeyOf(bytes32 pool) external view returns (address logKey, uint16 epoch) {
        Pool storage known = _pools[pool];
        return (known.logKey, known.epoch);
    }

    /// @inheritdoc IPools
    function administratorHead(bytes32 pool) external view returns (bytes32) {
        return _administrations[pool];
    }

    /// @inheritdoc IPools
    function policyHead(bytes32 pool, bytes32 policy) external view returns (bytes32) {
        return _policies[pool][policy];
    }

    /// @inheritdoc IPools
    function logKeyHead(bytes32 pool) external view returns (bytes32) {
        return _logKeys[pool];
    }

    function _poolMoves(
        bytes32 id,
        bytes32 previous,
        bytes32 head,
        uint64 expiresAt
    ) private view returns (Pool storage pool) {
        pool = _knownPool(id);
        _requireInTime(expiresAt);
        _requireHead(previous, head);
    }

    function _withFounders(
        bytes32 administrator,
        bytes32[] calldata founders
    ) private pure returns (bytes32[] memory signers) {
        require(founders.length != 0, FoundersMissing());
        signers = new bytes32[](1 + founders.length);
        signers[0] = administrator;
        for (uint256 i = 0; i < founders.length; ++i) signers[1 + i] = founders[i];
    }

    function _requireSignedByLogKey(
        bytes32 digest,
        address logKey,
        bytes calldata signatures,
        uint256 position
    ) private pure {
        address signer = _signer(digest, signatures, position);
        require(signer == logKey, NotTheLogKey(signer, logKey));
    }
}
