// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IPools} from "./interfaces/IPools.sol";
import {Changes} from "./licenses/Changes.sol";
import {Grants} from "./licenses/Grants.sol";
import {LicenseState} from "./licenses/LicenseState.sol";

/// @title Licenses: grants and what becomes of them.
contract Licenses is Grants, Changes {
    constructor(IPools register) EIP712("Licenses", "1") LicenseState(register) {}
}
