// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActVerifier} from "../base/ActVerifier.sol";
import {IParties, KeyRecord} from "../interfaces/IParties.sol";
import {Scopes} from "../libraries/Scopes.sol";

/// @title What Parties holds, and what holds for every key.
abstract contract PartyState is ActVerifier, IParties {
    /// @dev One slot: from 0, until 8, scopes 16, kind 17, number (the party's) 18, compromised 22 bytes from the low end.
    struct Key {
        uint64 from;
        uint64 until;
        uint8 scopes;
        uint8 kind;
        uint32 number;
        bool compromised;
    }

    /// @dev Two slots; the second: number 0, rootKeys 4, guardian 8. `rootKeys` counts the Root keys without an end:
    /// there is always one.
    struct Party {
        bytes32 keysHead;
        uint32 number;
        uint32 rootKeys;
        address guardian;
    }

    /// @dev Two slots; the second: newKey 0, startedAt 20; zero while no recovery waits.
    struct Recovery {
        bytes32 head;
        address newKey;
        uint64 startedAt;
    }

    mapping(bytes32 party => mapping(address key => Key)) internal _keys;
    mapping(bytes32 party => Party) internal _parties;
    mapping(uint32 number => bytes32 party) internal _partyAt;
    uint32 internal _count;
    mapping(bytes32 party => Recovery) internal _recoveries;

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
    function compromised(bytes32 party, address key) external view returns (bool) {
        return _keys[party][key].compromised;
    }

    /// @inheritdoc IParties
    function guardianOf(bytes32 party) external view returns (address) {
        return _knownParty(party).guardian;
    }

    /// @inheritdoc IParties
    function numberOf(bytes32 party) external view returns (uint32) {
        return _knownParty(party).number;
    }

    /// @inheritdoc IParties
    function partyAt(uint32 number) external view returns (bytes32) {
        return _partyAt[number];
    }

    /// @dev Gives a key, never held before, every scope in `scopes` from this block on.
    function _begin(bytes32 id, Party storage party, address key, uint8 scopes, uint64 until) internal {
        if (until == 0 && scopes & Scopes.ROOT != 0) ++party.rootKeys;
        _keys[id][key] = Key({
            from: uint64(block.timestamp),
            until: until,
            scopes: scopes,
            kind: 0,
            number: party.number,
            compromised: false
        });
    }

    /// @dev Ends a hold with this block.
    function _end(bytes32 id, Party storage party, address key) internal {
        Key storage held = _keys[id][key];
        if (held.until == 0 && held.scopes & Scopes.ROOT != 0) {
            require(party.rootKeys > 1, LastRootKey(id, key));
            --party.rootKeys;
        }
        held.until = uint64(block.timestamp);
    }

    function _requireHeld(bytes32 party, address key, uint8 scopes) internal view override returns (uint32) {
        Key memory held = _keys[party][key];
        require(_holds(held, scopes, block.timestamp), KeyNotHeld(party, key, scopes));
        return held.number;
    }

    function _knownParty(bytes32 id) internal view returns (Party storage party) {
        party = _parties[id];
        require(party.number != 0, PartyUnknown(id));
    }

    function _requireNewKey(bytes32 party, address key) internal view {
        require(_keys[party][key].from == 0, KeyKnown(party, key));
    }

    function _voidScope() internal pure override returns (uint8) {
        return Scopes.ROOT;
    }

    function _holds(Key memory key, uint8 scopes, uint256 time) internal pure returns (bool) {
        return
            key.from != 0 && key.from <= time && (key.until == 0 || time < key.until) && key.scopes & scopes == scopes;
    }

    function _requireSignedByKey(
        bytes32 digest,
        address key,
        bytes calldata signatures,
        uint256 position
    ) internal pure {
        address signer = _signer(digest, signatures, position);
        require(signer == key, NotTheKey(signer, key));
    }
}
