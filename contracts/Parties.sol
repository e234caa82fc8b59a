// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {PartyOpening} from "./interfaces/Acts.sol";
import {IParties} from "./interfaces/IParties.sol";
import {ActHash} from "./libraries/ActHash.sol";
import {Scopes} from "./libraries/Scopes.sol";
import {Keys} from "./parties/Keys.sol";
import {Recoveries} from "./parties/Recoveries.sol";

/// @title Parties and their keys.
contract Parties is Keys, Recoveries {
    constructor() EIP712("Parties", "1") {}

    /// @inheritdoc IParties
    function open(PartyOpening calldata act, bytes calldata signatures) external returns (bytes32 id) {
        id = ActHash.id(act);
        Party storage party = _parties[id];
        require(party.number == 0, PartyExists(id));
        _requireCount(signatures, 1);
        _requireSignedByKey(_digest(id), act.rootKey, signatures, 0);

        uint32 number = ++_count;
        _partyAt[number] = id;
        _parties[id] = Party({keysHead: 0, number: number, rootKeys: 0, guardian: act.guardian});
        _begin(id, party, act.rootKey, Scopes.ALL, 0);
        emit PartyOpened(id, act, signatures);
    }
}
