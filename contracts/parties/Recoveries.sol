// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RecoveryCancellation, RecoveryCompletion, RecoveryStart} from "../interfaces/Acts.sol";
import {IParties} from "../interfaces/IParties.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {PartyState} from "./PartyState.sol";

/// @title Recovery of a party by its guardian: after a wait, in which an older Root key can cancel it.
abstract contract Recoveries is PartyState {
    /// @inheritdoc IParties
    uint64 public constant RECOVERY_DELAY = 14 days;

    /// @inheritdoc IParties
    function startRecovery(RecoveryStart calldata act, bytes calldata signatures) external {
        address guardian = _knownParty(act.party).guardian;
        require(guardian != address(0), GuardianMissing(act.party));
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, _recoveries[act.party].head);
        _requireNewKey(act.party, act.newKey);

        bytes32 actId = ActHash.id(act);
        bytes32 digest = _digest(actId);
        _requireCount(signatures, 2);
        _requireSignedByKey(digest, guardian, signatures, 0);
        _requireSignedByKey(digest, act.newKey, signatures, 1);

        _recoveries[act.party] = Recovery({head: actId, newKey: act.newKey, startedAt: uint64(block.timestamp)});
        emit RecoveryStarted(act.party, actId, act, signatures);
    }

    /// @inheritdoc IParties
    function cancelRecovery(RecoveryCancellation calldata act, bytes calldata signatures) external {
        Recovery memory recovery = _waiting(act.party, act.previous, act.expiresAt);

        bytes32 actId = ActHash.id(act);
        bytes32 digest = _digest(actId);
        _requireCount(signatures, 1);
        _requireSigned(actId, digest, act.party, Scopes.ROOT, signatures, 0);
        address key = _signer(digest, signatures, 0);
        uint64 from = _keys[act.party][key].from;
        require(from < recovery.startedAt, KeyNotOlder(key, from, recovery.startedAt));

        _recoveries[act.party] = Recovery({head: actId, newKey: address(0), startedAt: 0});
        emit RecoveryCancelled(act.party, actId, act, signatures);
    }

    /// @inheritdoc IParties
    function completeRecovery(RecoveryCompletion calldata act, bytes calldata signatures) external {
        Recovery memory recovery = _waiting(act.party, act.previous, act.expiresAt);
        Party storage party = _parties[act.party];
        _requireHead(act.previousKeys, party.keysHead);
        uint256 readyAt = uint256(recovery.startedAt) + RECOVERY_DELAY;
        require(block.timestamp >= readyAt, RecoveryWaits(readyAt, block.timestamp));
        _requireNewKey(act.party, recovery.newKey);

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 1);
        _requireSignedByKey(_digest(actId), recovery.newKey, signatures, 0);

        _recoveries[act.party] = Recovery({head: actId, newKey: address(0), startedAt: 0});
        party.keysHead = actId;
        _begin(act.party, party, recovery.newKey, Scopes.ALL, 0);
        emit RecoveryCompleted(act.party, actId, recovery.newKey, act, signatures);
    }

    /// @inheritdoc IParties
    function recoveryHead(bytes32 party) external view returns (bytes32) {
        return _recoveries[party].head;
    }

    /// @inheritdoc IParties
    function recoveryOf(bytes32 party) external view returns (address newKey, uint64 startedAt) {
        Recovery storage recovery = _recoveries[party];
        return (recovery.newKey, recovery.startedAt);
    }

    function _waiting(bytes32 party, bytes32 previous, uint64 expiresAt) private view returns (Recovery memory waits) {
        _knownParty(party);
        _requireInTime(expiresAt);
        waits = _recoveries[party];
        _requireHead(previous, waits.head);
        require(waits.newKey != address(0), NoRecovery(party));
    }
}
