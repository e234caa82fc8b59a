// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Concatenated signatures of 65 bytes, r‖s‖v, low s, v 27 or 28.
library Signatures {
    uint256 internal constant SIZE = 65;

    /// @notice Who made the signature at `position`; zero if it is not one (high s, odd v, r or s out of range).
    /// @dev The caller has checked the length.
    function signerAt(bytes calldata signatures, uint256 position, bytes32 digest) internal pure returns (address) {
        uint256 start = position * SIZE;
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(
            digest,
            signatures[start:start + SIZE]
        );
        return failure == ECDSA.RecoverError.NoError ? signer : address(0);
    }
}
