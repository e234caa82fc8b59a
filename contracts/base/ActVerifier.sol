// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Void} from "../interfaces/Acts.sol";
import {IActs} from "../interfaces/IActs.sol";
import {ActHash} from "../libraries/ActHash.sol";
import {Signatures} from "../libraries/Signatures.sol";

/// @title The rules that hold for every act: in time, on its subject's head, signed by whom it binds, not taken back.
abstract contract ActVerifier is EIP712, IActs {
    /// @dev Under party zero: whether anybody did, so that an act that nobody took back costs one slot, not one a signer.
    mapping(bytes32 actId => mapping(bytes32 party => bool)) private _void;

    /// @inheritdoc IActs
    function voidAct(Void calldata act, bytes calldata signatures) external {
        bytes32 digest = _digest(ActHash.id(act));
        _requireCount(signatures, 1);
        _requireHeld(act.party, _signer(digest, signatures, 0), _voidScope());
        require(!_void[act.actId][act.party], AlreadyVoid(act.actId, act.party));
        (_void[act.actId][act.party], _void[act.actId][0]) = (true, true);
        emit ActVoided(act.actId, act.party, signatures);
    }

    /// @inheritdoc IActs
    function isVoid(bytes32 actId, bytes32 party) public view returns (bool) {
        return _void[actId][party];
    }

    /// @dev Reverts with `KeyNotHeld` unless the key holds the scopes in this block; gives the party's number.
    function _requireHeld(bytes32 party, address key, uint8 scopes) internal view virtual returns (uint32);

    /// @dev The scope of a key that takes back its party's signatures in this contract.
    function _voidScope() internal pure virtual returns (uint8);

    /// @dev Requires that the signature at `position` is by a key of `party` and was not taken back; gives its number.
    function _requireSigned(
        bytes32 actId,
        bytes32 digest,
        bytes32 party,
        uint8 scopes,
        bytes calldata signatures,
        uint256 position
    ) internal view returns (uint32) {
        if (_void[actId][0]) require(!_void[actId][party], ActIsVoid(actId, party));
        return _requireHeld(party, _signer(digest, signatures, position), scopes);
    }

    function _signer(bytes32 digest, bytes calldata signatures, uint256 position) internal pure returns (address) {
        address signer = Signatures.signerAt(signatures, position, digest);
        require(signer != address(0), SignatureInvalid(position));
        return signer;
    }

    function _digest(bytes32 actId) internal view returns (bytes32) {
        return _hashTypedDataV4(actId);
    }

    function _requireInTime(uint64 expiresAt) internal view {
        require(block.timestamp <= expiresAt, ActExpired(expiresAt, block.timestamp));
    }

    function _requireHead(bytes32 previous, bytes32 head) internal pure {
        require(previous == head, HeadMoved(previous, head));
    }

    function _requireCount(bytes calldata signatures, uint256 count) internal pure {
        uint256 expected = count * Signatures.SIZE;
        require(signatures.length == expected, SignaturesLength(signatures.length, expected));
    }
}
