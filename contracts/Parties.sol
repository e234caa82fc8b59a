// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ActVerifier} from "./base/ActVerifier.sol";
import {KeyAdmission, KeyRetirement, PartyOpening} from "./interfaces/Acts.sol";
import {IParties, KeyRecord} from "./interfaces/IParties.sol";
import {ActHash} from "./libraries/ActHash.sol";
import {Scopes} from "./libraries/Scopes.sol";

/// @title Parties and their keys.
contract Parties is ActVerifier, IParties {
    /// @dev One slot: from 0, until 8, scopes 16, kind 17, number (the party's) 18 bytes from the low end.
    struct Key {
        uint64 from;
        uint64 until;
        uint8 scopes;
        uint8 kind;
        uint32 number;
    }

    /// @dev Two slots. `rootKeys` counts the Root keys without an end: there is always one.
    struct Party {
        bytes32 keysHead;
        uint32 number;
        uint32 rootKeys;
    }

    mapping(bytes32 party => mapping(address key => Key)) private _keys;
    mapping(bytes32 party => Party) private _parties;
    mapping(uint32 number => bytes32 party) private _partyAt;
    uint32 private _count;

    constructor() EIP712("Parties", "1") {}

    /// @inheritdoc IParties
    function open(PartyOpening calldata act, bytes calldata signatures) external returns (bytes32 id) {
        id = ActHash.id(act);
        require(_parties[id].number == 0, PartyExists(id));
        _requireCount(signatures, 1);
        _requireSignedByKey(_digest(id), act.rootKey, signatures, 0);

        uint32 number = ++_count;
        _partyAt[number] = id;
        _parties[id] = Party({keysHead: 0, number: number, rootKeys: 1});
        _keys[id][act.rootKey] = _keyFromNow(0, Scopes.ALL, number);
        emit PartyOpened(id, act, signatures);
    }

    /// @inheritdoc IParties
    function admitKey(KeyAdmission calldata act, bytes calldata signatures) external {
        Party storage party = _knownParty(act.party);
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, party.keysHead);
        require(act.scopes != 0 && act.scopes <= Scopes.ALL, ScopesInvalid(act.scopes));
        require(act.validUntil == 0 || act.validUntil > block.timestamp, KeyTermEmpty(act.validUntil, block.timestamp));
        require(_keys[act.party][act.key].from == 0, KeyKnown(act.party, act.key));

        bytes32 actId = ActHash.id(act);
        bytes32 digest = _digest(actId);
        _requireCount(signatures, 2);
        uint32 number = _requireSigned(actId, digest, act.party, Scopes.ROOT, signatures, 0);
        _requireSignedByKey(digest, act.key, signatures, 1);

        party.keysHead = actId;
        if (act.validUntil == 0 && act.scopes & Scopes.ROOT != 0) ++party.rootKeys;
        _keys[act.party][act.key] = _keyFromNow(act.validUntil, act.scopes, number);
        emit KeyAdmitted(act.party, actId, act, signatures);
    }

    /// @inheritdoc IParties
    function retireKey(KeyRetirement calldata act, bytes calldata signatures) external {
        Party storage party = _knownParty(act.party);
        _requireInTime(act.expiresAt);
        _requireHead(act.previous, party.keysHead);
        Key storage key = _keys[act.party][act.key];
        require(_holds(key, 0, block.timestamp), KeyNotHeld(act.party, act.key, 0));
        if (key.until == 0 && key.scopes & Scopes.ROOT != 0) {
            require(party.rootKeys > 1, LastRootKey(act.party, act.key));
            --party.rootKeys;
        }

        bytes32 actId = ActHash.id(act);
        _requireCount(signatures, 1);
        _requireSigned(actId, _digest(actId), act.party, Scopes.ROOT, signatures, 0);

        party.keysHead = actId;
        key.until = uint64(block.timestamp);
        emit KeyRetired(act.party, actId, act, signatures);
    }

    /// @inheritdoc IParties
    function keyOf(bytes32 party, address key) external view returns (KeyRecord memory) {
        Key storage held = _keys[party][key];
        return KeyRecord({from: held.from, until: held.until, scopes: held.scopes, kind: held.kind});
    }

    /// @inheritdoc IParties
    function holdsKey(bytes32 party, address key, uint8 scopes, uint64 time) external view returns (bool) {
        return _holds(_keys[party][key], scopes, time);
    }

    /// @inheritdoc IParties
    function requireKey(bytes32 party, address key, uint8 scopes) external view returns (uint32 number) {
        return _requireHeld(party, key, scopes);
    }

    /// @inheritdoc IParties
    function keysHead(bytes32 party) external view returns (bytes32) {
        return _parties[party].keysHead;
    }

    /// @inheritdoc IParties
    function partyAt(uint32 number) external view returns (bytes32) {
        return _partyAt[number];
    }

    function _requireHeld(bytes32 party, address key, uint8 scopes) internal view override returns (uint32) {
        Key memory held = _keys[party][key];
        require(_holds(held, scopes, block.timestamp), KeyNotHeld(party, key, scopes));
        return held.number;
    }

    function _voidScope() internal pure override returns (uint8) {
        return Scopes.ROOT;
    }

    function _knownParty(bytes32 id) private view returns (Party storage party) {
        party = _parties[id];
        require(party.number != 0, PartyUnknown(id));
    }

    function _keyFromNow(uint64 until, uint8 scopes, uint32 number) private view returns (Key memory) {
        return Key({from: uint64(block.timestamp), until: until, scopes: scopes, kind: 0, number: number});
    }

    function _holds(Key memory key, uint8 scopes, uint256 time) private pure returns (bool) {
        return
            key.from != 0 && key.from <= time && (key.until == 0 || time < key.until) && key.scopes & scopes == scopes;
    }

    function _requireSignedByKey(
        bytes32 digest,
        address key,
        bytes calldata signatures,
        uint256 position
    ) private pure {
        address signer = _signer(digest, signatures, position);
        require(signer == key, NotTheKey(signer, key));
    }
}
