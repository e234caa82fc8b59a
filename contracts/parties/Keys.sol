// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {KeyAdmission, KeyCompromise, KeyRetirement} from "../interfaces/Acts.sol";
import {IParties} from "../interfaces/IParties.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {PartyState} from "./PartyState.sol";

/// @title A party's keys: admitted, retired, flagged.
abstract contract Keys is PartyState {
    /// @inheritdoc IParties
    function admitKey(KeyAdmission calldata act, bytes calldata signatures) external {
        Party storage party = _keysMove(act.party, act.previous, act.expiresAt);
        require(act.scopes != 0 && act.scopes <= Scopes.ALL, ScopesInvalid(act.scopes));
        require(act.validUntil == 0 || act.validUntil > block.timestamp, KeyTermEmpty(act.validUntil, block.timestamp));
        _requireNewKey(act.party, act.key);

        bytes32 actId = ActHash.id(act);
        bytes32 digest = _digest(actId);
        _requireCount(signatures, 2);
        _requireSigned(actId, digest, act.party, Scopes.ROOT, signatures, 0);
        _requireSignedByKey(digest, act.key, signatures, 1);

        party.keysHead = actId;
        _begin(act.party, party, act.key, act.scopes, act.validUntil);
        emit KeyAdmitted(act.party, actId, act, signatures);
    }

    /// @inheritdoc IParties
    function retireKey(KeyRetirement calldata act, bytes calldata signatures) external {
        Party storage party = _keysMove(act.party, act.previous, act.expiresAt);
        require(_holds(_keys[act.party][act.key], 0, block.timestamp), KeyNotHeld(act.party, act.key, 0));

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 1);
        _requireSigned(actId, _digest(actId), act.party, Scopes.ROOT, signatures, 0);

        party.keysHead = actId;
        _end(act.party, party, act.key);
        emit KeyRetired(act.party, actId, act, signatures);
    }

    /// @inheritdoc IParties
    function compromiseKey(KeyCompromise calldata act, bytes calldata signatures) external {
        Party storage party = _keysMove(act.party, act.previous, act.expiresAt);
        Key storage key = _keys[act.party][act.key];
        require(key.from != 0, KeyUnknown(act.party, act.key));
        require(!key.compromised, AlreadyCompromised(act.party, act.key));
        require(act.since <= block.timestamp, LostInFuture(act.since, block.timestamp));

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 1);
        _requireSigned(actId, _digest(actId), act.party, Scopes.ROOT, signatures, 0);

        party.keysHead = actId;
        if (_holds(key, 0, block.timestamp)) _end(act.party, party, act.key);
        key.compromised = true;
        emit KeyCompromised(act.party, actId, act, signatures);
    }

    function _keysMove(bytes32 id, bytes32 previous, uint64 expiresAt) private view returns (Party storage party) {
        party = _knownParty(id);
        _requireInTime(expiresAt);
        _requireHead(previous, party.keysHead);
    }
}
