// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IParties} from "../interfaces/IParties.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {ActVerifier} from "./ActVerifier.sol";

/// @title Acts that parties sign with Contract keys, held in `Parties`.
abstract contract PartyActs is ActVerifier {
    IParties internal immutable PARTIES;

    constructor(IParties register) {
        PARTIES = register;
    }

    function _requireHeld(bytes32 party, address key, uint8 scopes) internal view override returns (uint32) {
        return PARTIES.requireKey(party, key, scopes);
    }

    function _voidScope() internal pure override returns (uint8) {
        return Scopes.CONTRACT;
    }
}
